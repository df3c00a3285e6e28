"""What the worker does for places: reminders, each once, and what has run out."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from chat_sessions.models import ChatRules, ChatSession, SignUp
from chat_sessions.services import sign_ups, upkeep
from mailroom.models import Message
from tests.chat_sessions.builders import make_session, place, sign_up
from torrance_pd import settings as portal

pytestmark = pytest.mark.django_db


def reminders(**fields):
    return Message.objects.filter(template="chat_sessions/reminder", **fields).count()


def look(session, **before):
    """The worker looks so long before the start, twice."""
    with time_machine.travel(session.starts_at - timedelta(**before), tick=True):
        upkeep.remind()
        upkeep.remind()
    return reminders()


def test_each_reminder_comes_once_with_the_calendar_file():
    session = make_session()
    place(session)
    assert look(session, days=7, minutes=1) == 0
    assert look(session, days=6, hours=23) == 1
    assert look(session, days=3) == 1
    assert look(session, hours=23) == 2
    assert look(session, minutes=59) == 3
    assert look(session, minutes=0) == 3
    mail = Message.objects.filter(template="chat_sessions/reminder").latest("pk")
    assert mail.subject.startswith("Reminder: CHAT with the Chief on") and "12:00 PM" in mail.subject
    assert "from 11:45 AM" in mail.text and "BEGIN:VEVENT" in mail.attachments[0]["content"]


def test_after_a_pause_of_the_worker_nobody_gets_two_at_once():
    session = make_session()
    place(session)
    assert look(session, minutes=30) == 1


def test_only_who_has_a_place_and_an_address_and_did_not_come_a_moment_ago():
    session = make_session(capacity=2)
    place(session, "ana")
    SignUp.objects.create(reference="CHAT-2222-2222", session=session, name="Caller", state="confirmed")
    sign_up(session, "ben")
    with time_machine.travel(session.starts_at - timedelta(days=3), tick=True):
        ben = SignUp.objects.get(name="Ben")
        assert ben.state == "waitlisted"
        session.capacity = None
        session.save(update_fields=["capacity"])
        place(session, "cleo")
        upkeep.remind()
    assert reminders() == reminders(to="ana@example.com") == 1


def test_a_moved_session_is_reminded_of_anew():
    session = make_session()
    place(session)
    assert look(session, hours=23) == 1
    session.date += timedelta(days=10)
    session.save(update_fields=["date"])
    assert look(session, days=8) == 1
    assert look(session, hours=23) == 2


def test_a_cancelled_one_is_not():
    session = make_session()
    place(session)
    ChatSession.objects.update(status="cancelled", cancelled_reason="The Chief is ill.")
    assert look(session, hours=23) == 0


def test_cancelled_or_moved_while_the_worker_looks(monkeypatch):
    session = make_session()
    place(session)
    looked = upkeep.not_promised

    def and_then_it_moves(keys):
        ChatSession.objects.update(date=session.date + timedelta(days=30))
        return looked(keys)

    monkeypatch.setattr(upkeep, "not_promised", and_then_it_moves)
    assert look(session, hours=23) == 0


def test_the_rules_say_how_often():
    session = make_session()
    place(session)
    rules = ChatRules.current()
    rules.first_reminder_days, rules.second_reminder_days, rules.last_reminder_minutes = 0, 2, 0
    rules.save()
    assert look(session, days=6) == 0
    assert look(session, hours=47) == 1
    assert look(session, minutes=30) == 1
    rules.second_reminder_days = 0
    rules.save()
    other = make_session(days=20)
    place(other)
    assert look(other, hours=1) == 1


@pytest.mark.parametrize("day", [datetime(2026, 11, 3), datetime(2027, 3, 16)], ids=["clocks back", "clocks on"])
def test_a_week_before_is_the_same_hour_of_the_day_across_a_clock_change(day):
    noon = day.replace(hour=12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon - timedelta(days=20), tick=True):
        session = make_session(date=day.date())
        place(session)
    assert session.starts_at.utcoffset() != (noon - timedelta(days=7)).utcoffset()
    assert look(session, days=7, minutes=1) == 0
    assert look(session, days=6, hours=23, minutes=59) == 1


def test_holds_and_offers_that_ran_out_end_and_the_next_in_line_is_asked():
    session = make_session(capacity=1)
    sign_up(session, "ana")
    sign_up(session, "ben")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        upkeep.settle_overdue_places()
        upkeep.settle_overdue_places()
    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == ["lapsed", "offered"]
    assert Message.objects.filter(template="chat_sessions/offered").count() == 1


def test_when_the_session_begins_the_line_is_told_that_it_is_over():
    session = make_session(capacity=1)
    place(session, "ana")
    sign_up(session, "ben")
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        upkeep.settle_overdue_places()
    assert SignUp.objects.get(name="Ben").state == "lapsed"
    assert Message.objects.get(template="chat_sessions/line_closed").to == "ben@example.com"


def test_a_place_given_up_in_the_last_minutes_is_offered_to_nobody_who_could_not_answer():
    session = make_session(capacity=1)
    ana = place(session, "ana")
    sign_up(session, "ben")
    with time_machine.travel(session.starts_at - timedelta(minutes=30)):
        sign_ups.withdraw(ana)
    assert SignUp.objects.get(name="Ben").state == "waitlisted"


def test_the_worker_does_all_of_it():
    duties = {name for name in portal.WORKER_DUTIES if name.startswith("chat_sessions.")}
    assert duties >= {
        "chat_sessions.services.upkeep.settle_overdue_places",
        "chat_sessions.services.upkeep.remind",
        "chat_sessions.services.interest.tell_of_new_sessions",
    }
