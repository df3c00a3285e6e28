"""What My requests says of a sign-up."""

from datetime import timedelta

import pytest
import time_machine

from chat_sessions.models import ChatSession, SignUp
from chat_sessions.records import records_for
from chat_sessions.services import sign_ups
from portal.services import records_for as everything_of
from tests.chat_sessions.builders import make_session, place, sign_up

pytestmark = pytest.mark.django_db


def record(address="ana@example.com"):
    (only,) = records_for(address)
    return only


def test_only_ones_own_newest_first(django_assert_num_queries):
    first, second = make_session(days=3), make_session(days=9)
    place(first)
    place(second)
    place(second, "ben")
    with django_assert_num_queries(2):  # the sign-ups, and the rules of the house
        mine = records_for("ana@example.com")
    assert [each.reference for each in mine] == [
        each.reference for each in SignUp.objects.filter(name="Ana").order_by("-pk")
    ]
    assert records_for("") == [] and len(everything_of("ben@example.com")) == 1


def test_each_state_in_one_plain_sentence():
    session = make_session(capacity=1)
    ana = sign_up(session)
    assert record().needs_answer and "We hold a place for you until" in record().standing
    sign_ups.confirm(ana)
    assert "You can go in from" in record().standing and "11:45 AM" in record().standing
    sign_up(session, "ben")
    assert record("ben@example.com").standing == "You are number 1 in line."
    sign_ups.withdraw(ana)
    assert record().standing == "You gave up your place." and not record().is_live
    assert record("ben@example.com").needs_answer and "if you accept it by" in record("ben@example.com").standing
    with time_machine.travel(session.starts_at):
        assert record("ben@example.com").standing == "The time to answer has run out."


def test_when_the_session_is_over_answered_or_cancelled():
    session = make_session()
    place(session)
    with time_machine.travel(session.ends_at + timedelta(minutes=1)):
        assert record().standing == "The session is over." and not record().is_live
        ChatSession.objects.update(answers_published_at=session.ends_at)
        assert record().standing == "The answers are published."
    ChatSession.objects.update(status="cancelled", cancelled_reason="Ill.")
    assert record().standing == "The session was cancelled." and not record().is_live
