"""What happens to a credit report after it was made."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from mailroom.models import Message
from programs import credit_needs
from programs.enums.nominations import ReopenReason
from programs.models import Counselor, CreditReport
from programs.services.errors import RegistrationError
from programs.services.nominations import credits
from programs.services.nominations.credit_posting import (
    acknowledge,
    follow_all_releases,
    note_read,
    open_again,
    released_lines,
    taken_back_after_posting,
    version_of,
)
from tests.programs.credits import (
    NORTH,
    SOUTH,
    decided,
    ended_semester,
    keep_to_ourselves,
    names_on,
    release,
    report_for,
    student,
)
from tests.programs.students import coordinator, make_counselor, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return report_for(decided(ended_semester()))


def counselor(school=NORTH):
    return Counselor.objects.get(school__name=school)


def posted(report):
    assert acknowledge(report, counselor(), version=version_of(report))
    report.refresh_from_db()
    return report


def monday():
    return [line.text for line in credit_needs.credit_lines(timezone.now())]


def test_a_counselor_posts_it_once(report):
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        posted(report)
        first = report.acknowledged_at
    assert acknowledge(report, counselor(), version=version_of(report)) is False
    report.refresh_from_db()
    assert (report.acknowledged_by, report.acknowledged_at) == (counselor(), first)


def test_neither_another_school_nor_who_has_left_can_post_it(report):
    left = make_counselor("Mr. Left", make_school(NORTH), left_at=timezone.now())
    for stranger in (counselor(SOUTH), left):
        with pytest.raises(RegistrationError, match="another school"):
            acknowledge(report, stranger, version=version_of(report))
    assert not CreditReport.objects.exclude(acknowledged_at=None)


def test_what_changed_since_the_page_was_opened_is_not_posted_unseen(report):
    seen = version_of(report)
    keep_to_ourselves(student("Leo"))
    report_for(report.quota.semester)
    with pytest.raises(RegistrationError, match="has changed"):
        acknowledge(report, counselor(), version=seen)
    report.refresh_from_db()
    assert report.acknowledged_at is None


def test_a_posted_report_stays_until_staff_open_it_again(report):
    posted(report)
    with pytest.raises(RegistrationError, match="Open the report again first"):
        credits.make_report(report.quota, by=coordinator())
    Message.objects.all().delete()

    assert open_again(report, by=coordinator(), reason=ReopenReason.DETAILS)
    assert open_again(report, by=coordinator(), reason=ReopenReason.DETAILS) is False

    report.refresh_from_db()
    assert (report.acknowledged_at, report.acknowledged_by) == (None, None)
    said = LogEntry.objects.filter(change_message__startswith="Opened again").get().change_message
    assert said.startswith("Opened again (posted by Ms. North on ")
    assert said.endswith("A name or a grade was corrected.")
    mail = Message.objects.get()
    assert "A name or a grade was corrected" in mail.text
    assert "Minji" not in mail.html


def test_opened_twice_the_school_is_told_twice(report):
    for _ in range(2):
        posted(report)
        open_again(report, by=coordinator(), reason=ReopenReason.SCHOOL)
    assert Message.objects.filter(template="students/credit_report_opened").count() == 2


def test_a_release_taken_back_counts_at_once_and_then_leaves_the_report(report):
    assert names_on(released_lines(report)) == ["Minji", "Leo"]
    keep_to_ourselves(student("Leo"))
    assert names_on(released_lines(report)) == ["Minji"]
    Message.objects.all().delete()

    follow_all_releases()
    follow_all_releases()

    report.refresh_from_db()
    assert names_on(report.lines["students"]) == ["Minji"]
    assert report.lines["not_released"] == 1
    assert student("Leo").events.last().note == "left the credit report: not released to the school any more"
    assert Message.objects.get().subject.startswith("The credit report has changed")


def test_after_posting_the_coordinator_is_asked_and_the_report_stays_as_it_was_said(report):
    posted(report)
    assert taken_back_after_posting() == []
    keep_to_ourselves(student("Leo"), at=timezone.now() + timedelta(minutes=1))
    follow_all_releases()
    report.refresh_from_db()
    assert names_on(released_lines(report)) == ["Minji", "Leo"]
    assert monday() == [
        "1 school waits for its credit report: TAP class 12",
        "1 posted credit report holds a student whose family took the release back: TAP class 12",
    ]
    open_again(report, by=coordinator(), reason=ReopenReason.RELEASE)
    report_for(report.quota.semester)
    posted(CreditReport.objects.get())
    assert monday() == ["1 school waits for its credit report: TAP class 12"]


def test_who_was_never_on_the_report_is_nobody_to_ask_about():
    semester = decided(ended_semester())
    keep_to_ourselves(student("Leo"))
    posted(report_for(semester))
    assert taken_back_after_posting() == []
    release(student("Leo"))
    assert taken_back_after_posting() == []


def test_monday_names_schools_that_wait_and_schools_that_have_forgotten():
    semester = ended_semester()
    assert monday() == ["2 schools wait for their credit report: TAP class 12"]
    credits.make_reports(decided(semester), by=coordinator())
    assert monday() == []
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert monday() == ["2 schools have not said that their credits are posted: TAP class 12"]


def test_a_class_that_runs_waits_for_no_report():
    ended_semester()
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        assert monday() == []


def test_who_took_the_report_stands_in_the_history_of_its_students(report):
    note_read(report, counselor=counselor(), how="downloaded (PDF)")
    for name in ("Minji", "Leo"):
        step = student(name).events.last()
        assert (step.note, step.counselor) == ("credit report downloaded (PDF)", counselor())
    assert not student("Ana").events.filter(counselor__isnull=False)
