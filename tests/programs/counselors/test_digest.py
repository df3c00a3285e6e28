"""Counselors hear on Mondays, and three days before the families' deadline, how many consents are missing."""

from datetime import timedelta

import pytest
import time_machine

from mailroom.models import Message
from programs.enums import ClassStatus
from programs.enums.nominations import NominationState
from programs.services import counselors
from programs.services.counselor_upkeep import send_digests
from tests.programs.builders import local
from tests.programs.students import make_counselor, make_nomination, make_school, make_semester

pytestmark = pytest.mark.django_db
MONDAY = local(2027, 1, 18, 7)
DEADLINE = local(2027, 2, 5, 17)  # a Friday: three days before it is a Tuesday


@pytest.fixture(autouse=True)
def school_year():
    with time_machine.travel(local(2027, 1, 4), tick=False):
        semester = make_semester(families_answer_by=DEADLINE, nominations_close_at=local(2027, 1, 22))
        reyes = make_counselor()
        for number, state in enumerate(["invited", "student_done", "ready", "alternate", "declined"]):
            make_nomination(semester, state=NominationState(state), family=f"f{number}", counselor=reyes)
    return semester


def told(moment):
    Message.objects.all().delete()
    with time_machine.travel(moment, tick=False):
        send_digests()
        send_digests()
    return list(Message.objects.values_list("to", "subject"))


def test_on_monday_from_seven_once():
    assert told(MONDAY - timedelta(minutes=1)) == []
    assert told(MONDAY) == [("reyes@tusd.org", "2 of 3 consents are missing: Teens and Policing, Spring 2027")]
    mail = Message.objects.get()
    assert "Minji" not in mail.html and "the student and the guardian" in mail.text
    assert mail.text.count("TAP-") == 2
    assert len(told(local(2027, 1, 25, 23))) == 1  # late, it is still sent


def test_three_days_before_the_deadline_and_on_no_other_day():
    assert told(local(2027, 1, 19, 9)) == []
    assert len(told(local(2027, 2, 2, 9))) == 1
    assert told(local(2027, 2, 3, 9)) == []
    assert told(local(2027, 2, 8, 9)) == []  # a Monday after the deadline


def test_none_when_nothing_is_missing_or_the_class_is_not_held(school_year):
    make_counselor("Mr. South", make_school("South High School"))
    gone = make_counselor("Mr. Gone")
    counselors.leave(gone)
    assert [to for to, _subject in told(MONDAY)] == ["reyes@tusd.org"]
    offering = school_year.offering
    offering.status, offering.cancelled_reason = ClassStatus.CANCELLED, "Flood."
    offering.save()
    assert told(MONDAY) == []


def test_every_counselor_of_the_school_is_told_of_the_own_school_alone(school_year):
    make_counselor("Mr. Kim")
    make_counselor("Mr. South", make_school("South High School"))
    other = make_nomination(school_year, school="South High School", family="south")
    assert sorted(to for to, _subject in told(MONDAY)) == ["kim@tusd.org", "reyes@tusd.org", "south@tusd.org"]
    with_other = [mail.to for mail in Message.objects.all() if other.reference in mail.text]
    assert with_other == ["south@tusd.org"]
