"""Questions of a CHAT session: asked and voted for without a script; every page in every state, at three widths."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import sign_up_token
from chat_sessions.enums import AnswerKind, QuestionState
from chat_sessions.models import Answer, ChatSession, Question, SignUp
from chat_sessions.services import questions
from tests.browser.conftest import check, tick
from tests.chat_sessions.builders import ask, make_session, place
from tests.chat_sessions.visitors import TEXT, answered, listed, many_listed, merge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session():
    return make_session()


def follow_mail(page, site, sign_up):
    """The personal link in a mail of this sign-up."""
    page.goto(f"{site}{reverse('chat:open', args=[sign_up_token(sign_up)])}")


def test_asked_voted_and_taken_back_without_a_script(site, browser, session):
    theirs = listed(place(session, "ben"))
    ana = place(session)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        follow_mail(page, site, ana)
        page.goto(f"{site}/chat/{session.number}/questions/ask/")
        page.locator("#id_text").fill("Can we have more crossing guards at our school?")
        page.locator("#id_topic").select_option("traffic")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Vote for this one instead").click()
        assert theirs.votes.get().sign_up == ana
        page.get_by_role("button", name="Take my vote back").click()
        assert not theirs.votes.exists()

        page.get_by_role("link", name="Ask a question").click()
        page.locator("#id_text").fill("Can we have more crossing guards at our school?")
        page.locator("#id_topic").select_option("traffic")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Ask mine anyway").click()
        mine = Question.objects.get(sign_up=ana)
        assert page.url == f"{site}{mine.get_absolute_url()}"
        page.get_by_role("link", name="Take it back").click()
        page.get_by_role("button", name="Yes, take it back").click()
    mine.refresh_from_db()
    assert mine.state == QuestionState.WITHDRAWN


@pytest.mark.once
def test_pages_for_everyone(site, page, session):
    ana, ben = place(session), place(session, "ben")
    here = f"{site}/chat/{session.number}"
    for address in ("questions/", "questions/ask/", "answers/"):
        page.goto(f"{here}/{address}")
        check(page, f"empty {address}")
    many_listed(session, 60)
    listed(ana, "Supercalifragilisticexpialidocious" * 6, shows_name=True)
    done = answered(ben, "학교 앞에 왜 경찰이 없나요?", language="ko")
    Answer.objects.update(links=f"https://example.com/{'long' * 40}", translation="열 명 더 뽑았습니다.")
    merge(ask(ana, "The same once more, please?"), done)
    answered(ana, "In writing, if you please?", kind=AnswerKind.WRITTEN, seconds=None)
    page.goto(f"{here}/questions/")
    check(page, "list")
    now = timezone.now()
    ChatSession.objects.update(ended_at=now, answers_published_at=now, recording_link="https://example.com/v.mp4")
    for address in ("questions/", "answers/"):
        page.goto(f"{here}/{address}")
        check(page, f"afterwards {address}")


@pytest.mark.once
def test_pages_of_the_asker(site, page, session):
    ana, ben = place(session), place(session, "ben")
    listed(ben)
    mine, returned, merged = ask(ana), ask(ana, "Why is John so loud?"), ask(ana, "And the school guards?")
    questions.change_state(returned, QuestionState.RETURNED, staff_note="Please leave out the name.")
    merge(merged, Question.objects.first())
    follow_mail(page, site, ana)
    page.goto(f"{site}/chat/{session.number}/questions/")
    check(page, "list with votes")
    page.get_by_role("button", name="Vote").first.click()
    check(page, "list, voted")
    page.goto(f"{site}/chat/{session.number}/questions/ask/")
    check(page, "ask")
    page.get_by_role("button", name="Go on").click()
    check(page, "ask with errors")
    page.locator("#id_text").fill(TEXT)
    page.locator("#id_topic").select_option("traffic")
    tick(page, "about my own case")
    page.get_by_role("button", name="Go on").click()
    check(page, "similar questions, and how to complain")
    for question in (mine, returned, merged):
        page.goto(site + question.get_absolute_url())
        check(page, f"question: {question.state}")
    for part in ("change/", "take-back/"):
        page.goto(f"{site}{returned.get_absolute_url()}{part}")
        check(page, part)


@pytest.mark.once
def test_the_survey(site, page, session):
    ana = place(session)
    SignUp.objects.update(joined_at=timezone.now(), surveyed_at=timezone.now() - timedelta(days=1))
    page.goto(f"{site}{reverse('chat:open_survey', args=[sign_up_token(ana)])}")
    check(page, "survey")
    page.get_by_role("button", name="Send my answers").click()
    check(page, "survey with errors")
    for number in range(5):
        page.locator("fieldset.scale").nth(number).locator("label", has_text="4").click()
    page.get_by_role("button", name="Send my answers").click()
    check(page, "survey, answered")
