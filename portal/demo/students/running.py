"""A class for students in its fifth week: consents of all kinds, absences and who heard of them, and two who left."""

from portal.demo.moments import DAY, HOUR, MINUTE, as_of
from portal.demo.students import families, terms
from portal.demo.students.evenings import mark
from portal.demo.students.people import ADULT, RUNNING
from portal.demo.students.schools import NORTH, SHERY, SOUTH, TORRANCE, WEST
from programs.enums import Mark
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import Nomination, Semester
from programs.services.nominations import (
    absence_upkeep,
    coordinating,
    deciding,
    inviting,
    refusing,
    selecting,
    sign_outs,
    upkeep,
)

K = ConsentKind
PLACES = {NORTH: (6, 2), SOUTH: (6, 2), WEST: (4, 2), TORRANCE: (4, 2), SHERY: (2, 1)}
PAGES = {
    (NORTH, "l.reyes"): ["amelia", "siwoo", "valeria", "ren", "khoa", "jasper"],
    (SOUTH, "n.okonjo"): ["marcus", "priya", "thiago", "owen", "yuna", "hana"],
    (WEST, "h.lindqvist"): ["brooke", "tyler", "camila", "ximena"],
    (TORRANCE, "p.sugimoto"): ["malik", "jiaqi", "devon", "nora"],
}
# jasper's family never answered; ximena's has, but nobody accepted her.
NEVER_ANSWERED, NOT_ACCEPTED = "jasper", "ximena"
WHO_IS_18 = "owen"
NO_TO = {
    "siwoo": [K.HANDS_ON, K.RIDE_ALONG, K.PHOTOS],
    "ren": [K.PHOTOS],
    "khoa": [K.RIDE_ALONG],
    "priya": [K.HANDS_ON],
    "thiago": [K.TREATMENT],
    "owen": [K.PHOTOS],
    "hana": [K.SCHOOL],
    "camila": [K.RIDE_ALONG, K.PHOTOS],
    "malik": [kind for kind in K if kind not in (K.PARTICIPATION, K.SCHOOL)],
}
HEALTH = {"valeria": "Peanut allergy: carries an EpiPen.", "brooke": "Asthma: inhaler in the backpack."}
# What is not "present": student, evening, mark. The last recorded evening is -1.
MARKS = {
    ("khoa", 0): Mark.LATE,
    ("marcus", 0): Mark.ABSENT,
    ("marcus", 2): Mark.ABSENT,
    ("yuna", 1): Mark.EXCUSED,
    ("camila", 3): Mark.LEFT_EARLY,
    ("nora", -1): Mark.ABSENT,
}
LEFT = {"devon": 2, "jiaqi": 3}  # student: the last evening
REMOVED_REASON = "Left the building without signing out, twice; talked with the parent on the phone both times."


def hold(offering, staff, coordinator, calendar):
    quotas = terms.plan_before(offering, PLACES)
    nominations = {}
    for number, ((school, counselor), keys) in enumerate(PAGES.items()):
        students = {key: RUNNING[key] for key in keys}
        moment = offering.begins_at - 50 * DAY + number * DAY
        nominations |= families.nominate(quotas[school], staff[counselor], moment, students)
    _answer(nominations, offering.begins_at, staff["h.lindqvist"])
    _choose(quotas[NORTH].semester, nominations, offering.begins_at, coordinator)
    _evenings(offering, nominations, coordinator, calendar)


def _answer(nominations, begins, counselor):
    house = families.Families(deciding.current_texts())
    with as_of(begins - 46 * DAY):
        # Without a mail address: the counselor hands out a code on paper, and the guardian answers by it.
        guardian = families.party(nominations["tyler"], PartyRole.GUARDIAN)
        inviting.code_for_party(guardian, counselor=counselor)
    for number, (key, nomination) in enumerate(nominations.items()):
        if key == NEVER_ANSWERED:
            continue
        student, moment, no = RUNNING[key], begins - 45 * DAY + number * 9 * HOUR, NO_TO.get(key, [])
        if key == WHO_IS_18:
            house.student_answers(nomination, student, moment, years=ADULT, no=no)
        else:
            house.student_answers(nomination, student, moment)
            house.guardian_answers(nomination, student, moment + 6 * HOUR, no=no, health=HEALTH.get(key, ""))


def _choose(semester, nominations, begins, coordinator):
    chosen = [each for key, each in nominations.items() if key not in (NEVER_ANSWERED, NOT_ACCEPTED)]
    families.accept(chosen, begins - 12 * DAY, coordinator)
    with as_of(begins - 10 * DAY + HOUR):
        upkeep.expire_unanswered()
    with as_of(begins - 9 * DAY):
        selecting.publish_roster(Semester.objects.get(pk=semester.pk), by=coordinator)


def _evenings(offering, nominations, coordinator, calendar):
    """Marks, who collected whom, and the mails to guardians that night and to the counselor the morning after."""
    held = [session for session in offering.held_sessions if session.ends_at + HOUR < calendar.now]
    for number, session in enumerate(held):
        here = _registrations(nominations)
        marks = {key: _mark(key, number, len(held)) for key in here}
        with as_of(session.ends_at):
            mark(session, {here[key].pk: each for key, each in marks.items()}, coordinator)
        with as_of(session.ends_at + 10 * MINUTE):
            if session is held[-1]:
                _sign_out(session, {key: here[key] for key, each in marks.items() if each != Mark.ABSENT}, coordinator)
        with as_of(session.ends_at + 40 * MINUTE):
            absence_upkeep.tell_of_absences()
        if session.ends_at + 14 * HOUR < calendar.now:
            with as_of(session.ends_at + 14 * HOUR):
                absence_upkeep.tell_counselors_of_absences()
        with as_of(session.ends_at + 50 * MINUTE):
            _leave(nominations, number, coordinator)


def _registrations(nominations):
    """{key: registration} of those who have a seat now."""
    fresh = (
        Nomination.objects.filter(state="enrolled")
        .select_related("registration")
        .in_bulk([nomination.pk for nomination in nominations.values()])
    )
    return {key: fresh[each.pk].registration for key, each in nominations.items() if each.pk in fresh}


def _mark(key, number, held):
    return MARKS.get((key, number)) or MARKS.get((key, number - held)) or Mark.PRESENT


def _sign_out(session, leaving, by):
    """Each leaves with an adult whom the guardian named; who is 18 goes alone."""
    for key, registration in leaving.items():
        student = RUNNING[key]
        if key == WHO_IS_18:
            collector = sign_outs.ALONE
        else:
            collector = student.guardian if student.number % 3 else f"Robin {student.family_name}"
        sign_outs.sign_out(session, registration, collector, by=by)


def _leave(nominations, number, coordinator):
    """One is removed with a reason; of another the guardian takes the consent back, by the same link."""
    if number == LEFT["devon"]:
        coordinating.remove(_anew(nominations["devon"]), reason=REMOVED_REASON, by=coordinator)
    if number == LEFT["jiaqi"]:
        refusing.take_back(families.party(nominations["jiaqi"], PartyRole.GUARDIAN), K.PARTICIPATION)


def _anew(nomination):
    return Nomination.objects.get(pk=nomination.pk)
