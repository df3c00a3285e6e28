"""Two moderators and many askers at the same moment, on real connections. See tests/programs/test_races.py."""

import pytest
from django.db import connection

from chat_sessions.models import ChatSession, Question
from chat_sessions.services import answers, closing, live, questions, seats, triage
from tests.chat_sessions.asked import again, mailed, somebody
from tests.chat_sessions.builders import ask, live_session, place
from tests.chat_sessions.hours import WORDS, answer_live, listed, over, queued
from tests.chat_sessions.test_triage_races import MOST_ROUNDS, ROUNDS, tried
from tests.programs.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def without_locks(monkeypatch):
    """The protection switched off: locks on PostgreSQL, BEGIN IMMEDIATE on SQLite."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
        return
    for module in (live, answers, triage):
        monkeypatch.setattr(module, "lock", again)
    for module in (questions, closing):
        monkeypatch.setattr(module, "lock_session", lambda pk: ChatSession.objects.get(pk=pk))
    monkeypatch.setattr(seats, "lock", lambda session: session)


def moved_by_all(session):
    """Six questions that eight at once move, take out and put in again, as each of them sees the queue just then."""
    rows, by = list(session.questions.order_by("pk")), somebody()

    def click(turn):
        question = again(rows[turn % len(rows)])
        if turn % 4 == 3:
            verb = triage.queue if question.queue_position is None else triage.unqueue
            return tried(verb, question, by=by)
        verb = (live.move_up, live.move_down, live.move_to_front)[turn % 4]
        return tried(verb, question, seen=question.queue_position)

    told = set(at_once(click, range(32)))
    positions = list(Question.objects.filter(session=session).queued().values_list("queue_position", flat=True))
    return told <= {"done", "so already", "refused"} and positions == list(range(1, len(positions) + 1))


@pytest.fixture
def hour():
    session = live_session()
    queued(session, *(f"p{number}" for number in range(6)))
    return session


def test_moved_at_once_the_queue_has_neither_gap_nor_double(hour):
    for _ in range(ROUNDS):
        assert moved_by_all(hour)


def test_control_moved_at_once_without_the_lock(hour, monkeypatch):
    without_locks(monkeypatch)
    assert not all(moved_by_all(hour) for _ in range(MOST_ROUNDS))


def asked_while_closing(number):
    """Seven ask while one closes the hour: whether everybody whose question was taken has an owner for it."""
    session, by = live_session(), somebody()
    people = [place(session, f"p{number}n{each}") for each in range(8)]

    def act(turn):
        if turn == 4:
            return tried(closing.close_hour, session, owner=by, by=by)
        return tried(ask, people[turn])

    told = at_once(act, range(8))
    taken = Question.objects.filter(session=session)
    is_counted = taken.count() == told.count("done") - 1
    return set(told) <= {"done", "refused"} and is_counted and not taken.filter(owner=None).exists()


def test_what_is_asked_at_the_second_of_closing_is_refused_or_has_an_owner():
    for number in range(ROUNDS):
        assert asked_while_closing(number)


def test_control_asked_while_closing_without_the_lock(monkeypatch):
    without_locks(monkeypatch)
    assert not all(asked_while_closing(number) for number in range(MOST_ROUNDS))


def test_answered_live_by_all_at_once_is_one_answer_and_one_mail():
    session, by = live_session(), somebody()
    (ana,) = listed(session, "ana")
    told = at_once(lambda turn: tried(answer_live, ana, by=by, note=f"By {turn}."), range(8))
    assert sorted(told) == ["done", *["so already"] * 7]
    assert mailed("question_answered_live") == 1


def test_of_all_who_write_at_once_one_is_kept_and_the_others_are_told():
    _session, (ana,) = over("ana")
    by, seen = somebody(), answers.version_of(ana)

    def write(turn):
        return tried(answers.write, ana, wording=WORDS | {"text": f"By {turn}."}, seen=seen, by=by)

    told = at_once(write, range(8))
    assert sorted(told) == ["done", *["refused"] * 7]
