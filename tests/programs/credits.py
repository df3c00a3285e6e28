"""Classes for teens that are over, with students of two schools."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from programs.enums import Mark, Outcome
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import Attendance, Nomination, Registration, Semester
from programs.services import graduation
from programs.services.nominations import credits
from tests.programs.builders import make_offering, make_program
from tests.programs.students import consent, coordinator, make_nomination, make_semester

NORTH, SOUTH = "North High School", "South High School"


def ended_semester(
    names=(("Minji", "Oh", NORTH), ("Leo", "Park", NORTH), ("Ana", "Diaz", SOUTH)), *, nights=11, number=12, **fields
):
    """A class of eleven evenings, without a graduation night, over since yesterday; everybody was always there."""
    first = timezone.localdate() - timedelta(weeks=nights, days=-6)
    with time_machine.travel(timezone.now() - timedelta(weeks=nights, days=20)):
        program = make_program("tap", name="Teens and Policing", entry="nomination")
        offering = make_offering(program=program, number=number, sessions=nights, first_date=first, opens_at=None)
        offering.sessions.update(is_graduation=False)
        semester = make_semester(offering=offering, **fields)
        for place, (given, family, school) in enumerate(names):
            make_nomination(
                semester, state=NominationState.ENROLLED, school=school, given_name=given, family_name=family,
                family=f"family{place}",
            )  # fmt: skip
    semester = Semester.objects.get(pk=semester.pk)
    for nomination in Nomination.objects.of_semester(semester):
        marks(nomination, Mark.PRESENT)
    return semester


def student(given_name):
    return next(each for each in Nomination.objects.with_families() if each.given_name == given_name)


def marks(nomination, mark, *, sessions=None):
    """The same mark at all evenings, or the first so many."""
    for session in nomination.semester.offering.teaching_sessions[:sessions]:
        Attendance.objects.update_or_create(
            registration=nomination.registration, session=session, defaults={"mark": mark, "at": session.ends_at}
        )


def decided(semester, *, incomplete=()):
    """Everybody has graduated, except those by these given names."""
    failed = {student(name).registration_id for name in incomplete}
    Registration.objects.filter(pk__in=failed).update(outcome=Outcome.INCOMPLETE)
    chosen = set(semester.offering.registrations.exclude(pk__in=failed).values_list("pk", flat=True))
    if chosen:
        graduation.graduate(semester.offering, chosen, by=coordinator())
    return semester


def keep_to_ourselves(nomination, *, at=None):
    """The guardian says no to the release, or takes it back."""
    consent(nomination.party(PartyRole.GUARDIAN), ConsentKind.SCHOOL, given=False, at=at)


def release(nomination):
    consent(nomination.party(PartyRole.GUARDIAN), ConsentKind.SCHOOL)


def quota_of(semester, school=NORTH):
    return semester.quotas.get(school__name=school)


def report_for(semester, school=NORTH):
    return credits.make_report(quota_of(semester, school), by=coordinator())


def names_on(lines):
    return [line["given_name"] for line in lines]
