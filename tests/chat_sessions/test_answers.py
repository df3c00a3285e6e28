"""Answers in writing: somebody writes, somebody else reviews, then they are public and everybody who asked is told."""

from datetime import date, timedelta

import pytest
import time_machine

from chat_sessions.enums import AnswerKind, QuestionState
from chat_sessions.models import Answer, ChatSession
from chat_sessions.services import answers, live, merging
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import again, mailed, proposed, question_of, somebody, withdraw
from tests.chat_sessions.builders import live_session
from tests.chat_sessions.hours import WORDS, answer_live, closed, listed, over, reviewed, written

pytestmark = pytest.mark.django_db


def test_written_then_reviewed_by_another_then_told_to_all_who_asked():
    session = live_session()
    ana, ben = listed(session, "ana", "ben")
    merging.merge(ben, ana, by=somebody())
    closed(session)
    ana = written(ana)
    assert ana.state == QuestionState.APPROVED
    assert mailed("question_answered_writing") == 0
    ana = reviewed(ana)
    assert (ana.state, ana.answer.kind, ana.answer.reviewed_by) == (
        QuestionState.ANSWERED_WRITING, AnswerKind.WRITTEN, somebody("reviewer"),
    )  # fmt: skip
    assert [mailed("question_answered_writing", name) for name in ("ana", "ben")] == [1, 1]


def test_nobody_reviews_what_they_wrote():
    _session, (ana,) = over("ana")
    ana = written(ana, by="writer")
    with pytest.raises(ChatError, match="somebody else"):
        reviewed(ana, by="writer")
    assert again(ana).answer.reviewed_at is None


def test_a_change_after_the_review_is_reviewed_again_and_nobody_is_told_twice():
    _session, (ana,) = over("ana")
    ana = reviewed(written(ana))
    ana = written(ana, by="reviewer", text="Five guards, not four.")
    assert ana.answer.reviewed_at is None
    assert list(Answer.objects.to_review()) == [ana.answer]
    with pytest.raises(ChatError, match="somebody else"):
        reviewed(ana, by="reviewer")
    reviewed(ana, by="writer")
    assert mailed("question_answered_writing") == 1


def test_an_answer_that_is_mended_later_was_answered_when_it_was():
    _session, (ana,) = over("ana")
    ana = reviewed(written(ana))
    first = ana.answer.answered_at
    with time_machine.travel(first + timedelta(days=30), tick=True):
        ana = reviewed(written(ana, by="reviewer", text="A slip of the pen, mended."), by="writer")
    assert (ana.answer.answered_at, ana.answer.text) == (first, "A slip of the pen, mended.")


def test_nobody_reviews_words_that_they_have_not_read():
    _session, (ana,) = over("ana")
    read = answers.version_of(written(ana))
    written(ana, text="Changed behind the back of the reviewer.")
    with pytest.raises(ChatError, match="read it again"):
        answers.review(ana, seen=read, by=somebody("reviewer"))


def test_two_who_write_at_once_do_not_overwrite_each_other():
    _session, (ana,) = over("ana")
    seen = answers.version_of(ana)
    written(ana, text="The first.")
    with pytest.raises(ChatError, match="Somebody else wrote"):
        answers.write(ana, wording=WORDS | {"text": "The second."}, seen=seen, by=somebody("other"))
    assert again(ana).answer.text == "The first."
    assert answers.write(ana, wording=WORDS | {"text": "The first."}, seen=seen, by=somebody()) is False


def test_what_was_said_in_the_hour_is_reviewed_too_and_stays_answered_live():
    session = live_session()
    (ana,) = listed(session, "ana")
    answer_live(ana)
    said_at = again(ana).answer.answered_at
    ana = reviewed(written(ana, text="In full.", recording_seconds=60))
    assert (ana.state, ana.answer.kind, ana.answer.answered_at) == (
        QuestionState.ANSWERED_LIVE, AnswerKind.LIVE, said_at,
    )  # fmt: skip
    assert mailed("question_answered_writing") == 0
    with pytest.raises(ChatError, match="it stands"):
        live.take_back(ana, by=somebody())


def test_whoever_wished_for_it_in_writing_reads_what_was_answered_live_once_it_is_reviewed():
    session = live_session()
    (ana,) = listed(session, "ana")
    ben, cleo = (question_of(name, session=session, wants_writing=name == "ben") for name in ("ben", "cleo"))
    for same in (ben, cleo):
        merging.merge(same, ana, by=somebody())
    answer_live(ana)
    assert [mailed("question_answered_live", name) for name in ("ana", "ben", "cleo")] == [1, 1, 1]
    reviewed(written(ana, text="In full."))
    reviewed(written(ana, text="In full, mended."), by="another")
    assert [mailed("question_answered_writing", name) for name in ("ana", "ben", "cleo")] == [0, 1, 0]
    mail = Message.objects.get(template="chat_sessions/question_answered_writing")
    assert "In full." in mail.text


def test_without_a_word_nothing_is_reviewed():
    session = live_session()
    (ana,) = listed(session, "ana")
    answer_live(ana, note="")
    with pytest.raises(ChatError, match="Nothing is written"):
        reviewed(ana)


def test_what_was_taken_back_waits_for_no_review():
    session = live_session()
    (ana,) = listed(session, "ana")
    answer_live(ana)
    assert Answer.objects.to_review().count() == 1
    live.take_back(ana, by=somebody())
    assert Answer.objects.to_review().count() == 0
    with pytest.raises(ChatError, match="no answer to review"):
        reviewed(ana)
    assert reviewed(written(ana, text="Later, in writing.")).answer.kind == AnswerKind.WRITTEN


def test_nothing_is_written_for_what_has_ended_otherwise():
    session = live_session()
    ana, ben, cleo = (question_of(name, session=session) for name in ("ana", "ben", "cleo"))
    withdraw(ana)
    merging.merge(ben, cleo, by=somebody())
    proposed(cleo)
    for question in (ana, ben, cleo):
        with pytest.raises(ChatError):
            written(question)


def test_what_the_asker_takes_back_after_it_was_written_waits_for_no_review():
    _session, (ana,) = over("ana")
    withdraw(written(ana))
    assert not Answer.objects.to_review().exists()
    with pytest.raises(ChatError, match="Taken back"):
        reviewed(ana)


def test_an_owner_is_named_and_the_step_is_kept():
    _session, (ana,) = over("ana")
    expert = somebody("expert")
    assert answers.assign(ana, owner=expert, due_on=date(2027, 3, 1), by=somebody())
    assert answers.assign(ana, owner=expert, due_on=date(2027, 3, 1), by=somebody()) is False
    assert (again(ana).owner, again(ana).due_on) == (expert, date(2027, 3, 1))
    assert ana.events.last().note == "Owner: expert; due March 1, 2027."


def test_answers_are_published_once_the_hour_is_closed_and_late_ones_follow():
    session = live_session()
    (ana,) = listed(session, "ana")
    with pytest.raises(ChatError, match="Close the hour"):
        answers.publish(session)
    closed(session)
    assert answers.publish(session)
    assert answers.publish(session) is False
    assert ChatSession.objects.get(pk=session.pk).phase() == "answered"
    assert reviewed(written(ana)).state == QuestionState.ANSWERED_WRITING
