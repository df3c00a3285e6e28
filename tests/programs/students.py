"""Semesters, counselors and students with defaults: a test names only what it is about."""

from datetime import date, timedelta

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from core.references import new_reference
from programs.enums import Entry, RegistrationState, Source
from programs.enums.nominations import (
    ConsentKind,
    FamilyTextKind,
    Grade,
    NominationState,
    PartyRole,
)
from programs.models import (
    ConsentDecision,
    Counselor,
    FamilyText,
    Nomination,
    NominationEvent,
    Party,
    Registration,
    School,
    SchoolQuota,
    Semester,
)
from programs.services.registrations import new_badge_code
from staff.roles import INSTRUCTOR, YOUTH_COORDINATOR
from tests.programs.builders import make_offering, make_program

# The students' birthday, unless a test is about their age: 15 or 16, in every year in which the tests run.
BORN = date(date.today().year - 16, 3, 24)
STUDENT_ANSWERS = {
    "preferred_name": "Mina",
    "date_of_birth": BORN.isoformat(),
    "why": "I would like to become a detective.",
    "conflicts": "",
    "accommodation": "",
    "way_home": "picked_up",
    "shirt_size": "m",
    "conduct": 1,
}
GUARDIAN_ANSWERS = {
    "relation": "mother",
    "other_phone": "",
    "emergency_name": "Grace Oh",
    "emergency_relation": "Aunt",
    "emergency_phone": "+13105550177",
    "pick_up": [{"name": "Daniel Oh", "phone": "+13105550178"}],
    "physician": "",
}
STUDENT_PART = {NominationState.STUDENT_DONE, NominationState.READY, NominationState.ACCEPTED, NominationState.ENROLLED}
GUARDIAN_PART = {NominationState.GUARDIAN_DONE, *STUDENT_PART} - {NominationState.STUDENT_DONE}


def born(years, days=0):
    """Somebody who was so many years old so many days ago."""
    today = timezone.localdate()
    return (date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days + 3)).isoformat()


def coordinator(username="youth", role=YOUTH_COORDINATOR):
    made = User.objects.filter(username=username).first() or User.objects.create_user(username, is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    return made


def instructor(username="instructor"):
    return coordinator(username, INSTRUCTOR)


def client_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_school(name="North High School"):
    return School.objects.get_or_create(name=name)[0]


def make_counselor(name="Ms. Reyes", school=None, **fields):
    defaults = {"email": f"{name.split()[-1].lower()}@tusd.org", "invited_at": timezone.now()}
    return Counselor.objects.create(name=name, school=school or make_school(), **defaults | fields)


def make_semester(*, schools=("North High School", "South High School"), number=12, places=8, alternates=3, **fields):
    """A class for teens whose nominations are open: it begins in sixty days, families answer until ten days before."""
    program = make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
    offering = fields.pop("offering", None) or make_offering(
        program=program, number=number, sessions=12, capacity=fields.pop("capacity", 40), opens_at=None
    )
    now = timezone.now()
    defaults = {
        "nominations_open_at": now - timedelta(days=1),
        "nominations_close_at": now + timedelta(days=30),
        "families_answer_by": now + timedelta(days=50),
    }
    semester = Semester.objects.create(offering=offering, **defaults | fields)
    for name in schools:
        SchoolQuota.objects.create(semester=semester, school=make_school(name), places=places, alternates=alternates)
    return semester


def make_text(kind, version=1, text=None):
    return FamilyText.objects.get_or_create(kind=kind, version=version, defaults={"text": text or f"About {kind}."})[0]


def make_nomination(semester=None, *, state=NominationState.INVITED, school="North High School", **fields):
    """A student as they stand in `state`, with their family; for live states. `born`: the date of birth."""
    semester = semester or Semester.objects.first() or make_semester()
    quota = semester.quotas.get(school__name=school)
    birthday, family = fields.pop("born", BORN), fields.pop("family", "oh")
    values = {"given_name": "Minji", "family_name": "Oh", "grade": Grade.JUNIOR, "agreed_how": "phone"}
    nomination = Nomination(
        quota=quota, state=state, reference=new_reference("TAP"), agreed_on=timezone.localdate(), **values | fields
    )
    nomination.counselor = fields.get("counselor") or _counselor_of(quota.school)
    if state == NominationState.ENROLLED:
        nomination.registration = _seat_of(semester.offering)
    nomination.save()
    NominationEvent.objects.create(nomination=nomination, at=timezone.now(), to_state=state)
    add_party(nomination, PartyRole.STUDENT, f"{family}.student@tusd.org", done=state in STUDENT_PART, born=birthday)
    add_party(nomination, PartyRole.GUARDIAN, f"{family}@example.com", done=state in GUARDIAN_PART, name="Hana Oh")
    return nomination


def _counselor_of(school):
    name = f"Ms. {school.name.split()[0]}"
    return Counselor.objects.filter(school=school).first() or make_counselor(name, school)


def _seat_of(offering):
    """As an enrolled student stands in the class: by a number, without name or address."""
    code = new_badge_code(offering)
    return Registration.objects.create(
        offering=offering, reference=new_reference("TAP"), state=RegistrationState.CONFIRMED, badge_code=code,
        given_name="Student", family_name=code, certificate_name=f"Student {code}", source=Source.NOMINATED,
        can_attend=True,
    )  # fmt: skip


def add_party(nomination, role, email, *, done=False, says_yes=True, born=None, kinds=tuple(ConsentKind), **fields):
    """Somebody who is asked; `done`: who has answered, and, as a guardian, consented to `kinds`."""
    party = Party(nomination=nomination, role=role, reference=new_reference("FAM"), email=email, **fields)
    party.invited_at = timezone.now()
    if done:
        answers = STUDENT_ANSWERS | {"date_of_birth": born.isoformat()} if born else GUARDIAN_ANSWERS
        party.answers, party.signature = answers, fields.get("name", "Minji Oh")
        party.answered_at, party.says_yes = timezone.now(), says_yes
    party.save()
    if done and role != PartyRole.STUDENT:
        for kind in ConsentKind:
            consent(party, kind, given=says_yes and kind in kinds)
    return party


def consent(party, kind, *, given=True, at=None):
    text = make_text(FamilyTextKind(kind.value))
    return ConsentDecision.objects.create(party=party, kind=kind, given=given, text=text, at=at or timezone.now())
