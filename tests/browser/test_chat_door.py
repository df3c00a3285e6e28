"""CHAT with the Chief from the first page to the open door, and the same door for a forwarded mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat_sessions.enums import QuestionState
from chat_sessions.models import ChatSession, Question, SignUp
from chat_sessions.services import sign_ups
from tests.browser.conftest import check, tick
from tests.chat_sessions.builders import JOIN_LINK, ask, live_session, make_session, place, sign_up
from tests.chat_sessions.pages import newest_code, newest_link

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_from_the_first_page_through_the_door(site, page, browser):
    live_session(topic="Hiring and training", platform="Zoom")
    page.goto(f"{site}/chat/")
    page.get_by_role("main").get_by_role("link", name="Sign up").first.click()
    check(page, "sign up")
    press(page, "Sign up")
    check(page, "sign up with errors")
    page.get_by_label("Name or nickname").fill("Ana")
    page.get_by_label("Email address").fill("ana@example.com")
    page.get_by_label("Your first question").fill("Why are there so few crossing guards?")
    tick(page, "American Sign Language")
    tick(page, "I am 13 or older")
    tick(page, "I know this")
    press(page, "Sign up")
    check(page, "held")
    page.get_by_label("Six-digit code").fill(newest_code("ana@example.com"))
    press(page, "Confirm my place")
    check(page, "confirmed, door open")
    press(page, "Go in")
    check(page, "the way in")
    way_in = page.get_by_role("link", name="Continue to the meeting")
    assert way_in.get_attribute("href") == JOIN_LINK and way_in.get_attribute("rel") == "noreferrer"

    # The same mail, forwarded to a friend.
    friend = browser.new_context().new_page()
    friend.goto(site + newest_link("ana@example.com"))
    press(friend, "Go in")
    check(friend, "is this you?")
    assert JOIN_LINK not in friend.content()
    press(friend, "Mail me a code")
    friend.get_by_label("Six-digit code").fill("12")
    press(friend, "This is me")
    check(friend, "is this you? with a wrong code")
    friend.get_by_label("Six-digit code").fill(newest_code("ana@example.com", "door_code"))
    press(friend, "This is me")
    press(friend, "Go in")
    assert friend.get_by_role("link", name="Continue to the meeting").get_attribute("href") == JOIN_LINK


def make_every_phase():
    coming = make_session(agenda="One\nTwo", languages=["es", "ko"], has_asl=True, capacity=40)
    ask(place(coming, "zoe"))
    Question.objects.update(state=QuestionState.APPROVED)
    full = make_session(days=3, capacity=1)
    place(full, "ana")
    sign_up(full, "ben")
    make_session(days=30, opens_at=timezone.now() + timedelta(days=3))
    live_session()
    make_session(days=-1)
    done = make_session(days=-9, recording_link="https://video.example.com/1")
    gone = make_session(days=4)
    ChatSession.objects.filter(pk=done.pk).update(answers_published_at=timezone.now())
    ChatSession.objects.filter(pk=gone.pk).update(status="cancelled", cancelled_reason="The Chief is ill.")
    return full


def test_every_phase_and_every_state(site, page):
    full = make_every_phase()
    for address in ("/", "/chat/", *(f"/chat/{number}/" for number in range(1, 8)), "/chat/2/sign-up/"):
        page.goto(site + address)
        check(page, address)
    page.goto(f"{site}/chat/tell-me/")
    press(page, "Tell me about future sessions")
    check(page, "tell me with errors")
    page.get_by_label("Email address").fill("eve@example.com")
    press(page, "Tell me about future sessions")
    check(page, "tell me, sent")
    page.goto(site + newest_link("eve@example.com", "/chat/future/"))
    check(page, "confirm the wish")

    ana, ben = (SignUp.objects.get(session=full, name=name) for name in ("Ana", "Ben"))
    held = sign_up(ChatSession.objects.get(number=1), "cleo")
    for mine, name in ((held, "held, proved"), (ana, "confirmed"), (ben, "in line")):
        page.goto(site + newest_link(mine.email))
        check(page, name)
        page.goto(f"{site}{mine.get_absolute_url()}give-up/")
        check(page, f"{name}: give up")
    sign_ups.withdraw(ana)
    for mine, name in ((ana, "given up"), (ben, "offered")):
        page.goto(site + newest_link(mine.email))
        check(page, name)
