"""The question that comes with a sign-up: kept from the first moment, passed on when the place is confirmed."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from chat_sessions.models import Question
from chat_sessions.services import declining, merging, sign_ups, triage, upkeep
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.builders import ask, client_of, make_session, moderator, place, sign_up
from tests.chat_sessions.pages import opened, page_of
from tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]
TEXT = "Why are there so few crossing guards?"


def with_question(session, name="ana", **answers):
    values = {"name": name.title(), "email": f"{name}@example.com", "language": "ko", "may_use_name": True}
    return sign_ups.sign_up(session=session, answers=values | answers, form_key=uuid4().hex, question=TEXT)


def test_it_is_kept_at_once_but_no_moderator_is_asked_and_no_mail_repeats_it():
    ana = with_question(make_session())
    question = Question.objects.get()
    assert (question.text, question.language, question.shows_name, question.state) == (TEXT, "ko", True, "received")
    assert not Question.objects.waiting().exists()
    assert TEXT not in Message.objects.get().html
    assert "as soon as your place is confirmed" in words(opened(ana).get(page_of(ana)))


def test_with_the_confirmation_it_waits_for_a_moderator_and_the_asker_has_a_receipt():
    ana = with_question(make_session())
    for _ in range(2):
        sign_ups.confirm(ana)
    assert Question.objects.waiting().get().text == TEXT
    receipt = Message.objects.get(template="chat_sessions/question_received")
    assert TEXT in receipt.text
    assert "Received" in words(opened(ana).get(page_of(ana)))


def test_who_waits_in_line_keeps_the_question_until_the_place_comes():
    session = make_session(capacity=1)
    ben = place(session, "ben")
    ana = with_question(session)
    sign_ups.withdraw(ben)
    ana.refresh_from_db()
    assert ana.state == "offered" and not Question.objects.waiting().exists()
    sign_ups.accept_offer(ana)
    assert Question.objects.waiting().count() == 1


def test_a_place_that_was_never_confirmed_asks_nobody_but_the_text_stays():
    ana = with_question(make_session())
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        upkeep.settle_overdue_places()
    question = Question.objects.get()
    assert (question.state, question.text) == ("withdrawn", TEXT)
    lapsed = Message.objects.get(template="chat_sessions/lapsed", to=ana.email)
    assert "was not passed on" in " ".join(lapsed.text.split()) and TEXT not in lapsed.text


def test_who_gives_up_a_confirmed_place_leaves_the_questions():
    ana = sign_ups.confirm(with_question(make_session()))
    ask(ana)
    sign_ups.withdraw(ana)
    assert Question.objects.waiting().count() == 2


def test_questions_of_callers_wait_too():
    session = make_session()
    Question.objects.create(reference="ASK-2222-2222", session=session, text=TEXT)
    sign_up(session)
    assert Question.objects.waiting().count() == 1


def test_no_moderator_decides_about_it_before_the_place_is_confirmed():
    """Nothing is mailed to an address that nobody proved, and nothing of it is listed."""
    session = make_session()
    ana = with_question(session)
    question, other = Question.objects.get(), ask(place(session, "ben"))
    by, mails = moderator(), Message.objects.count()
    for verb in (
        lambda: triage.approve(question, by=by),
        lambda: triage.redirect(question, destination="city", by=by),
        lambda: declining.propose(question, reason="threat", by=by),
        lambda: merging.merge(question, other, by=by),
        lambda: merging.merge(other, question, by=by),
    ):
        with pytest.raises(ChatError, match="not confirmed yet"):
            verb()
    assert Message.objects.count() == mails
    client = client_of()
    board = client.get(reverse("admin:chat_sessions_chatsession_board", args=[session.pk]))
    assert TEXT not in words(board) and other.text in words(board)
    page = words(client.get(reverse("admin:chat_sessions_question_change", args=[question.pk])))
    assert "not confirmed yet" in page and ">Approve<" not in page
    sign_ups.confirm(ana)
    assert triage.approve(question, by=by)
