"""The first class for students: completed. One school has posted the credits, one has not, one waits for its report."""

from portal.demo.moments import DAY, HOUR, as_of
from portal.demo.students import families, terms
from portal.demo.students.evenings import mark
from portal.demo.students.people import PAST
from portal.demo.students.schools import GONE, NORTH, SHERY, SOUTH, TORRANCE, WEST
from programs.enums import Mark
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import Semester
from programs.services import graduation
from programs.services.nominations import credit_posting, credits, deciding, refusing, selecting, upkeep

PLACES = {NORTH: (5, 2), SOUTH: (2, 2), WEST: (1, 1), TORRANCE: (3, 2), SHERY: (2, 1)}
OF_NORTH = ["chloe", "dohyun", "andres", "silent", "unwilling", "waiting"]
OF_SOUTH, OF_WEST = ["mio", "trevor"], ["wesley"]
ENROLLED = ["chloe", "dohyun", "andres", *OF_SOUTH, *OF_WEST]
NOT_RELEASED = "andres"
# Too often: not completed.
OFTEN_ABSENT, MISSED = "trevor", {1, 4, 6, 9}


def hold(offering, staff, coordinator):
    quotas = terms.plan_before(offering, PLACES)
    nominations = _nominate(quotas, staff, offering.begins_at - 50 * DAY)
    _answer(nominations, offering.begins_at)
    _choose(quotas[NORTH].semester, nominations, offering.begins_at, coordinator)
    _evenings(offering, nominations, coordinator)
    _report(quotas, staff, offering.ends_at, coordinator)


def _nominate(quotas, staff, moment):
    pages = [
        (NORTH, "l.reyes", OF_NORTH),
        (SOUTH, GONE, OF_SOUTH),
        (WEST, "h.lindqvist", OF_WEST),
    ]
    made = {}
    for number, (school, counselor, keys) in enumerate(pages):
        students = {key: PAST[key] for key in keys}
        made |= families.nominate(quotas[school], staff[counselor], moment + number * DAY, students)
    return made


def _answer(nominations, begins):
    """Six families say yes, one of them not to what goes to the school; one student does not want to."""
    house = families.Families(deciding.current_texts())
    for number, key in enumerate(ENROLLED):
        moment = begins - 44 * DAY + number * 7 * HOUR
        house.student_answers(nominations[key], PAST[key], moment)
        no = [ConsentKind.SCHOOL] if key == NOT_RELEASED else []
        house.guardian_answers(nominations[key], PAST[key], moment + 5 * HOUR, no=no)
    with as_of(begins - 40 * DAY):
        refusing.decline(families.party(nominations["unwilling"], PartyRole.STUDENT))


def _choose(semester, nominations, begins, coordinator):
    """Who never answered expires at the deadline, who waited when the class begins; then nothing is known of them."""
    families.accept([nominations[key] for key in ENROLLED], begins - 12 * DAY, coordinator)
    with as_of(begins - 10 * DAY + HOUR):
        upkeep.expire_unanswered()
    with as_of(begins - 9 * DAY):
        selecting.publish_roster(Semester.objects.get(pk=semester.pk), by=coordinator)
    with as_of(begins + HOUR):
        upkeep.expire_unanswered()
        upkeep.forget_ended()


def _evenings(offering, nominations, coordinator):
    seats = {key: _registration(nominations[key]) for key in ENROLLED}
    held = offering.held_sessions
    for number, session in enumerate(held):
        absent = seats[OFTEN_ABSENT] if number in MISSED else None
        with as_of(session.ends_at):
            mark(session, {pk: Mark.ABSENT if pk == absent else Mark.PRESENT for pk in seats.values()}, coordinator)
    with as_of(held[-1].ends_at + HOUR):
        completed = [pk for key, pk in seats.items() if key != OFTEN_ABSENT]
        graduation.graduate(offering, completed, by=coordinator)


def _registration(nomination):
    nomination.refresh_from_db(fields=["registration"])
    return nomination.registration_id


def _report(quotas, staff, ended, coordinator):
    with as_of(ended + 5 * DAY):
        credits.make_report(quotas[NORTH], by=coordinator)
        credits.make_report(quotas[SOUTH], by=coordinator)
    with as_of(ended + 9 * DAY):
        report = credits.report_of(quotas[NORTH])
        credit_posting.acknowledge(report, staff["l.reyes"], version=credit_posting.version_of(report))
