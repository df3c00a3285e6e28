"""What a school is told about its students: nobody else's, and nothing that a family did not release."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mailroom.models import Message
from programs.enums import Mark
from programs.enums.nominations import Completion, NominationState, SemesterPhase
from programs.models import CreditReport, Semester
from programs.services import graduation
from programs.services.errors import RegistrationError
from programs.services.nominations import credits, leaving
from programs.services.nominations.outcomes import completion
from tests.programs.credits import (
    NORTH,
    SOUTH,
    decided,
    ended_semester,
    keep_to_ourselves,
    marks,
    names_on,
    quota_of,
    report_for,
    student,
)
from tests.programs.students import coordinator, make_counselor, make_nomination, make_school

pytestmark = pytest.mark.django_db


def outcomes(semester):
    return {each.given_name: completion(each) for each in map(student, ["Minji", "Leo", "Ana"])}


def test_completion_follows_the_rule_of_the_class_and_needs_no_graduation_night():
    semester = ended_semester()
    marks(student("Leo"), Mark.ABSENT, sessions=3)
    assert outcomes(semester) == dict.fromkeys(["Minji", "Leo", "Ana"], Completion.UNDECIDED)

    able = {each.registration.pk for each in graduation.eligible(semester.offering) if each.may_graduate}
    graduation.graduate(semester.offering, able, by=coordinator())

    assert outcomes(semester) == {
        "Minji": Completion.COMPLETED, "Leo": Completion.NOT_COMPLETED, "Ana": Completion.COMPLETED,
    }  # fmt: skip
    assert student("Minji").registration.certificates.get().graduated_on == semester.offering.held_sessions[-1].date


def test_who_has_no_seat_has_no_completion():
    semester = ended_semester()
    assert completion(make_nomination(semester, state=NominationState.READY, family="kim")) is None
    leaving.leave(student("Leo"), NominationState.WITHDRAWN, now=timezone.now(), note="withdrawn")
    assert completion(student("Leo")) is None


def test_nobody_completes_without_the_conduct_rules():
    semester = ended_semester()
    party = student("Leo").party("student")
    party.answers = {key: value for key, value in party.answers.items() if key != "conduct"}
    party.save(update_fields=["answers"])

    candidates = {each.registration.pk: each for each in graduation.eligible(semester.offering)}

    leo = candidates[student("Leo").registration_id]
    assert not leo.may_graduate
    assert leo.reasons == ["Attended 11 of 11 sessions.", "The conduct rules are not signed."]
    assert candidates[student("Minji").registration_id].may_graduate
    with pytest.raises(RegistrationError, match="conduct rules"):
        graduation.graduate(semester.offering, {leo.registration.pk}, by=coordinator())


def test_a_school_is_told_about_its_own_released_students_alone():
    semester = ended_semester(
        (("Minji", "Oh", NORTH), ("Leo", "Park", NORTH), ("Zoe", "Reed", NORTH), ("Ana", "Diaz", SOUTH))
    )
    marks(student("Leo"), Mark.ABSENT, sessions=3)
    keep_to_ourselves(student("Zoe"))
    make_nomination(semester, state=NominationState.ACCEPTED, given_name="Not enrolled", family="kim")
    decided(semester, incomplete=["Leo"])

    report = report_for(semester)

    report.refresh_from_db()
    assert report.lines == {
        "class": "TAP class 12, Spring 2027",
        "course_title": "Teens and Policing",
        "not_released": 1,
        "students": [
            {
                "reference": student("Minji").reference, "given_name": "Minji", "family_name": "Oh", "grade": 11,
                "hours": "22", "attended": 11, "held": 11, "completion": "completed", "credits": "2.50",
            },
            {
                "reference": student("Leo").reference, "given_name": "Leo", "family_name": "Park", "grade": 11,
                "hours": "16", "attended": 8, "held": 11, "completion": "not_completed", "credits": "0",
            },
        ],
    }  # fmt: skip
    assert names_on(report_for(semester, SOUTH).lines["students"]) == ["Ana"]


def test_a_report_waits_for_the_end_of_the_class_and_for_graduation():
    semester = ended_semester()
    with pytest.raises(RegistrationError, match="2 students not decided"):
        report_for(semester)
    with time_machine.travel(timezone.now() - timedelta(days=3)), pytest.raises(RegistrationError, match="not over"):
        report_for(semester)
    decided(semester)
    with pytest.raises(RegistrationError, match="No student of this school"):
        empty = semester.quotas.create(school=make_school("West High School"))
        credits.make_report(empty, by=coordinator())
    assert not CreditReport.objects.exists()


def test_counselors_are_mailed_once_and_a_second_click_changes_nothing():
    semester = ended_semester()
    gone = make_counselor("Mr. Gone", make_school(NORTH), left_at=timezone.now())
    decided(semester)
    Message.objects.all().delete()

    first = report_for(semester)
    again = report_for(semester)

    assert first.made_at == again.made_at
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("north@tusd.org", "The credit report is ready: TAP class 12, Spring 2027")
    assert "/counselors/" in mail.text
    assert gone.email not in mail.to
    assert not any(word in mail.text + mail.subject for word in ("Minji", "Oh,", student("Minji").reference))


def test_made_anew_it_replaces_the_first_and_the_history_says_so():
    semester = ended_semester()
    decided(semester, incomplete=["Leo"])
    report = report_for(semester)
    semester.offering.registrations.filter(pk=student("Leo").registration_id).update(outcome="graduated")

    newer = report_for(semester)

    assert newer.pk == report.pk
    assert [line["credits"] for line in newer.lines["students"]] == ["2.50", "2.50"]
    said = LogEntry.objects.filter(content_type__model="creditreport").order_by("pk")
    assert [line.change_message for line in said] == [
        "Made: 2 students; not released: 0.",
        "Made anew (it had 2 students): 2 students; not released: 0.",
    ]
    subjects = Message.objects.filter(about=f"credits {report.pk}").order_by("pk").values_list("subject", flat=True)
    assert [subject.partition(":")[0] for subject in subjects] == [
        "The credit report is ready", "The credit report has changed",
    ]  # fmt: skip


def test_all_schools_at_once_and_the_semester_is_reported_when_all_have_posted():
    semester = decided(ended_semester(schools=(NORTH, SOUTH, "Shery High School")))
    made = credits.make_reports(semester, by=coordinator())
    assert {report.quota.school.name for report in made} == {NORTH, SOUTH}
    phase = Semester.objects.get(pk=semester.pk).phase
    assert phase() == SemesterPhase.COMPLETED
    CreditReport.objects.update(acknowledged_at=timezone.now())
    assert phase() == SemesterPhase.REPORTED
    with pytest.raises(RegistrationError, match="no report to make"):
        credits.make_reports(semester, by=coordinator())


def test_no_more_queries_for_more_students():
    semester = ended_semester((("Minji", "Oh", NORTH),))
    with CaptureQueriesContext(
        connection,
    ) as one:
        credits.previews(Semester.objects.get(pk=semester.pk))
    for number in range(4):
        make_nomination(
            semester, state=NominationState.ENROLLED, family=f"more{number}", school=[NORTH, SOUTH][number % 2]
        )
    with CaptureQueriesContext(connection) as five:
        found = credits.previews(Semester.objects.get(pk=semester.pk))
    assert sum(each.enrolled for each in found.values()) == 5
    assert len(five) == len(one)


def test_what_was_frozen_stays_when_the_student_changes():
    semester = decided(ended_semester())
    report = report_for(semester)
    minji = student("Minji")
    minji.family_name = "Kim"
    minji.save()
    marks(minji, Mark.ABSENT)
    report.refresh_from_db()
    assert report.lines["students"][0]["family_name"] == "Oh"
    assert quota_of(semester).report.lines["students"][0]["attended"] == 11
