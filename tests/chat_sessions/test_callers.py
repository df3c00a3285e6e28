"""What staff do for people who call, and for a session that somebody disturbs."""

from datetime import timedelta

import pytest
import time_machine

from chat_sessions.enums import SessionStatus
from chat_sessions.models import Question, SignUp
from chat_sessions.services import callers, counts, sessions, sign_ups, upkeep
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import again, approved, mailed, somebody, vote
from tests.chat_sessions.builders import make_session, place, sign_up
from tests.chat_sessions.test_first_questions import with_question

pytestmark = pytest.mark.django_db


def call(session, name="Cal", **answers):
    values = {"name": name, "phone": "+13105550123", "language": "en"}
    return callers.sign_up_caller(session=session, answers=values | answers, by=somebody(), form_key=name)


def test_a_caller_has_a_place_without_a_mail_address():
    session = make_session()
    first, again = call(session), call(session)  # the form sent twice
    assert first == again
    assert (first.state, SignUp.objects.count(), Message.objects.count()) == ("confirmed", 1, 0)
    assert first.events.last().by == somebody()


def test_a_caller_with_an_address_gets_the_mail_and_waits_like_everybody():
    session = make_session(capacity=1)
    call(session, "Ana", email="ana@example.com")
    waits = call(session, "Ben", email="ben@example.com")
    assert waits.state == "waitlisted"
    assert (mailed("confirmed", "ana"), mailed("waitlisted", "ben")) == (1, 1)


def test_a_caller_accepts_the_offer_by_phone():
    session = make_session(capacity=1)
    call(session, "Ana")
    waits = call(session, "Ben")
    with pytest.raises(ChatError, match="no place to accept"):
        callers.accept_for_caller(waits, by=somebody())
    sessions.change_capacity(session, 2)
    assert callers.accept_for_caller(waits, by=somebody())
    assert callers.accept_for_caller(waits, by=somebody()) is False
    assert waits.state == "confirmed"


@pytest.mark.parametrize("fields", [{"days": -1}, {"status": SessionStatus.DRAFT}])
def test_nobody_is_signed_up_for_what_is_over_or_not_published(fields):
    with pytest.raises(ChatError, match="nobody can be signed up"):
        call(make_session(**fields))


def test_who_is_removed_reads_why_and_their_votes_count_no_more():
    session = make_session(capacity=1)
    ana = place(session, "ana")
    sign_up(session, "ben")
    question = approved("cleo")
    vote(question, ana)
    assert Question.objects.with_votes().get(pk=question.pk).vote_count == 1
    with pytest.raises(ChatError, match="Write the reason"):
        callers.remove(ana, reason="", by=somebody())
    assert callers.remove(ana, reason="Threats in the chat.", by=somebody())
    assert callers.remove(ana, reason="Threats in the chat.", by=somebody()) is False
    assert Question.objects.with_votes().get(pk=question.pk).vote_count == 0
    mail = Message.objects.get(template="chat_sessions/removed")
    assert "Threats in the chat." in mail.html and "METHOD:CANCEL" in mail.attachments[0]["content"]
    assert session.sign_ups.get(name="Ben").state == "offered"


def test_a_question_by_phone_needs_no_sign_up():
    session = make_session()
    words = {"text": "Why is the front desk closed at noon?", "topic": "other"}
    for _ in range(2):
        question = callers.ask_for_caller(session=session, answers=words, by=somebody(), form_key="k")
    assert Question.objects.get() == question
    assert (question.sign_up, question.state, Message.objects.count()) == (None, "received", 0)
    own = callers.ask_for_caller(session=session, answers=words, by=somebody(), place=place(session, "ana"))
    assert own.reference.startswith("ASK-") and mailed("question_received", "ana") == 1


def test_a_question_by_phone_of_somebody_in_line_waits_for_a_moderator_and_outlives_the_line():
    session = make_session(capacity=1)
    place(session, "ana")
    waits = call(session, "Ben", email="ben@example.com")
    answers = {"text": "Why is the front desk closed at noon?"}
    question = callers.ask_for_caller(session=session, answers=answers, by=somebody(), place=waits)
    assert list(Question.objects.waiting()) == [question]
    assert counts.of_session(session).received == 1
    with time_machine.travel(session.starts_at + timedelta(minutes=1), tick=True):
        upkeep.settle_overdue_places()
        waits.refresh_from_db()
        assert (waits.state, again(question).state) == ("lapsed", "received")


def test_what_somebody_asked_stays_in_the_account_when_the_caller_gives_up_the_place():
    session = make_session()
    cal = call(session, email="cal@example.com")
    callers.ask_for_caller(session=session, answers={"text": "Why is it closed?"}, by=somebody(), place=cal)
    sign_ups.withdraw(cal)
    assert counts.of_session(session).received == 1


def test_a_place_accepted_by_phone_passes_its_first_question_on_with_a_receipt():
    held = with_question(make_session())
    callers.accept_for_caller(held, by=somebody())
    assert Question.objects.waiting().count() == 1
    assert mailed("question_received", "ana") == 1
    sign_ups.withdraw(held)
    assert counts.of_session(held.session).received == 1
