"""The class of the coming term: schools nominate now, families answer, and there is a nominee in every state."""

from portal.demo.moments import MINUTE, as_of
from portal.demo.students import families, terms
from portal.demo.students.people import ADULT, COMING
from portal.demo.students.schools import NORTH, SHERY, SOUTH, TORRANCE, WEST
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import Nomination
from programs.services.counselor_upkeep import send_digests
from programs.services.nominations import (
    deciding,
    inviting,
    mixups,
    paper,
    redeeming,
    refusing,
    upkeep,
    withdrawing,
)

K = ConsentKind
PLACES = {TORRANCE: (4, 3), NORTH: (10, 3), SOUTH: (6, 2), WEST: (8, 3), SHERY: (2, 1)}
# School, counselor, days ago, whom.
PAGES = [
    (NORTH, "l.reyes", 18, ["minseo", "diego", "haruto", "linh", "yichen", "noah"]),
    (SOUTH, "n.okonjo", 17, ["ethan", "isabel", "kaito", "grace", "ngoc", "zoe"]),
    (NORTH, "t.beckett", 16, ["aaliyah", "caleb", "logan", "jiho", "sofia", "emi"]),
    (WEST, "h.lindqvist", 9, ["arjun", "hayoon", "harper"]),
    (TORRANCE, "p.sugimoto", 6, ["ruoxi"]),
    (SHERY, "d.marlowe", 12, ["dante"]),
]
# On the page of this counselor: a code for a family that has not agreed yet. It is unused.
ON_PAPER = {"t.beckett": ["vi"]}
# Who has answered, days after the invitation; what the guardian says no to.
STUDENTS = {"diego": 2, "linh": 3, "yichen": 2, "noah": 4, "ethan": 3, "isabel": 2, "arjun": 4, "dante": 2}
GUARDIANS = {
    "haruto": (5, [K.RIDE_ALONG]),
    "linh": (2, []),
    "yichen": (3, [K.PHOTOS]),
    "ethan": (4, []),
    "isabel": (6, [K.HANDS_ON]),
    "hayoon": (3, []),
    "dante": (3, [K.RIDE_ALONG, K.PHOTOS]),
}
WHO_IS_18 = "kaito"
ACCEPTED = ["yichen", "kaito"]
MONDAY = 0
BUSY = "Has two other evening courses this term."


def fill(offering, staff, coordinator, calendar):
    quotas = terms.plan(
        offering,
        PLACES,
        opens=calendar.on(-20, 8),
        closes=calendar.on(9, 17),
        answer_by=calendar.on(20, 20),
    )
    nominations = _nominate(quotas, staff, calendar)
    house = families.Families(deciding.current_texts())
    _answer(house, nominations, calendar)
    _disagree(house, nominations["noah"], calendar)
    _refuse(nominations, calendar)
    _change(quotas, nominations, staff, calendar)
    _use_a_paper(house, quotas[TORRANCE], staff["p.sugimoto"], calendar)
    families.accept([nominations[key] for key in ACCEPTED], calendar.on(-2, 15), coordinator)
    _let_the_clock_run(calendar)


def _nominate(quotas, staff, calendar):
    made = {}
    for school, mailbox, days, keys in PAGES:
        students = {key: COMING[key] for key in keys}
        made |= families.nominate(
            quotas[school], staff[mailbox], calendar.on(-days, 9), students, on_paper=ON_PAPER.get(mailbox, ())
        )
    return made


def _answer(house, nominations, calendar):
    asked = {key: -days for _school, _mailbox, days, keys in PAGES for key in keys}
    for key, days in STUDENTS.items():
        house.student_answers(nominations[key], COMING[key], calendar.on(asked[key] + days, 17))
    with as_of(calendar.on(asked["ethan"] + 4, 18)):
        # The student's own number was typed first, as the guardian's: the page stops it, and flags it.
        mixups.flag(families.party(nominations["ethan"], PartyRole.GUARDIAN))
    for key, (days, no) in GUARDIANS.items():
        house.guardian_answers(nominations[key], COMING[key], calendar.on(asked[key] + days, 19), no=no)
    house.student_answers(nominations[WHO_IS_18], COMING[WHO_IS_18], calendar.on(-12, 18), years=ADULT)


def _disagree(house, nomination, calendar):
    """One guardian says yes and names another, who says no."""
    student = COMING["noah"]
    second = {"name": "Martin Prendergast", "email": "m.prendergast@example.com", "phone": "", "language": "en"}
    house.guardian_answers(nomination, student, calendar.on(-13, 20), second=second)
    with as_of(calendar.on(-8, 21)):
        refusing.refuse(families.party(nomination, PartyRole.SECOND))


def _refuse(nominations, calendar):
    with as_of(calendar.on(-11, 18)):
        refusing.decline(families.party(nominations["caleb"], PartyRole.STUDENT))
    with as_of(calendar.on(-10, 19)):
        refusing.refuse(families.party(nominations["grace"], PartyRole.GUARDIAN))


def _change(quotas, nominations, staff, calendar):
    """What counselors do later: replace one, aim a link anew, hand out a code to a guardian without mail."""
    beckett, okonjo = staff["t.beckett"], staff["n.okonjo"]
    with as_of(calendar.on(-14, 10)):
        withdrawing.replace(nominations["logan"], reason=BUSY, counselor=beckett)
    with as_of(calendar.on(-12, 14)):
        guardian = families.party(nominations["aaliyah"], PartyRole.GUARDIAN)
        inviting.code_for_party(guardian, counselor=beckett)
    with as_of(calendar.on(-5, 11)):
        zoe = families.party(nominations["zoe"], PartyRole.GUARDIAN)
        inviting.aim_anew(zoe, email=f"new.{zoe.email}", phone=zoe.phone, language="en", counselor=okonjo)
    with as_of(calendar.on(-3, 9)):
        withdrawn, _code = paper.invite_on_paper(
            quotas[SHERY], counselor=staff["d.marlowe"], language="es", form_key="demo-withdrawn"
        )
    with as_of(calendar.on(-3, 9, 20)):
        paper.withdraw_paper(withdrawn)


def _use_a_paper(house, quota, counselor, calendar):
    """A family without mail: the counselor gives them a paper, and they tell themselves who the student is."""
    student = COMING["mateo"]
    with as_of(calendar.on(-6, 12)):
        invitation, _code = paper.invite_on_paper(quota, counselor=counselor, language="es", form_key="demo-used")
    told = redeeming.Family(
        language="es",
        given_name=student.given_name,
        family_name=student.family_name,
        grade=student.grade,
        guardian_name=student.guardian,
        student_email=student.student_email,
        guardian_phone=student.phone(0),
    )
    moment = calendar.on(-4, 20)
    with as_of(moment):
        guardian = redeeming.redeem(invitation, told, form_key="demo-family")
    nomination = Nomination.objects.get(pk=guardian.nomination_id)
    house.guardian_answers(nomination, student, moment + 20 * MINUTE, no=[K.RIDE_ALONG])


def _let_the_clock_run(calendar):
    """The worker's duties: reminders four days after each invitation, and the digest on Mondays."""
    reminded = {4 - days for _school, _mailbox, days, _keys in PAGES}
    for days in range(-14, 0):
        with as_of(calendar.on(days, 9, 30)):
            if days in reminded or days == -1:
                upkeep.remind_families()
            if calendar.day(days).weekday() == MONDAY:
                send_digests()
