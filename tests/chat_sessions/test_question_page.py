"""The page of one question: what became of it, in plain words, for its asker alone."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.enums import DeclineReason, Destination, QuestionState
from chat_sessions.models import ChatSession, Question
from chat_sessions.services import questions
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.builders import ask, make_session, moderator, place
from tests.chat_sessions.visitors import answered, browser_of, decline, listed, merge, typed
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def ana(session):
    return place(session)


def page_of(question):
    return words(browser_of(question.sign_up).get(question.get_absolute_url()))


def returned(question, note="Please leave out the name."):
    questions.change_state(question, QuestionState.RETURNED, staff_note=note)
    return question


def test_only_the_asker_opens_it(session, ana):
    question = ask(ana)
    ben = browser_of(place(session, "ben"))
    for client in (Client(), ben):
        for name in ("question", "change_question", "withdraw_question"):
            for method in (client.get, client.post):
                answer = method(reverse(f"chat:{name}", args=[question.reference]))
                assert answer.status_code in {302, 405} and answer.headers.get("Location", "/my/") == "/my/"
    question.refresh_from_db()
    assert question.state == QuestionState.RECEIVED
    page = browser_of(ana).get(question.get_absolute_url())
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store, private"


def test_the_link_in_its_mail_leads_to_it(ana):
    question = ask(ana)
    mail = Message.objects.get(template="chat_sessions/question_received")
    link = next(word for word in mail.text.split() if "/questions/" in word)
    assert "•••" in mail.masked_text() and link.partition("/open/")[2].split("/")[0] not in mail.masked_text()
    client = Client()
    opened = client.get(link)
    assert opened.headers["Location"] == question.get_absolute_url()
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(question.get_absolute_url()).status_code == 200
    assert Client().get(reverse("chat:open_question", args=["broken", question.reference])).status_code == 410


def test_it_says_what_became_of_it(session, ana):
    question = ask(ana)
    assert "within one business day" in page_of(question)
    questions.change_state(question, QuestionState.APPROVED)
    assert "others can vote for it" in page_of(question)
    questions.change_state(question, QuestionState.QUEUED, queue_position=1)
    assert "asked next" in page_of(question)
    questions.change_state(question, QuestionState.REDIRECTED, destination=Destination.REPORT, staff_note="Ask Lee.")
    page = page_of(question)
    assert "passed to" in page and "non-emergency line" in page and "Ask Lee." in page
    questions.change_state(question, QuestionState.REDIRECTED, destination=Destination.COMPLAINT)
    assert "file a complaint" in page_of(question)


def test_a_decline_says_why_and_that_criticism_is_no_reason(ana):
    question = ask(ana)
    decline(question, DeclineReason.PRIVATE_PERSON)
    page = page_of(question)
    assert "It names a private person." in page and "Criticism is never a reason" in page
    assert "ask in other words" in page and "/questions/ask/" in page
    for name in ("first", "second"):
        assert name.title() not in page


def test_a_merged_one_shows_the_words_that_are_asked_and_their_answer(session, ana):
    main = answered(place(session, "ben"), "How many crossing guards are there?", answer="There are forty.")
    question = ask(ana, "Are there crossing guards at all?")
    merge(question, main)
    page = page_of(question)
    assert "How many crossing guards are there?" in page and "There are forty." in page and "Chief Pat Doe" in page
    assert "Ben" not in page


def test_an_answer_that_is_not_reviewed_is_not_shown(session, ana):
    question = answered(ana, answer="Not yet read by anybody.")
    type(question.answer).objects.update(reviewed_at=None)
    page = page_of(question)
    assert "Answered in the session" in page and "Not yet read" not in page and "published after" in page


def test_what_came_back_is_changed_and_read_again(ana):
    question = returned(ask(ana, "Why is John Miller so loud at night?"))
    client = browser_of(ana)
    assert "Please leave out the name." in page_of(question)
    change = reverse("chat:change_question", args=[question.reference])
    form = words(client.get(change))
    assert "Why is John Miller so loud" in form and "Please leave out the name." in form

    assert "at least 10" in words(client.post(change, typed("short")))
    response = client.post(change, typed("Why are the nights so loud?", shows_name="yes"))

    assert response.headers["Location"] == question.get_absolute_url()
    question.refresh_from_db()
    assert (question.state, question.text, question.flags) == ("received", "Why are the nights so loud?", [])
    assert question.shows_name and question.events.last().note == "Why is John Miller so loud at night?"


def test_nothing_else_can_be_changed(session, ana):
    question = ask(ana)
    change = reverse("chat:change_question", args=[question.reference])
    client = browser_of(ana)
    assert client.get(change).headers["Location"] == question.get_absolute_url()
    assert "no longer be changed" in words(client.post(change, typed("Other words, all of a sudden?")))
    returned(question)
    ChatSession.objects.update(answers_published_at=timezone.now(), ended_at=timezone.now())
    question.session.refresh_from_db()
    with pytest.raises(ChatError, match="no longer be changed"):
        questions.change(question, {"text": "Too late for other words?"})


def test_a_translation_of_the_earlier_words_goes_with_them(ana):
    question = returned(ask(ana))
    type(question).objects.update(translation="Old words", translated_by="Lee")
    changed = questions.change(question, {"text": "Quite other words than before?"})
    changed.refresh_from_db()
    assert (changed.translation, changed.translated_by) == ("", "")


def test_it_is_taken_back_after_one_more_look_and_kept(ana):
    question = listed(ana)
    client = browser_of(ana)
    take_back = reverse("chat:withdraw_question", args=[question.reference])
    assert "Take your question back?" in words(client.get(take_back))
    question.refresh_from_db()
    assert question.state == QuestionState.APPROVED
    for _twice in range(2):
        assert client.post(take_back).headers["Location"] == question.get_absolute_url()
    question.refresh_from_db()
    assert question.state == QuestionState.WITHDRAWN and question.text and question.events.count() == 3
    assert "kept as a public record" in page_of(question)
    assert client.get(take_back).status_code == 302


def test_if_others_ask_the_same_it_stays_for_them_without_the_name(session, ana):
    question = listed(ana, shows_name=True)
    merge(ask(place(session, "ben"), "The same in other words?"), question)
    client = browser_of(ana)
    page = client.post(reverse("chat:withdraw_question", args=[question.reference]), follow=True)
    question.refresh_from_db()
    assert "Others ask the same" in words(page)
    assert question.state == QuestionState.APPROVED and not question.shows_name


def test_what_is_answered_or_declined_cannot_be_taken_back(session, ana):
    done = answered(ana)
    assert questions.withdraw(done).state == QuestionState.ANSWERED_LIVE
    assert moderator() and "Take it back" not in page_of(done)


@pytest.mark.parametrize("state", [QuestionState.APPROVED, QuestionState.QUEUED])
def test_what_there_was_no_time_for_waits_for_an_answer_in_writing(session, ana, state):
    question = listed(ana)
    position = 1 if state == QuestionState.QUEUED else None
    Question.objects.filter(pk=question.pk).update(state=state, queue_position=position)
    assert "Waiting for an answer in writing" not in page_of(question)
    with time_machine.travel(session.ends_at, tick=False):
        assert "Waiting for an answer in writing" in page_of(question)
        assert "asked next" not in page_of(question)
