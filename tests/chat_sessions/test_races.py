"""Many at once for the last places of a session, and at the door."""

from collections import Counter

import pytest

from chat_sessions.models import SignUp
from chat_sessions.services import door, interest, upkeep
from mailroom.models import Message
from tests.chat_sessions.builders import live_session, make_session, place, sign_up
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE, PLACES = 60, 10
ROUNDS = rounds(2, 3)


def everyone_signs_up():
    """Whether as many got a place as there are, and all others stand in line."""
    session = make_session(capacity=PLACES, line_capacity=PEOPLE)
    outcomes = Counter(at_once(lambda person: sign_up(session, f"p{person}").state, range(PEOPLE)))
    return outcomes == {"held": PLACES, "waitlisted": PEOPLE - PLACES}


def test_the_last_places_go_to_exactly_as_many():
    for _ in range(ROUNDS):
        assert everyone_signs_up()
    assert Message.objects.count() == ROUNDS * PEOPLE


def test_control_without_the_lock_places_are_given_twice_or_people_are_turned_away(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: everyone_signs_up())


def test_going_in_many_times_at_once_keeps_one_first_time():
    ana = place(live_session())
    at_once(lambda _: door.go_in(SignUp.objects.get(pk=ana.pk)).link, range(10))
    first = SignUp.objects.get().joined_at
    door.go_in(ana)
    assert first and SignUp.objects.get().joined_at == first


def test_two_workers_remind_and_tell_once():
    session = make_session(days=1)
    for name in ("ana", "ben", "cleo"):
        place(session, name)
    SignUp.objects.update(email_confirmed_at=session.created_at.replace(year=2020))
    interest.ask_to_be_told(email="dan@example.com", language="en")
    interest.SessionInterest.objects.update(confirmed_at=session.created_at)

    def work(number):
        upkeep.remind()
        interest.tell_of_new_sessions()

    at_once(work, range(8))
    assert Message.objects.filter(template="chat_sessions/reminder").count() == 3
    assert Message.objects.filter(template="chat_sessions/new_session").count() == 1
