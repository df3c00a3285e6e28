"""Seasons, dates and changes: wall time, closure days, and who is told."""

from datetime import date, time, timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone

from core.models import ClosureDay
from mailroom.models import Message
from programs.calendars import class_calendar
from programs.enums import ClassPhase
from programs.models import ClassOffering
from programs.services import classes, registrations, upkeep
from programs.services.errors import RegistrationError
from tests.programs.builders import local, make_offering, make_program, seated, sign_up

pytestmark = pytest.mark.django_db


def season(first_date, number=45, sessions=11):
    plan = classes.propose_dates(first_date=first_date, session_count=sessions, with_graduation=True)
    offering = ClassOffering(program=make_program(), number=number, title="A season")
    return classes.create_season(
        offering=offering, dates=plan.dates, start_time=time(18), end_time=time(20), with_graduation=True
    )


def test_spring_2020_was_twelve_thursdays_at_six():
    offering = season(date(2020, 3, 5))
    sessions = list(offering.sessions.all())
    assert len(sessions) == 12
    assert {session.date.strftime("%A") for session in sessions} == {"Thursday"}
    assert (sessions[0].date, sessions[-1].date) == (date(2020, 3, 5), date(2020, 5, 21))
    assert {timezone.localtime(session.starts_at).time() for session in sessions} == {time(18)}
    assert [session.is_graduation for session in sessions] == [False] * 11 + [True]


@pytest.mark.parametrize(("first", "offsets"), [(date(2020, 3, 5), (-8, -7)), (date(2026, 10, 1), (-7, -8))])
def test_six_o_clock_stays_six_o_clock_over_the_clock_change(first, offsets):
    starts = [session.starts_at for session in season(first).sessions.all()]
    hours = [start.utcoffset() // timedelta(hours=1) for start in starts]
    assert (hours[0], hours[-1]) == offsets
    assert {start.time() for start in starts} == {time(18)}


def test_closure_days_are_skipped_not_lost():
    classes.ensure_closure_days(date(2026, 9, 17))
    plan = classes.propose_dates(first_date=date(2026, 9, 17), session_count=11, with_graduation=True)
    assert len(plan.dates) == 12
    assert plan.skipped == {date(2026, 11, 26): "Thanksgiving Day"}
    assert plan.dates[-1] == date(2026, 12, 10)


def test_veterans_day_on_a_thursday_and_a_day_that_staff_opened():
    first = date(2027, 10, 7)
    classes.ensure_closure_days(first)
    plan = classes.propose_dates(first_date=first, session_count=11, with_graduation=True)
    assert set(plan.skipped) == {date(2027, 11, 11), date(2027, 11, 25)}

    ClosureDay.objects.filter(date=date(2027, 11, 11)).update(closed=False)
    plan = classes.propose_dates(first_date=first, session_count=11, with_graduation=True)
    assert set(plan.skipped) == {date(2027, 11, 25)}


def test_the_number_after_the_last():
    program = make_program(classes_before=44)
    assert classes.planned_number(program) == 45
    make_offering(program=program, number=51)
    assert classes.planned_number(program) == 52


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (local(2027, 1, 1), ClassPhase.ANNOUNCED),
        (local(2027, 1, 10), ClassPhase.OPEN),
        (local(2027, 3, 4, 19), ClassPhase.OPEN),  # the first evening: joining still allows graduation
        (local(2027, 3, 18, 18), ClassPhase.RUNNING),  # the third session begins: too late to join
        (local(2027, 5, 20, 20, 1), ClassPhase.FINISHED),
    ],
)
def test_where_a_class_stands(moment, phase):
    offering = make_offering(first_date=date(2027, 3, 4), opens_at=local(2027, 1, 10))
    assert offering.phase(moment) == phase


def test_closed_between_registration_and_the_first_evening():
    offering = make_offering(first_date=date(2027, 3, 4), opens_at=local(2027, 1, 10), closes_at=local(2027, 2, 20))
    assert offering.phase(local(2027, 2, 21)) == ClassPhase.CLOSED


def test_the_calendar_has_every_session_in_local_time_with_its_zone():
    offering = make_offering(first_date=date(2027, 3, 4))
    calendar = icalendar.Calendar.from_ical(class_calendar(offering))
    events = calendar.walk("VEVENT")
    assert len(events) == 12
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "America/Los_Angeles"
    assert {event["DTSTART"].dt.strftime("%A %H:%M") for event in events} == {"Thursday 18:00"}
    assert len({event["UID"] for event in events}) == 12


def test_a_moved_session_keeps_its_uid_gets_a_higher_sequence_and_everyone_is_told_once():
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    ben = sign_up(offering, "ben")
    before = icalendar.Calendar.from_ical(class_calendar(offering)).walk("VEVENT")[0]
    session = offering.sessions.first()
    session.date += timedelta(days=1)

    classes.save_sessions(offering, [session])
    classes.save_sessions(offering, [session])

    fresh = ClassOffering.objects.get(pk=offering.pk)
    events = icalendar.Calendar.from_ical(class_calendar(fresh)).walk("VEVENT")
    after = next(event for event in events if event["UID"] == before["UID"])
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    for person in (ana, ben):
        assert Message.objects.filter(about=person.reference, template="programs/class_changed").count() == 1


def test_a_change_of_topic_tells_nobody():
    offering = make_offering()
    seated(offering)
    session = offering.sessions.first()
    session.topic = "K9"
    classes.save_sessions(offering, [session])
    assert not Message.objects.filter(template="programs/class_changed").exists()


def test_cancelling_needs_a_reason_and_takes_the_dates_out_of_calendars():
    offering = make_offering()
    ana = seated(offering)
    with pytest.raises(RegistrationError, match="reason"):
        classes.cancel_class(offering, reason="")
    classes.cancel_class(offering, reason="Flood.")
    mail = Message.objects.get(about=ana.reference, template="programs/class_cancelled")
    events = icalendar.Calendar.from_ical(mail.attachments[0]["content"]).walk("VEVENT")
    assert {event["STATUS"] for event in events} == {"CANCELLED"}
    assert {event["SEQUENCE"] for event in events} == {1}


def test_everyone_with_a_seat_is_reminded_once_unless_they_will_miss_it():
    offering = make_offering(capacity=2)
    ana, ben = seated(offering, "ana"), seated(offering, "ben")
    sign_up(offering, "cleo")
    first = offering.sessions.first()
    ben.will_miss.add(first)
    with time_machine.travel(first.starts_at - timedelta(hours=49), tick=True):
        upkeep.remind_of_sessions()
        assert not Message.objects.filter(template="programs/reminder").exists()
    with time_machine.travel(first.starts_at - timedelta(hours=47), tick=True):
        upkeep.remind_of_sessions()
        upkeep.remind_of_sessions()
    assert [mail.about for mail in Message.objects.filter(template="programs/reminder")] == [ana.reference]


def test_an_ending_offer_is_warned_of_once():
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    ben = sign_up(offering, "ben")
    registrations.withdraw(ana)
    ben.refresh_from_db()
    with time_machine.travel(ben.expires_at - timedelta(hours=11), tick=True):
        upkeep.warn_of_ending_offers()
        upkeep.warn_of_ending_offers()
    assert Message.objects.filter(template="programs/offer_ends_soon").count() == 1
