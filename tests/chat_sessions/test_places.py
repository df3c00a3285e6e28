"""Places in a session: the same mechanism as the seats of a class."""

import pytest

from chat_sessions.enums import SignUpState
from chat_sessions.services import callers, sessions, sign_ups
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import mailed, somebody
from tests.chat_sessions.builders import JOIN_LINK, ask, live_session, make_session, place, sign_up
from tests.chat_sessions.hours import closed

pytestmark = pytest.mark.django_db


def states(session):
    return {each.name: each.state for each in session.sign_ups.all()}


def test_without_a_limit_nobody_waits():
    session = make_session()
    for name in ("ana", "ben", "cleo"):
        place(session, name)
    assert set(states(session).values()) == {SignUpState.CONFIRMED}


def test_a_place_that_is_given_up_is_offered_to_the_longest_waiting():
    session = make_session(capacity=1)
    ana = place(session, "ana")
    sign_up(session, "ben")
    sign_up(session, "cleo")
    sign_ups.withdraw(ana)
    assert states(session) == {"Ana": "withdrawn", "Ben": "offered", "Cleo": "waitlisted"}


def test_one_address_has_one_place():
    session = make_session()
    place(session, "ana")
    with pytest.raises(ChatError, match="signed up already"):
        sign_up(session, "ana2", email="ANA@example.com")


def test_nobody_signs_up_for_what_is_over():
    with pytest.raises(ChatError, match="is over"):
        sign_up(make_session(days=-1))


def test_no_mail_or_calendar_file_tells_how_to_get_in():
    ask(place(make_session()))
    assert Message.objects.count() == 3
    for message in Message.objects.all():
        told = f"{message.subject} {message.html} {message.attachments}"
        assert JOIN_LINK not in told and "canary-pass" not in told


@pytest.mark.parametrize("told", ["cancelled", "over"])
def test_nobody_takes_a_place_in_what_was_cancelled_or_closed_since_the_page_was_opened(told):
    session = live_session()
    held, called = sign_up(session, "ana"), sign_up(session, "ben")
    if told == "cancelled":
        sessions.cancel(session, reason="The line is down.")
    else:
        closed(session)
    with pytest.raises(ChatError, match=told):
        sign_ups.confirm(held)
    with pytest.raises(ChatError, match=told):
        callers.accept_for_caller(called, by=somebody())
    assert set(states(session).values()) == {SignUpState.HELD}
    assert mailed("confirmed") == 0
