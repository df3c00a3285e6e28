"""The list of questions: what it shows to whom, in which order, and how quickly."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from chat_sessions.models import ChatSession
from chat_sessions.services import questions, votes
from tests.chat_sessions.builders import JOIN_LINK, ask, live_session, make_session, place
from tests.chat_sessions.visitors import TEXT, browser_of, list_page, listed, many_listed, merge
from tests.pages import words
from tests.volume import few

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def references(response):
    return re.findall(r'class="question" id="(ASK-[\w-]+)"', response.content.decode())


def test_it_shows_what_a_moderator_listed_and_names_only_who_said_yes():
    session = make_session()
    ana, ben = place(session, "ana"), place(session, "benedikt")
    listed(ana, "A question with a name on it?", shows_name=True)
    main = listed(ben, "A question without a name?")
    merge(ask(ana, "Without a name, too?"), main)
    ask(ana, "Nobody has read this one yet.")
    page = Client().get(list_page(session))
    text = words(page)
    assert "Asked by Ana" in text and "Benedikt" not in text and "Asked by 2 people" in text
    assert "Nobody has read" not in text and "Without a name, too?" not in text
    assert 'name="vote"' not in text and "Sign up to vote" in text and JOIN_LINK not in text
    assert "ana@example.com" not in text and "no-store" not in page.headers.get("Cache-Control", "")


def test_the_original_and_its_translation_are_both_shown():
    session = make_session()
    question = listed(place(session), "학교 앞에 왜 경찰이 없나요", language="ko")
    type(question).objects.filter(pk=question.pk).update(translation="Why are there no police at the school?")
    text = words(Client().get(list_page(session)))
    assert 'lang="ko" dir="auto">학교 앞에' in text and 'lang="en"' in text and "Why are there no police" in text


def test_the_own_page_is_kept_by_nobody_and_marks_the_own_question():
    session = make_session()
    ana = place(session)
    listed(ana)
    page = browser_of(ana).get(list_page(session))
    assert "no-store" in page.headers["Cache-Control"] and "Your question" in words(page)
    assert 'name="vote"' not in words(page)


def test_the_order_is_shuffled_the_same_for_an_hour_and_another_for_another_reader():
    session = make_session()
    many_listed(session, 12)
    ana, ben = browser_of(place(session, "ana")), browser_of(place(session, "ben"))
    noon = timezone.now().replace(minute=5, second=0, microsecond=0)
    with time_machine.travel(noon, tick=False) as clock:
        first = references(ana.get(list_page(session)))
        clock.shift(timedelta(minutes=50))
        assert references(ana.get(list_page(session))) == first
        others = [references(ben.get(list_page(session))), references(Client().get(list_page(session)))]
        clock.shift(timedelta(minutes=10))
        others.append(references(Client().get(list_page(session))))
    asked = [question.reference for question in session.questions.all()]
    assert all(sorted(order) == sorted(asked) for order in (first, *others))
    assert len({tuple(order) for order in (first, *others, asked)}) == 5


def test_from_the_start_of_the_session_the_most_wanted_goes_first():
    session = live_session()
    ana, ben = place(session, "ana"), place(session, "ben")
    alone, voted, merged = (listed(ana, f"Question number {number}?") for number in range(3))
    votes.vote(ben, voted)
    merge(ask(ben, "The same once more?"), merged)
    merge(ask(ben, "And the same again?"), merged)
    page = Client().get(list_page(session))
    assert references(page) == [merged.reference, voted.reference, alone.reference]
    assert "The most wanted first." in words(page)


def test_five_hundred_questions_are_on_ten_pages_and_each_on_one():
    session = make_session()
    many_listed(session, 500)
    client = browser_of(place(session))
    pages = [references(client.get(list_page(session), {"page": number})) for number in range(1, 11)]
    assert [len(page) for page in pages] == [50] * 10 and len({each for page in pages for each in page}) == 500
    for odd in ("0", "99", "x", "²", "a\x00b"):
        assert client.get(list_page(session), {"page": odd}).status_code == 200


@pytest.mark.parametrize("number", few([1, 3, 300]))
def test_the_queries_do_not_grow_with_the_questions(number, django_assert_num_queries):
    session = make_session()
    many_listed(session, number)
    client = browser_of(place(session))
    client.get(list_page(session))
    # The browser's session, the sign-up with its CHAT session, the questions, the own votes.
    with django_assert_num_queries(4):
        assert client.get(list_page(session)).status_code == 200
    with django_assert_num_queries(2):
        assert Client().get(list_page(session)).status_code == 200


def test_what_is_the_same_for_everyone_is_asked_once_in_a_while(settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 60
    session = make_session()
    question = listed(place(session))
    ben, cleo = browser_of(place(session, "ben")), browser_of(place(session, "cleo"))
    ben.get(list_page(session))
    with django_assert_num_queries(3):
        assert "0 votes" in words(cleo.get(list_page(session)))
    # Whoever has just voted sees it at once, and so do others from then on.
    ben.post(list_page(session), {"vote": question.reference})
    assert "1 vote" in words(ben.get(list_page(session)))
    assert "1 vote" in words(cleo.get(list_page(session)))
    Client().get(list_page(session))
    with django_assert_num_queries(0):
        Client().get(list_page(session))


def test_what_the_page_says_when_there_is_nothing_to_list():
    empty, hidden, cancelled = make_session(), make_session(public_list=False), make_session()
    listed(place(hidden))
    ChatSession.objects.filter(pk=cancelled.pk).update(status="cancelled", cancelled_reason="Flood.")
    assert "No question is on the list yet" in words(Client().get(list_page(empty)))
    page = words(Client().get(list_page(hidden)))
    assert "are not listed" in page and TEXT not in page
    assert "was cancelled" in words(Client().get(list_page(cancelled)))
    assert Client().get(list_page(make_session(status="draft"))).status_code == 404
    assert Client().get(f"/chat/{'9' * 40}/questions/").status_code == 404


def test_one_that_is_taken_back_leaves_the_list():
    session = make_session()
    question = listed(place(session))
    questions.withdraw(question)
    assert references(Client().get(list_page(session))) == []
