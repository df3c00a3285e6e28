"""What staff do with a whole session: from the rules, published, moved, cancelled, its places and its door."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from chat_sessions.enums import SessionStatus
from chat_sessions.models import ChatRules, ChatSession
from chat_sessions.services import door, sessions
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import mailed, somebody
from tests.chat_sessions.builders import JOIN_LINK, live_session, make_session, place, sign_up

pytestmark = pytest.mark.django_db

PACIFIC = ZoneInfo("America/Los_Angeles")


def again(session):
    return ChatSession.objects.get(pk=session.pk)


def move(session, *, days=7, start=time(12), end=time(13), **kwargs):
    day = session.date + timedelta(days=days)
    return sessions.reschedule(session, date=day, start_time=start, end_time=end, **kwargs)


# --- planning ---------------------------------------------------------------------------


def test_a_session_is_planned_as_the_rules_have_it():
    make_session(number=7)
    session = sessions.proposal(date(2027, 3, 16))
    assert (session.number, session.start_time, session.end_time) == (8, time(12), time(13))
    # Early questions close the evening before, by the clock on the wall: the clocks changed on March 14.
    assert session.questions_close_at == datetime(2027, 3, 15, 17, 30, tzinfo=PACIFIC)
    assert session.opens_at == datetime(2027, 2, 2, 8, 0, tzinfo=PACIFIC)


def test_another_session_is_taken_as_the_pattern_but_never_its_door():
    session = make_session(start_time=time(18), end_time=time(19, 30), capacity=40, platform="Zoom")
    new = sessions.proposal(session.date + timedelta(weeks=4), like=session)
    assert (new.start_time, new.end_time, new.capacity, new.platform) == (time(18), time(19, 30), 40, "Zoom")
    assert (new.join_link, new.passcode, new.dial_in) == ("", "", "")


def test_a_number_is_given_once():
    first = sessions.proposal(timezone.localdate() + timedelta(days=30))
    second = sessions.proposal(timezone.localdate() + timedelta(days=31))
    sessions.create(first)
    with pytest.raises(ChatError, match="session number 1 already"):
        sessions.create(second)


def test_a_draft_is_published_once_and_not_when_its_day_is_over():
    session = make_session(status=SessionStatus.DRAFT)
    assert sessions.publish(session)
    assert sessions.publish(session) is False
    with pytest.raises(ChatError, match="choose a new one first"):
        sessions.publish(make_session(days=-1, status=SessionStatus.DRAFT))


# --- moving -----------------------------------------------------------------------------


def test_a_moved_session_is_told_to_everyone_with_the_new_calendar_file():
    session = make_session()
    place(session, "ana")
    sign_up(session, "ben")
    assert move(session, reason="The Chief is in court.")
    assert move(again(session), days=0) is False
    assert (mailed("moved"), again(session).sequence) == (2, 1)
    mail = Message.objects.get(template="chat_sessions/moved", to="ana@example.com")
    day = again(session).date
    assert f"DTSTART;TZID=America/Los_Angeles:{day:%Y%m%d}T120000" in mail.attachments[0]["content"]
    assert "SEQUENCE:1" in mail.attachments[0]["content"]
    assert "The Chief is in court." in mail.html and JOIN_LINK not in str(mail.attachments) + mail.html
    assert not Message.objects.get(template="chat_sessions/moved", to="ben@example.com").attachments


def test_early_questions_close_as_long_before_as_they_did_whatever_the_clocks_do():
    close = datetime(2027, 3, 11, 17, 30, tzinfo=PACIFIC)
    with time_machine.travel(close - timedelta(days=20)):
        session = make_session(date=date(2027, 3, 12), questions_close_at=close)
        move(session)
    assert again(session).questions_close_at == datetime(2027, 3, 18, 17, 30, tzinfo=PACIFIC)


def test_sign_up_opens_as_long_before_a_session_that_comes_earlier():
    """Else it would open after it."""
    session = make_session(days=60, opens_at=timezone.now() + timedelta(days=30))
    opens_at = session.opens_at
    move(session, days=-50)
    assert again(session).opens_at <= timezone.now() and again(session).phase() == "open"
    move(again(session), days=90)
    assert again(session).opens_at < opens_at  # what is open stays open


def test_whoever_went_in_before_it_was_moved_has_not_attended():
    session = live_session()
    door.go_in(place(session, "ana"))
    assert session.sign_ups.get().joined_at
    move(session)
    assert session.sign_ups.get().joined_at is None


def test_no_hold_or_offer_outlasts_a_session_that_comes_earlier():
    session = make_session(days=20, capacity=2)
    held = sign_up(session, "ana")
    first, waits = place(session, "ben"), sign_up(session, "cleo")
    sessions.change_capacity(session, 3)
    waits.refresh_from_db()
    assert waits.state == "offered"
    # In the first minutes of tomorrow: before the hold and the offer would end.
    tomorrow = timezone.localdate() + timedelta(days=1)
    sessions.reschedule(session, date=tomorrow, start_time=time(0, 10), end_time=time(0, 20))
    for each in (held, waits):
        each.refresh_from_db()
    assert held.expires_at <= again(session).ends_at
    assert waits.state != "offered" or waits.expires_at <= again(session).starts_at
    assert first.pk and mailed("moved") >= 2


def test_wishes_are_weighed_anew():
    session = make_session(days=1)
    late = place(session, "ana", accommodations=["asl"])
    plain = place(session, "ben")
    assert late.is_late_wish
    move(session, days=10)
    late.refresh_from_db(), plain.refresh_from_db()
    assert not late.is_late_wish and not plain.is_late_wish


def test_what_is_over_or_cancelled_is_not_moved():
    for session, words in ((make_session(days=-1), "is over"), (cancelled(), "is cancelled")):
        with pytest.raises(ChatError, match=words):
            move(session, days=30)
    with pytest.raises(ChatError, match="still to come"):
        move(make_session(), days=-30)


# --- cancelling -------------------------------------------------------------------------


def cancelled(**fields):
    session = make_session(**fields)
    sessions.cancel(session, reason="The Chief is ill.")
    return again(session)


def test_a_cancelled_session_is_told_once_and_leaves_the_calendars():
    session = make_session()
    place(session, "ana")
    sign_up(session, "ben")
    with pytest.raises(ChatError, match="Write the reason"):
        sessions.cancel(session, reason=" ")
    assert sessions.cancel(session, reason="The Chief is ill.")
    assert sessions.cancel(session, reason="Again.") is False
    assert mailed("cancelled") == 2
    mail = Message.objects.get(template="chat_sessions/cancelled", to="ana@example.com")
    assert "The Chief is ill." in mail.html
    assert "method=CANCEL" in mail.attachments[0]["mimetype"] and "METHOD:CANCEL" in mail.attachments[0]["content"]
    assert again(session).sequence == 1


# --- places and door --------------------------------------------------------------------


def test_more_places_go_to_the_line_and_no_limit_to_all_of_it():
    session = make_session(capacity=1)
    place(session, "ana")
    waiting = [sign_up(session, name) for name in ("ben", "cleo", "dan")]
    sessions.change_capacity(session, 2)
    assert [each.state for each in session.sign_ups.filter(pk=waiting[0].pk)] == ["offered"]
    sessions.change_capacity(session, None)
    assert set(session.sign_ups.exclude(name="Ana").values_list("state", flat=True)) == {"offered"}


def test_the_door_is_changed_and_read_and_the_history_quotes_nothing():
    session, by = make_session(), somebody()
    assert sessions.change_door(session, {"join_link": "https://new.example.com/canary-2"}, by=by)
    assert sessions.change_door(session, {"join_link": "https://new.example.com/canary-2"}, by=by) is False
    assert sessions.read_door(again(session), by=by)["join_link"].endswith("canary-2")
    history = " ".join(LogEntry.objects.values_list("change_message", flat=True))
    assert history.count("How to get in") == 2
    assert "canary" not in history and "example.com" not in history


def test_the_rules_are_one_row_and_reach_new_sessions_only():
    old = make_session()
    rules = ChatRules.current()
    rules.minutes, rules.start_time = 45, time(17)
    rules.save()
    new = sessions.proposal(old.date + timedelta(days=7))
    assert (new.start_time, new.end_time) == (time(17), time(17, 45))
    assert again(old).start_time == time(12)
