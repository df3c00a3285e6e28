"""The morning after: whoever cannot miss another session is told once; nobody is told by mail that it is too late."""

from datetime import timedelta

import pytest
import time_machine

from mailroom.models import Message
from programs.models import ClassOffering
from programs.services import absences, attendance_upkeep, classes, roster
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, local
from tests.programs.evenings import BEFORE, after, during, evening, record, running_class
from tests.programs.mails.reader import mail

pytestmark = pytest.mark.django_db


def told():
    mails = Message.objects.filter(template="programs/absences_used").order_by("pk")
    return [message.to.split("@")[0] for message in mails]


def missed(offering, *numbers, name="ana"):
    for number in numbers:
        record(evening(offering, number), staff(), **{name: "absent"})


def at(week, hour, minute=0, days=0):
    return time_machine.travel(local(2027, 3, 4, hour, minute) + timedelta(weeks=week - 1, days=days), tick=False)


def used_up():
    """Ana has just used her last absence, in the evening of the second session."""
    offering, ana, _ben = running_class("ana", "ben")
    with during(2):
        missed(offering, 1, 2)
        record(evening(offering, 1), staff(), ben="absent")
    return offering, ana


def test_the_mail_says_what_is_left_to_do():
    _offering, ana = used_up()
    with after(2):
        for _twice in range(2):
            attendance_upkeep.warn_of_used_absences()
    assert told() == ["ana"]
    text = mail("absences_used")
    text.says("You cannot miss another session and still graduate", "you have missed 2 sessions", ana.reference)
    text.says("Topic 3: Thursday, March 18, 2027, 6:00 PM to 8:00 PM", "(310) 618-5688")
    assert "March 11" not in text.text and "Ana" not in text.subject


@pytest.mark.parametrize(
    ("hour", "minute", "days", "expected"),
    [(20, 30, 0, []), (7, 59, 1, []), (8, 0, 1, ["ana"]), (21, 59, 1, ["ana"]), (22, 0, 1, []), (3, 0, 2, [])],
)
def test_not_before_half_a_day_has_passed_and_never_at_night(hour, minute, days, expected):
    used_up()
    with at(2, hour, minute, days):
        attendance_upkeep.warn_of_used_absences()
    assert told() == expected


def test_a_session_that_is_on_delays_it():
    used_up()
    with at(3, 18, 5):
        attendance_upkeep.warn_of_used_absences()
        assert told() == []
    with at(3, 9, 0, days=1):
        attendance_upkeep.warn_of_used_absences()
        assert told() == ["ana"]


def test_a_mark_of_the_last_hour_may_still_be_set_right():
    offering, _ana = running_class("ana")
    with after(2, hour=9):
        missed(offering, 1, 2)
        attendance_upkeep.warn_of_used_absences()
        assert told() == []
        record(evening(offering, 2), staff(), ana="present")
    with after(2, hour=12):
        attendance_upkeep.warn_of_used_absences()
    assert told() == []


def test_who_has_missed_too_many_is_called_by_staff_not_mailed():
    offering, _ana = running_class("ana")
    with during(3):
        missed(offering, 1, 2, 3)
    with after(3):
        attendance_upkeep.warn_of_used_absences()
    assert told() == []


def test_who_is_exempt_has_no_mail_or_is_in_a_cancelled_class_is_not_mailed():
    offering, ana, _ben = running_class("ana", "ben")
    with time_machine.travel(BEFORE, tick=False):
        call_in(offering, "cleo", by=staff())
    with during(2):
        for name in ("ana", "ben", "cleo"):
            missed(offering, 1, 2, name=name)
        absences.exempt(ana, reason="Jury duty.", by=staff())
    with after(2):
        ClassOffering.objects.update(status="draft")
        attendance_upkeep.warn_of_used_absences()
        assert told() == []
        ClassOffering.objects.update(status="published")
        attendance_upkeep.warn_of_used_absences()
        assert told() == ["ben"]
        classes.cancel_class(offering, reason="Flood.")


def test_after_the_last_session_there_is_nothing_to_warn_of():
    offering, _ana = running_class("ana")
    with during(5):
        missed(offering, 4, 5)
    with after(5):
        attendance_upkeep.warn_of_used_absences()
    assert told() == []


def test_the_same_count_is_told_once_even_if_it_was_corrected_in_between():
    offering, _ana = used_up()
    for number in (2, 3):
        with after(number):
            attendance_upkeep.warn_of_used_absences()
        with after(number, days=2):
            record(evening(offering, 2), staff(), ana="present")
            record(evening(offering, 2), staff(), ana="absent")
    assert told() == ["ana"]


def test_in_another_class_it_is_told_anew():
    _offering, ana = used_up()
    other, _zoe = running_class("zoe", number=46)
    with after(2):
        attendance_upkeep.warn_of_used_absences()
        roster.move(ana, to=other, by=staff())
    with after(3):
        attendance_upkeep.warn_of_used_absences()
    assert told() == ["ana", "ana"]
