"""Asking a question: who may, what is taken, what is refused and how it is said."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from chat_sessions.enums import QuestionState
from chat_sessions.models import Question
from chat_sessions.services import questions, sign_ups
from chat_sessions.services.errors import ChatError
from core.limits import LIMITS
from mailroom.models import Message
from tests.chat_sessions.builders import ask, live_session, make_session, place, sign_up
from tests.chat_sessions.visitors import TEXT, ask_page, browser_of, list_page, listed, send, typed
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.RATE_LIMITS_ON = False


def test_a_question_is_taken_and_the_asker_is_told():
    session = make_session()
    client = browser_of(place(session))
    page = words(client.get(ask_page(session)))
    for phrase in ("Call 911", "public records", "your name and your mail address", "Criticism is welcome"):
        assert phrase in page

    response = send(client, session, shows_name="yes", wants_writing="on")

    question = Question.objects.get()
    assert response.headers["Location"] == question.get_absolute_url()
    assert (question.text, question.state, question.topic) == (TEXT, QuestionState.RECEIVED, "traffic")
    assert question.shows_name and question.wants_writing and not question.is_own_case
    assert "one business day" in words(client.get(question.get_absolute_url()))
    assert Message.objects.filter(template="chat_sessions/question_received", to="ana@example.com").count() == 1


def test_who_is_not_signed_up_is_led_there_and_loses_no_word():
    session = make_session()
    stranger = Client()
    page = stranger.get(ask_page(session))
    assert page.status_code == 200 and f"/chat/{session.number}/sign-up/" in words(page) and "/my/" in words(page)
    refused = send(stranger, session)
    assert refused.status_code == 403 and TEXT in words(refused)
    assert not Question.objects.exists()


def test_a_place_that_is_not_confirmed_and_one_of_another_session_ask_nothing():
    session, other = make_session(), make_session()
    for held in (browser_of(sign_up(session)), browser_of(place(other, "ben"))):
        assert send(held, session).status_code == 403
    assert "as soon as your place" in words(browser_of(sign_up(session, "cleo")).get(ask_page(session)))
    gone = place(session, "dan")
    client = browser_of(gone)
    sign_ups.withdraw(gone)
    assert send(client, session).status_code == 403
    assert not Question.objects.exists()


def test_a_sign_up_that_was_only_begun_in_this_browser_proves_no_address():
    """Somebody typed the address of another person, who then confirmed."""
    session = make_session()
    mine = place(session)
    client = Client()
    session_of_browser = client.session
    session_of_browser["opened_records"] = {f"chat-sign-up:{mine.pk}": timezone.now().timestamp() + 3600}
    session_of_browser.save()
    assert send(client, session).status_code == 403


def test_the_same_form_sent_twice_is_one_question():
    session = make_session()
    client, form = browser_of(place(session)), typed()
    first, second = client.post(ask_page(session), form), client.post(ask_page(session), form)
    assert first.headers["Location"] == second.headers["Location"] and Question.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [({"text": "Why not?"}, "at least 10"), ({"text": "x" * 600}, "up to 500"), ({"text": "\u200b" * 20}, "required"),
     ({"text": "a\x00b" * 9}, "hidden character"), ({"text": "\u202egnp.exe" * 5}, "hidden character"),
     ({"language": "xx"}, "Select a valid choice"), ({"topic": ""}, "required"), ({"shows_name": "?"}, "valid choice")],
)  # fmt: skip
def test_what_cannot_be_taken_comes_back_with_what_was_typed(bad, said):
    session = make_session()
    page = browser_of(place(session)).post(ask_page(session), typed("A text that is long enough.") | bad)
    assert page.status_code == 200 and said in words(page) and "There is a problem" in words(page)
    if "text" not in bad:
        assert "A text that is long enough." in words(page)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["=1+1; DROP TABLE 🙂🙂🙂", "مرحبا، لماذا لا توجد دوريات أكثر؟", "학교 앞에 왜 경찰이 없나요 정말", "x" * 500,
     "<script>alert(1)</script>", "Line one\r\n" * 50],
)  # fmt: skip
def test_any_writing_is_kept_as_it_was_typed(text):
    session = make_session()
    client = browser_of(place(session))
    assert send(client, session, text, language="ko").status_code == 302
    question = Question.objects.get()
    assert question.text == text.replace("\r\n", "\n").strip()
    page = client.get(question.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and 'lang="ko"' in page


def test_five_hundred_characters_with_line_breaks_are_five_hundred():
    session = make_session()
    assert send(browser_of(place(session)), session, ("x" * 49 + "\r\n") * 10).status_code == 302


def test_the_second_of_closing_is_too_late_and_one_before_is_in_time():
    session = live_session()
    mine = place(session)
    with time_machine.travel(session.ends_at - timedelta(seconds=1), tick=False):
        ask(mine, "In time: is it still taken?")
    with time_machine.travel(session.ends_at, tick=False):
        client = browser_of(mine)
        late = send(client, session, "Too late: is it still taken?")
        assert "no more questions" in words(late) and "Too late: is it" in words(late)
        assert client.get(ask_page(session)).headers["Location"] == list_page(session)
        with pytest.raises(ChatError, match="no more questions"):
            ask(mine, "Too late by another way")
    assert Question.objects.count() == 1


def test_an_own_case_shows_the_complaint_process_before_and_after():
    session = make_session()
    client, form = browser_of(place(session)), typed("An officer was rude to me last week.", is_own_case="on")
    before = client.post(ask_page(session), form)
    for phrase in ("file a complaint", "310", "What happens", "Who sees it", "taken all the same"):
        assert phrase in words(before)
    assert not Question.objects.exists()
    sent = client.post(ask_page(session), form | {"step": "send"})
    assert Question.objects.get().is_own_case
    assert "file a complaint" in words(client.get(sent.headers["Location"]))
    assert "watch commander" in Message.objects.get(template="chat_sessions/question_received").text


def test_similar_questions_are_shown_and_each_way_on_works():
    session = make_session()
    theirs = listed(place(session, "ben"))
    mine = place(session)
    client, form = browser_of(mine), typed("Can we have more crossing guards at our school?")
    step = words(client.post(ask_page(session), form))
    assert TEXT in step and "Vote for this one instead" in step and "Ask mine anyway" in step
    assert Question.objects.count() == 1

    again = words(client.post(ask_page(session), form | {"step": "edit"}))
    assert "Can we have more crossing guards" in again and "There is a problem" not in again
    voted = client.post(list_page(session), {"vote": theirs.reference})
    assert voted.status_code == 302 and theirs.votes.get().sign_up == mine
    assert client.post(ask_page(session), form | {"step": "send"}).status_code == 302
    assert Question.objects.count() == 2


def test_what_is_not_listed_is_not_suggested_nor_the_own_question():
    session = make_session()
    mine = place(session)
    ask(place(session, "ben"))
    listed(mine)
    assert send(browser_of(mine), session, "Why so few crossing guards at the schools?").status_code == 302


def test_one_person_and_one_address_ask_only_so_often(settings):
    settings.RATE_LIMITS_ON = True
    session = make_session()
    ana, ben = browser_of(place(session, "ana")), browser_of(place(session, "ben"))
    most = LIMITS["question-of"][0]

    def sent(client, number):
        with time_machine.travel(timezone.now() - timedelta(minutes=1)):
            form = typed(f"{number}{chr(97 + number) * 12}")
        return client.post(ask_page(session), form).status_code

    assert [sent(ana, number) for number in range(most + 1)] == [302] * most + [429]
    assert sent(ben, 20) == 302
    settings.RATE_LIMITS_ON = False  # the control
    assert sent(ana, 21) == 302


def test_one_address_asks_only_so_often(settings, monkeypatch):
    settings.RATE_LIMITS_ON = True
    monkeypatch.setitem(LIMITS, "question", (1, timedelta(hours=1)))
    session = make_session()
    outcomes = []
    for name in ("ana", "ben"):
        client = browser_of(place(session, name))
        with time_machine.travel(timezone.now() - timedelta(minutes=1)):
            form = typed(f"A question of {name}")
        outcomes.append(client.post(ask_page(session), form).status_code)
    assert outcomes == [302, 429]


def test_the_trap_for_bots_takes_nothing():
    session = make_session()
    page = send(browser_of(place(session)), session, leave_empty="spam")
    assert page.status_code == 200 and not Question.objects.exists()


def test_a_question_needs_a_session_that_residents_may_know_of():
    draft = make_session(status="draft")
    assert Client().get(ask_page(draft)).status_code == 404
    assert Client().get("/chat/99999999999999999999999/questions/ask/").status_code == 404
    cancelled = make_session()
    mine = place(cancelled)
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled", cancelled_reason="Flood.")
    assert "no more questions" in words(send(browser_of(mine), cancelled))
    assert questions.can_change(Question(session=draft, state="received")) is False
