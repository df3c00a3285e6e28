"""Moderators who decide at the same moment, on real connections."""

from itertools import pairwise

import pytest

from chat_sessions.models import Question
from chat_sessions.services import declining, merging, triage
from chat_sessions.services.errors import ChatError
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, somebody, vote
from tests.chat_sessions.builders import make_session, place
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds(2, 3)


def tried(verb, *args, **kwargs):
    """What a moderator who clicks learns."""
    try:
        return "done" if verb(*args, **kwargs) else "so already"
    except ChatError:
        return "refused"


def merged_both_ways():
    """A into B and B into A at once; each has a vote of the same two people. Whether one stays, with all votes."""
    session, by = make_session(), somebody()
    pair = [approved(f"{name}{session.pk}", session=session) for name in ("ana", "ben")]
    voters = [place(session, f"{name}{session.pk}") for name in ("cleo", "dan")]
    for question in pair:
        for voter in voters:
            vote(question, voter)

    def click(turn):
        question, kept = pair if turn % 2 else reversed(pair)
        return tried(merging.merge, again(question), again(kept), by=by)

    at_once(click, range(8))
    rows = list(Question.objects.filter(session=session).with_votes())
    return [(row.vote_count, row.merged_count) for row in rows if row.state == "approved"] == [(2, 1)]


def test_merged_both_ways_one_stays_with_all_votes():
    for _ in range(ROUNDS):
        assert merged_both_ways()


def test_control_merged_both_ways_without_the_lock(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: merged_both_ways())


def decided_differently():
    """Half approve what the other half redirect: whether one decision follows from the other, each with its mail."""
    question, by = question_of(), somebody()
    before = mailed("question_approved") + mailed("question_redirected")

    def click(turn):
        if turn % 2:
            return tried(triage.approve, question, by=by)
        return tried(triage.redirect, question, destination="city", by=by)

    answers = at_once(click, range(8))
    mails = mailed("question_approved") + mailed("question_redirected") - before
    # An approved question may still be redirected; a redirected one is not approved any more.
    last = list(question.events.values_list("from_state", "to_state"))
    follows = all(earlier[1] == later[0] for earlier, later in pairwise(last))
    return follows and answers.count("done") == mails


def test_two_decide_at_once_and_each_decision_follows_from_the_one_before():
    for _ in range(ROUNDS):
        assert decided_differently()


def test_control_two_decide_at_once_without_the_lock(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: decided_differently())


def test_the_proposer_who_clicks_twice_stays_one_person():
    by = somebody()
    question = question_of()
    clicks = [
        lambda: tried(declining.propose, question, reason="threat", by=by),
        lambda: tried(declining.confirm, question, by=by),
    ]
    answers = at_once(lambda turn: clicks[turn % 2](), range(8))
    assert answers.count("done") == 1
    assert again(question).state == "in_review"
    assert mailed("question_declined") == 0


def test_a_decline_confirmed_by_many_is_one_decline_and_one_mail():
    question = proposed(question_of())
    others = [somebody(f"second{number}") for number in range(4)]
    answers = at_once(lambda turn: tried(declining.confirm, question, by=others[turn % 4]), range(8))
    assert answers.count("done") == 1
    assert mailed("question_declined") == 1


def queued_by_all():
    """Eight at once into the queue: whether each has a position of its own."""
    session, by = make_session(), somebody()
    rows = [approved(f"p{number}s{session.pk}", session=session) for number in range(8)]
    answers = at_once(lambda turn: tried(triage.queue, rows[turn], by=by), range(8))
    positions = list(session.questions.order_by("queue_position").values_list("queue_position", flat=True))
    return answers == ["done"] * 8 and positions == list(range(1, 9))


def test_queued_at_once_each_has_a_position():
    for _ in range(ROUNDS):
        assert queued_by_all()


def test_control_queued_at_once_without_the_lock(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: queued_by_all())
