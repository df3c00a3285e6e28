"""The hour: the queue keeps its order without a gap, and each answer is told to all who asked, once."""

import pytest

from chat_sessions.enums import AnswerKind, QuestionState
from chat_sessions.services import live, merging, questions, triage
from chat_sessions.services.errors import ChatError
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, somebody
from tests.chat_sessions.builders import live_session, make_session
from tests.chat_sessions.hours import answer_live, listed, queue_of, queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def hour():
    return live_session()


def test_questions_move_up_down_and_to_the_front(hour):
    _ana, ben, cleo, _dan = queued(hour, "ana", "ben", "cleo", "dan")
    assert live.move_up(cleo, seen=3)
    assert queue_of(hour) == ["ana", "cleo", "ben", "dan"]
    assert live.move_down(ben, seen=3)
    assert queue_of(hour) == ["ana", "cleo", "dan", "ben"]
    assert live.move_to_front(ben, seen=4)
    assert queue_of(hour) == ["ben", "ana", "cleo", "dan"]


def test_at_the_ends_of_the_queue_nothing_moves(hour):
    ana, ben = queued(hour, "ana", "ben")
    assert live.move_up(ana, seen=1) is False
    assert live.move_to_front(ana, seen=1) is False
    assert live.move_down(ben, seen=2) is False
    assert queue_of(hour) == ["ana", "ben"]


def test_a_click_on_what_has_moved_meanwhile_moves_nothing(hour):
    ana, ben = queued(hour, "ana", "ben")
    live.move_to_front(ben, seen=2)
    with pytest.raises(ChatError, match="number 2 now"):
        live.move_down(ana, seen=1)
    triage.unqueue(ana, by=somebody())
    with pytest.raises(ChatError, match="on the list"):
        live.move_up(ana, seen=2)
    assert queue_of(hour) == ["ben"]


LEAVING = {
    "back to the list": lambda question: triage.unqueue(question, by=somebody()),
    "answered": lambda question: answer_live(question),
    "taken back by its asker": lambda question: questions.withdraw(question),
    "redirected": lambda question: triage.redirect(question, destination="city", by=somebody()),
    "proposed to be declined": lambda question: proposed(question),
    "merged into a later one": lambda question: merging.merge(
        question, question.session.questions.queued().last(), by=somebody()
    ),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_whatever_leaves_the_queue_leaves_no_gap(hour, leave):
    _ana, ben, _cleo, _dan = queued(hour, "ana", "ben", "cleo", "dan")
    leave(ben)
    assert queue_of(hour) == ["ana", "cleo", "dan"]


def test_what_is_written_beside_a_queued_question_does_not_move_it(hour):
    _ana, ben = queued(hour, "ana", "ben")
    triage.translate(ben, translation="In English", translated_by="Kim", by=somebody())
    merging.merge(question_of("cleo", session=hour), ben, by=somebody())
    assert queue_of(hour) == ["ana", "ben"]


def test_an_answer_is_told_to_all_who_asked_and_once(hour):
    ana, ben = listed(hour, "ana", "ben")
    merging.merge(ben, ana, by=somebody())
    assert answer_live(ana)
    assert answer_live(ana) is False
    ana = again(ana)
    assert (ana.state, ana.answer.kind, ana.answer.text) == (
        QuestionState.ANSWERED_LIVE, AnswerKind.LIVE, "Yes, from June on.",
    )  # fmt: skip
    assert ana.answer.recording_seconds == 750
    assert ana.answer.reviewed_at is None
    assert [mailed("question_answered_live", name) for name in ("ana", "ben")] == [1, 1]


def test_who_joins_an_answered_question_is_told_as_well(hour):
    ana, ben = listed(hour, "ana", "ben")
    answer_live(ana)
    merging.merge(ben, ana, by=somebody())
    assert [mailed("question_answered_live", name) for name in ("ana", "ben")] == [1, 1]


def test_a_slip_of_the_hand_is_taken_back_and_nobody_is_told_twice(hour):
    (ana,) = listed(hour, "ana")
    answer_live(ana, note="Something short.")
    assert live.take_back(ana, by=somebody())
    assert live.take_back(ana, by=somebody()) is False
    assert (again(ana).state, again(ana).answer.text) == (QuestionState.APPROVED, "Something short.")
    answer_live(ana, note="What was really said.")
    assert again(ana).answer.text == "What was really said."
    assert mailed("question_answered_live") == 1


def test_only_what_is_on_the_list_is_answered_and_only_once_the_hour_has_begun(hour):
    with pytest.raises(ChatError, match="Received"):
        answer_live(question_of("ana", session=hour))
    early = approved("ben", session=make_session())
    with pytest.raises(ChatError, match="has not begun"):
        answer_live(early)
    assert again(early).state == QuestionState.APPROVED
