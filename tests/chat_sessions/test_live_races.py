"""Two moderators and many askers at the same moment, on real connections."""

import pytest

from chat_sessions.models import Question
from chat_sessions.services import answers, closing, live, triage
from tests.chat_sessions.asked import again, mailed, somebody
from tests.chat_sessions.builders import ask, live_session, place
from tests.chat_sessions.hours import WORDS, answer_live, listed, over, queued
from tests.chat_sessions.test_triage_races import ROUNDS, tried
from tests.races import at_once, goes_wrong, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def moved_by_all(session):
    """Six questions that eight at once move, take out and put in again, as each of them sees the queue just then.

    Whether it has neither a gap nor a double.
    """
    rows, by = list(session.questions.order_by("pk")), somebody()

    def click(turn):
        question = again(rows[turn % len(rows)])
        if turn % 4 == 3:
            verb = triage.queue if question.queue_position is None else triage.unqueue
            return tried(verb, question, by=by)
        verb = (live.move_up, live.move_down, live.move_to_front)[turn % 4]
        return tried(verb, question, seen=question.queue_position)

    at_once(click, range(32))
    positions = list(Question.objects.filter(session=session).queued().values_list("queue_position", flat=True))
    return positions == list(range(1, len(positions) + 1))


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
    assert goes_wrong(lambda _: moved_by_all(hour))


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
    return is_counted and not taken.filter(owner=None).exists()


def test_what_is_asked_at_the_second_of_closing_is_refused_or_has_an_owner():
    for number in range(ROUNDS):
        assert asked_while_closing(number)


def test_control_asked_while_closing_without_the_lock(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(asked_while_closing)


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
