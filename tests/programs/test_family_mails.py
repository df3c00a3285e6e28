"""Students have no address in the class: what others are mailed reaches them and their guardians through the family."""

from datetime import date, time

import pytest
from django.urls import reverse

from mailroom.models import Message
from programs.enums.nominations import NominationState, PartyRole
from programs.services import classes, packet_upkeep, sessions, survey_upkeep, upkeep
from programs.services.attendance_upkeep import warn_of_used_absences
from programs.services.nominations.telling import families_told
from programs.services.sessions import When
from tests.pages import words
from tests.programs.evenings import evening
from tests.programs.student_evenings import enroll, graduate, mailed, mails, march, mark, student_class
from tests.programs.students import client_of, coordinator, make_nomination

pytestmark = pytest.mark.django_db
FAMILY = ["oh.student@tusd.org", "oh@example.com"]


def nobody_is_named():
    for message in Message.objects.all():
        said = message.subject + message.html + str(message.attachments)
        assert not any(name in said for name in ("Minji", "Mina", "Hana"))


def test_student_and_guardian_are_reminded_once_a_session():
    enroll(student_class())
    for hour in (17, 19, 20):
        with march(2, hour):
            upkeep.remind_of_sessions()
    assert mailed("session_reminder") == FAMILY
    student, guardian = mails("session_reminder")
    assert "Your next session is coming up" in student.html
    assert "Please be there when the session ends" in guardian.html
    nobody_is_named()


def test_who_said_that_they_cannot_come_is_not_reminded():
    oh = enroll(student_class())
    oh.registration.will_miss.add(evening(oh.semester.offering, 1))
    with march(2, 19):
        upkeep.remind_of_sessions()
    assert mailed("session_reminder") == []


def test_only_families_who_are_in_it_hear_of_changed_dates():
    semester = student_class()
    enroll(semester)
    for state in (NominationState.ALTERNATE, NominationState.NOMINATED, NominationState.EXPIRED):
        make_nomination(semester, state=state, family=state)
    make_nomination(semester, state=NominationState.INVITED, family="kim")
    with march(1):
        to = When(date(2027, 3, 5), time(18), time(20))
        sessions.move_session(evening(semester.offering, 1), to=to, reason="The range is closed.")
    assert mailed("class_changed") == [*FAMILY, "kim.student@tusd.org", "kim@example.com"]
    html = mails("class_changed")[1].html
    assert "Friday, March 5, 2027" in html and "The range is closed." in html
    assert [file["filename"] for file in mails("class_changed")[0].attachments] == ["class.ics"]
    nobody_is_named()


def test_a_cancelled_session_leaves_their_calendars():
    semester = student_class()
    enroll(semester)
    with march(1):
        sessions.cancel_session(evening(semester.offering, 1), reason="A holiday.")
    assert mailed("class_changed") == FAMILY
    assert [file["filename"] for file in mails("class_changed")[0].attachments] == ["class.ics", "cancelled.ics"]


def test_families_hear_that_the_class_is_cancelled():
    semester = student_class()
    enroll(semester)
    with march(1):
        classes.cancel_class(semester.offering, reason="Too few.")
    assert mailed("class_cancelled") == FAMILY
    nobody_is_named()


def test_as_many_queries_for_many_families_as_for_one(django_assert_num_queries):
    """But for the mails themselves."""
    semester = student_class()
    enroll(semester)
    with django_assert_num_queries(2):
        assert len(families_told(semester.offering)) == 2
    enroll(semester, "kim")
    with django_assert_num_queries(2):
        assert len(families_told(semester.offering)) == 4


def test_staff_see_beforehand_who_is_told_and_whom_to_call():
    semester = student_class()
    enroll(semester)
    silent = enroll(semester, "kim")
    guardian = silent.party(PartyRole.GUARDIAN)
    guardian.email = ""
    guardian.save()
    session = evening(semester.offering, 1)
    with march(1):
        client = client_of(coordinator())
        move = words(
            client.get(reverse("admin:programs_classoffering_session", args=[semester.offering.pk, session.pk]))
        )
        cancel = words(client.get(reverse("admin:programs_classoffering_cancel", args=[semester.offering.pk])))
    for page in (move, cancel):
        assert "3 people with a seat" in page and f"The family of {silent.reference}" in page
        assert "Student " not in page.split("<main")[-1]


def test_who_has_no_mail_address_breaks_no_duty():
    semester = student_class()
    oh = enroll(semester)
    with march(4, 18, 5):
        mark(oh, 1, "absent")
    for day in (1, 2, 5, 12):
        with march(day, 12):
            packet_upkeep.remind_of_packets()
            warn_of_used_absences()
            upkeep.settle_overdue_seats()
            survey_upkeep.invite_graduates()
    assert not Message.objects.exists()


def test_families_hear_of_the_certificate():
    semester = student_class()
    oh = enroll(semester)
    enroll(semester, "kim")
    graduate(semester, oh)
    assert mailed("graduated") == FAMILY
    nobody_is_named()
