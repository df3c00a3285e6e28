"""The end of the hour: the very second counts, and every open question has somebody who sees to it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from chat_sessions.enums import QuestionState, SessionPhase
from chat_sessions.models import ChatSession
from chat_sessions.services import answers, closing, live, questions, sessions, sign_ups, triage
from chat_sessions.services.errors import ChatError
from core.models import ClosureDay
from mailroom.models import Message
from tests.chat_sessions.asked import again, mailed, question_of, somebody
from tests.chat_sessions.builders import ask, live_session, make_session, place
from tests.chat_sessions.hours import answer_live, closed, listed, queued, reviewed, written
from tests.chat_sessions.visitors import browser_of
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_the_very_second_of_closing_refuses_questions():
    session = live_session()
    ana = place(session)
    with time_machine.travel(timezone.now(), tick=False):
        ask(ana)
        closed(session)
        with pytest.raises(ChatError, match="over"):
            ask(ana)
    assert session.questions.count() == 1


def test_the_last_second_before_is_in_time():
    session = live_session()
    ana = place(session)
    ends = session.ends_at
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        ask(ana)
    with time_machine.travel(ends, tick=False), pytest.raises(ChatError, match="over"):
        ask(ana)


def test_every_open_question_gets_an_owner_and_a_day_and_the_queue_is_empty():
    session = live_session()
    first, second = queued(session, "ana", "ben")
    waiting = question_of("cleo", session=session)
    answer_live(first)
    owner = somebody("owner")
    assert closing.close_hour(session, owner=owner, by=somebody())
    assert closing.close_hour(session, owner=owner, by=somebody()) is False
    due = closing.due_day(session)
    assert [(again(each).state, again(each).owner, again(each).due_on) for each in (second, waiting)] == [
        (QuestionState.APPROVED, owner, due), (QuestionState.RECEIVED, owner, due),
    ]  # fmt: skip
    assert (again(first).owner, again(first).due_on) == (None, None)
    assert f"Owner: {owner}" in second.events.last().note


def test_whoever_has_a_question_in_hand_keeps_it():
    session = live_session()
    (ana,) = listed(session, "ana")
    answers.assign(ana, owner=somebody("expert"), due_on=date(2030, 1, 2), by=somebody())
    closed(session)
    assert (again(ana).owner, again(ana).due_on) == (somebody("expert"), date(2030, 1, 2))


def test_days_are_business_days():
    session = make_session(date=date(2027, 11, 19))  # a Friday
    ClosureDay.objects.create(date=date(2027, 11, 25), name="Thanksgiving")
    ClosureDay.objects.create(date=date(2027, 11, 26), name="Day after", closed=False)
    assert closing.due_day(session) == date(2027, 12, 6)


@pytest.mark.parametrize("session", [{"days": 3}, {"days": 0, "status": "draft"}])
def test_an_hour_that_has_not_begun_is_not_closed(session):
    with time_machine.travel(datetime(2027, 3, 3, 9, tzinfo=ZoneInfo("America/Los_Angeles")), tick=False):
        session = make_session(**session)
        with pytest.raises(ChatError, match="has begun"):
            closed(session)


def test_an_hour_that_nobody_closed_can_be_closed_later():
    session = make_session(days=-1)
    assert closed(session).phase() == SessionPhase.ENDED


def test_an_hour_closed_too_early_is_opened_again_but_not_after_its_end():
    session = closed(live_session())
    assert session.phase() == SessionPhase.ENDED
    assert closing.reopen_hour(session)
    assert closing.reopen_hour(session) is False
    session = ChatSession.objects.get(pk=session.pk)
    assert session.phase() == SessionPhase.LIVE
    session = closed(session)
    with time_machine.travel(session.ends_at), pytest.raises(ChatError, match="over"):
        closing.reopen_hour(session)


def test_what_came_with_a_place_that_nobody_confirmed_waits_for_nobody():
    session = live_session()
    sign_ups.sign_up(
        session=session,
        answers={"name": "Ana", "email": "ana@example.com", "language": "en"},
        form_key="one",
        question="Is anybody there?",
    )
    closed(session)
    assert session.questions.get().owner is None


def test_what_was_not_answered_after_all_is_owed_an_answer_though_the_hour_is_closed():
    session = live_session()
    (ana,) = queued(session, "ana")
    answer_live(ana)
    closed(session)
    live.take_back(ana, by=somebody())
    assert (again(ana).owner, again(ana).due_on) == (somebody(), closing.due_day(session))


# --- a session that was cancelled ---------------------------------------------------------


def test_what_was_asked_for_a_cancelled_session_ends_in_public_too():
    session = make_session()
    (ana,) = listed(session, "ana")
    ben = question_of("ben", session=session)
    sessions.cancel(session, reason="The Chief is ill.")
    mail = Message.objects.get(template="chat_sessions/cancelled", to="ana@example.com")
    assert "or you read why not" in " ".join(mail.text.split())
    page = words(browser_of(ana.sign_up).get(ana.get_absolute_url()))
    assert "Waiting for an answer in writing" in page and "The session was cancelled." in page

    session = closed(session, owner=somebody("owner"))
    assert {(again(each).owner, again(each).due_on) for each in (ana, ben)} == {
        (somebody("owner"), closing.due_day(session))
    }
    triage.approve(ben, by=somebody())
    approved = Message.objects.get(template="chat_sessions/question_approved", to="ben@example.com")
    assert "vote" not in approved.text and "answered in writing" in " ".join(approved.text.split())
    reviewed(written(ana))
    assert mailed("question_answered_writing", "ana") == 1
    answers.publish(session)
    answers_page = words(Client().get(f"{session.get_absolute_url()}answers/"))
    assert "This session was cancelled." in answers_page and "We hire four more guards" in answers_page
    assert "Read the questions and answers" in words(Client().get(session.get_absolute_url()))


def test_a_cancelled_session_is_never_opened_again():
    session = make_session()
    sessions.cancel(session, reason="The Chief is ill.")
    with pytest.raises(ChatError, match="cannot be opened again"):
        closing.reopen_hour(closed(session))


def test_what_came_back_to_its_asker_is_changed_though_the_session_is_cancelled_but_not_once_answers_are_out():
    session = make_session()
    question = question_of("ana", session=session)
    triage.return_for_edit(question, note="Leave out the name.", by=somebody())
    sessions.cancel(session, reason="The Chief is ill.")
    assert questions.change(question, {"text": "Other words than before?"}).state == "received"
    answers.publish(closed(session))
    with pytest.raises(ChatError, match="could not change it"):
        triage.return_for_edit(question, note="Once more.", by=somebody())
    assert mailed("question_returned") == 1
