"""What the walk through the admin (admin_pages.py) needs of students: nominees in every state, and credits."""

from django.utils import timezone

from programs.admin.students.nominee_steps import STEPS
from programs.enums.nominations import FlagKind, NominationState, PartyRole
from programs.models import Attendance, Nomination, Semester
from programs.services.nominations import credit_posting, forgetting
from programs.services.nominations.credits import make_reports
from tests.programs.credits import decided, ended_semester
from tests.programs.students import add_party, coordinator, make_nomination, make_semester

SCHOOLS = ("North High School", "South High School", "West High School")
# Classes of their own: the demo's have other numbers.
RUNNING, ENDED = 91, 90
S = NominationState
# Each step of a nominee is shown for one in this state.
STATE_OF_STEP = {"promote": S.ALTERNATE, "settle": S.INVITED, "accept": S.READY, "take-back": S.ACCEPTED}
WRITTEN = (PartyRole.STUDENT, PartyRole.GUARDIAN)
# Of any class, too, but with other things on them where students are in it.
SHARED = {"change", "attendance", "evening", "door", "graduation", "emergency_list"}
OF_STUDENTS = {"semester", "nominees", "publish_roster", "lights", "sign_out"}
CREDITS = {"credits", "credits_open", "credits_pdf", "credits_csv"}


def fill():
    """A semester with a nominee in every state, who is in it this evening, and one that is over, with its reports."""
    over = decided(ended_semester(number=ENDED, schools=SCHOOLS))
    first, *_others = make_reports(over, by=coordinator())
    counselor = first.quota.school.counselors.first()
    credit_posting.acknowledge(first, counselor, version=credit_posting.version_of(first))
    semester = make_semester(schools=SCHOOLS, number=RUNNING, places=20)
    for number, state in enumerate(NominationState):
        fields = {"given_name": "Maximiliana", "family_name": f"Longest-Family-Name the {number}th"}
        flag = FlagKind.DISAGREE if state == S.INVITED else ""
        make_nomination(
            semester, state=state, family=f"family{number}", flag=flag, school=SCHOOLS[number % 2], **fields
        )
    enrolled = of_state(S.ENROLLED)
    guardian = enrolled.party(PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy = "Peanuts", True
    guardian.save(update_fields=["health", "has_allergy"])
    forgetting.forget(of_state(S.EXPIRED), now=timezone.now())
    add_party(enrolled, PartyRole.SECOND, "second@example.com", done=True, name="Sung-Ho Oh")
    for mark, session in zip(["present", "absent", "late"], semester.offering.held_sessions, strict=False):
        Attendance.objects.create(session=session, registration=enrolled.registration, mark=mark, at=session.starts_at)


def of_state(state):
    running = Nomination.objects.with_families().filter(quota__semester__offering__number=RUNNING)
    return running.filter(state=state).first()


def known_for(name, known):
    """What an address of this name may ask for: once, or once for each record that is worth a look."""
    page = name.partition("classoffering_")[2]
    if name == "programs_nomination_do":
        steps = {step: of_state(STATE_OF_STEP.get(step, S.ENROLLED)) for step in STEPS}
        return [known | {"row_id": nomination.pk, "name": step} for step, nomination in steps.items()]
    if name == "programs_nomination_paper":
        return [known | {"row_id": of_state(S.INVITED).pk, "role": role} for role in WRITTEN]
    if name == "programs_nomination_change":
        return [known | {"object_id": of_state(state).pk} for state in (S.ENROLLED, S.INVITED, S.EXPIRED)]
    if page in OF_STUDENTS | CREDITS:
        return [known | _ids(ENDED if page in CREDITS else RUNNING)]
    return [known, known | _ids(RUNNING)] if page in SHARED else [known]


def _ids(number):
    offering = Semester.objects.get(offering__program__slug="tap", offering__number=number).offering
    return {"object_id": offering.pk, "offering_id": offering.pk, "session_id": offering.held_sessions[0].pk}


def rows_shown():
    return {Nomination: of_state(S.ENROLLED)}
