"""Teens and Policing in the demo: every state is there, by the rules, at any hour of any day."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from portal.demo import accounts, content, students
from portal.demo.students import people, schools
from programs.enums import Mark
from programs.enums.nominations import ConsentKind, FlagKind, NominationState, SemesterPhase
from programs.models import (
    Attendance,
    Counselor,
    CreditReport,
    Nomination,
    NominationEvent,
    PaperInvitation,
    Party,
    Program,
    Registration,
    School,
    Semester,
    SignOut,
)
from programs.services.nominations.consents import consents_of
from tests.programs.builders import local
from tests.programs.counselors.pages import signed_in
from tests.volume import few

pytestmark = pytest.mark.django_db

COMING = {
    "alternate": 2, "invited": 7, "student_done": 2, "guardian_done": 3, "ready": 5, "accepted": 2, "declined": 1,
    "refused": 1, "withdrawn": 1,
}  # fmt: skip
RUNNING = {"enrolled": 16, "ready": 1, "expired": 1, "revoked": 1, "removed": 1}
PAST = {"enrolled": 6, "expired": 2, "declined": 1}
MOMENTS = {
    "first minutes of a year": (2027, 1, 1, 0, 2),
    "in the middle of an evening": (2026, 12, 2, 19, 0),
    "at the end of an evening": (2027, 6, 23, 20, 5),
    "last minutes of a day": (2026, 7, 4, 23, 58),
    "clocks set back": (2026, 11, 1, 1, 30),
    "clocks set forward": (2027, 3, 14, 3, 10),
    "a leap day": (2028, 2, 29, 12, 0),
}


def run():
    """The part of the demo that is about students, alone."""
    accounts.create()
    tap = Program.objects.create(**content.TEENS_AND_POLICING)
    now = timezone.now()
    made = {str(each).split(",")[0].replace(" class", ""): each
            for each in content.classes_for_students(tap, timezone.localdate(now))}  # fmt: skip
    students.live_through(now, made, coordinator=get_user_model().objects.get(username="youth"))


def of_class(number):
    return Nomination.objects.filter(quota__semester__offering__number=number)


def states(number):
    return Counter(of_class(number).values_list("state", flat=True))


def called(key, number=2):
    """The student of the demo, as the nomination stands now."""
    person = {1: people.PAST, 2: people.RUNNING, 3: people.COMING}[number][key]
    return next(each for each in of_class(number) if each.family_name == person.family_name)


def phases():
    return {semester.offering.number: semester.phase() for semester in Semester.objects.all()}


def test_it_fills_three_semesters(settings):
    settings.RATE_LIMITS_ON = False
    run()

    assert phases() == {1: SemesterPhase.COMPLETED, 2: SemesterPhase.RUNNING, 3: SemesterPhase.NOMINATING}
    assert (states(1), states(2), states(3)) == (PAST, RUNNING, COMING)
    assert_schools_nominate_within_their_places()
    assert_families_are_asked_in_six_languages()
    assert_the_class_runs()
    assert_the_past_is_reported()
    assert_nobody_in_it_exists()
    assert_no_mail_names_a_student()
    assert_a_counselor_signs_in_and_sees_the_own_school()


def assert_schools_nominate_within_their_places():
    flags = Counter(Nomination.objects.exclude(flag="").values_list("flag", flat=True))
    assert flags == {FlagKind.DISAGREE: 1, FlagKind.MIXED_UP: 1}
    papers = PaperInvitation.objects.all()
    assert papers.open(timezone.now()).count() == 1
    assert papers.exclude(nomination=None).count() == papers.exclude(withdrawn_at=None).count() == 1
    assert Party.objects.filter(email="", invited_at=None).exclude(code_hash="").count() == 3
    assert Counter(Counselor.objects.active().values_list("school__name", flat=True))[schools.NORTH] == 2
    assert Counselor.objects.exclude(left_at=None).count() == 1


def assert_families_are_asked_in_six_languages():
    asked = Party.objects.filter(nomination__quota__semester__offering__number=3).exclude(invited_at=None)
    assert set(asked.values_list("language", flat=True)) == {"en", "es", "ja", "ko", "vi", "zh-hans"}


def assert_the_class_runs():
    nominations = list(Nomination.objects.filter(state=NominationState.ENROLLED).with_answers())
    given = consents_of(nominations, timezone.localdate())
    for kind in set(ConsentKind) - {ConsentKind.PARTICIPATION}:
        assert {given[each.pk][kind] for each in nominations} == {True, False}, kind
    running = Attendance.objects.filter(session__offering__number=2, session__offering__program__slug="tap")
    assert set(running.values_list("mark", flat=True)) >= {Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.EXCUSED}
    assert SignOut.objects.count() >= 14
    assert of_class(2).filter(parties__has_allergy=True).count() == 2
    assert called("owen").party("student").decisions.filter(kind=ConsentKind.PARTICIPATION, given=True).exists()
    mails = Counter(Message.objects.values_list("template", flat=True))
    assert (mails["students/absence"], mails["students/two_absences"]) == (3, 1)
    assert called("devon").closing_note


def assert_the_past_is_reported():
    reports = {report.quota.school.name: report for report in CreditReport.objects.select_related("quota__school")}
    assert set(reports) == {schools.NORTH, schools.SOUTH}
    assert reports[schools.NORTH].acknowledged_at
    assert reports[schools.NORTH].lines["not_released"] == 1
    assert not reports[schools.SOUTH].acknowledged_at
    outcomes = [line["completion"] for line in reports[schools.SOUTH].lines["students"]]
    assert sorted(outcomes) == ["completed", "not_completed"]
    expired = Nomination.objects.filter(state=NominationState.EXPIRED)
    assert all(each.forgotten_at and not each.full_name for each in expired)


def assert_nobody_in_it_exists():
    for party in Party.objects.all():
        assert str(party.email).endswith(("@example.com", ".example.org")) or party.email == ""
        assert str(party.phone)[5:].startswith("55501") or party.phone == ""
    assert {counselor.email.split("@")[1] for counselor in Counselor.objects.all()} == {schools.DOMAIN}


def assert_no_mail_names_a_student():
    names = {name for group in (people.PAST, people.RUNNING, people.COMING) for each in group.values()
             for name in (f"{each.given_name} {each.family_name}", each.family_name)}  # fmt: skip
    for mail in Message.objects.all():
        text = f"{mail.subject}\n{mail.text}"
        assert not [name for name in names if name in text], mail.template
    seats = Registration.objects.filter(offering__program__slug="tap")
    assert set(seats.values_list("given_name", flat=True)) == {"Student"}


def assert_a_counselor_signs_in_and_sees_the_own_school():
    roles = dict(schools.to_try())
    assert set(roles) == {"counselor-north", "counselor-south"}
    client = signed_in(Counselor.objects.get(email=roles["counselor-north"]))
    page = client.get(reverse("counselors:home")).content.decode()
    of_north, of_south = called("minseo", 3), called("isabel", 3)
    assert of_north.reference in page
    assert of_south.reference not in page
    for report in CreditReport.objects.select_related("quota__school"):
        is_own = report.quota.school.name == schools.NORTH
        assert client.get(report.get_absolute_url()).status_code == (200 if is_own else 404)


@pytest.mark.once
@pytest.mark.volume
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_started_at_any_moment_it_is_the_same(moment):
    with time_machine.travel(local(*moment), tick=False):
        run()
        now = timezone.now()

        assert phases() == {1: SemesterPhase.COMPLETED, 2: SemesterPhase.RUNNING, 3: SemesterPhase.NOMINATING}
        assert (states(1), states(2), states(3)) == (PAST, RUNNING, COMING)
        assert Message.objects.filter(template="students/absence").count() == 3
        assert Message.objects.filter(template="students/two_absences").count() == 1
        for rows, column in [(NominationEvent, "at"), (SignOut, "at"), (Attendance, "at"), (Party, "answered_at")]:
            assert not rows.objects.filter(**{f"{column}__gt": now}).exists()


@pytest.mark.once
@pytest.mark.parametrize("day", few([date(2026, 12, 31), date(2026, 11, 25), date(2026, 1, 8), date(2027, 1, 20)]))
def test_classes_for_students_keep_to_school_days_and_terms(day):
    tap = Program.objects.create(**content.TEENS_AND_POLICING)
    made = content.classes_for_students(tap, day)

    assert len({offering.title for offering in made}) == 3
    held = [session.date for offering in made for session in offering.held_sessions]
    assert {each.weekday() for each in held} == {content.WEDNESDAY}
    assert not [each for each in held if (each.month, each.day) >= (12, 21)]
    assert sum(session.date <= day for session in made[1].held_sessions) == content.EVENINGS_OF_STUDENTS
    assert made[2].begins_at.date() - day >= content.LEAST_LEAD


def test_schools_are_there_and_get_no_real_mail():
    run()

    assert set(School.objects.values_list("mail_domains", flat=True)) == {schools.DOMAIN}
