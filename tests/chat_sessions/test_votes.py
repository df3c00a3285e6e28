"""Votes: one a person and question, taken back at will, and counted only for those who still take part."""

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from chat_sessions.enums import QuestionState
from chat_sessions.models import Question, SignUp, Vote
from chat_sessions.services import questions, sign_ups, votes
from chat_sessions.services.errors import ChatError
from core.limits import LIMITS
from tests.chat_sessions.builders import ask, make_session, place, sign_up
from tests.chat_sessions.visitors import browser_of, list_page, listed, people
from tests.pages import words
from tests.races import MOST_ROUNDS, at_once, slow_to_write

pytestmark = pytest.mark.django_db


def counted(session):
    return {entry.reference: entry.votes for entry in votes.listed(session)}


def test_a_vote_is_one_however_often_and_can_be_taken_back():
    session = make_session()
    question, ben = listed(place(session)), place(session, "ben")
    for _again in range(3):
        votes.vote(ben, question)
    assert counted(session) == {question.reference: 1}
    for _again in range(2):
        votes.take_back(ben, question)
    assert counted(session) == {question.reference: 0}


def test_from_the_page_without_a_script():
    session = make_session()
    ana, ben = place(session), place(session, "ben")
    question, another = listed(ana), listed(ana, "Another question, without a vote?")
    client = browser_of(ben)
    assert f'name="vote" value="{question.reference}"' in words(client.get(list_page(session)))
    back = client.post(list_page(session), {"vote": question.reference, "page": "1"})
    assert back.headers["Location"] == f"{list_page(session)}?page=1#{question.reference}"
    page = words(client.get(list_page(session)))
    assert "<strong>1 vote</strong>" in page and "You vote for this" in page and 'name="take_back"' in page
    assert page.count('name="take_back"') == 1 and f'name="vote" value="{another.reference}"' in page
    client.post(list_page(session), {"take_back": question.reference})
    assert "0 votes" in words(client.get(list_page(session)))


def test_looking_votes_for_nothing():
    session = make_session()
    question, ben = listed(place(session)), place(session, "ben")
    browser_of(ben).get(list_page(session), {"vote": question.reference})
    assert not Vote.objects.exists()


def test_who_is_not_signed_up_and_confirmed_votes_for_nothing():
    session, other = make_session(), make_session()
    question = listed(place(session))
    for client in (Client(), browser_of(sign_up(session, "held")), browser_of(place(other, "ben"))):
        assert client.post(list_page(session), {"vote": question.reference}).status_code == 302
        assert 'name="vote"' not in words(client.get(list_page(session)))
    for stranger in (sign_up(session, "cleo"), place(other, "dan")):
        with pytest.raises(ChatError, match="sign up"):
            votes.vote(stranger, question)
    assert not Vote.objects.exists()


def test_only_what_is_listed_and_not_the_own_question():
    session = make_session()
    ana, ben = place(session), place(session, "ben")
    mine, waiting = listed(ana), ask(ana, "Not on the list yet, is it?")
    with pytest.raises(ChatError, match="your own"):
        votes.vote(ana, mine)
    with pytest.raises(ChatError, match="not on the list"):
        votes.vote(ben, waiting)
    questions.withdraw(mine)
    page = browser_of(ben).post(list_page(session), {"vote": mine.reference}, follow=True)
    assert "not on the list any more" in words(page) and not Vote.objects.exists()


@pytest.mark.parametrize("value", ["", "ASK-0000-0000", "a\x00b", "🙂" * 900])
def test_a_vote_for_nothing_says_so(value):
    session = make_session()
    page = browser_of(place(session)).post(list_page(session), {"vote": value, "page": "²"}, follow=True)
    assert page.status_code == 200 and "not on the list any more" in words(page)


def test_votes_end_with_the_session():
    session = make_session()
    question, ben = listed(place(session)), place(session, "ben")
    votes.vote(ben, question)
    with time_machine.travel(session.ends_at, tick=False):
        for verb in (votes.vote, votes.take_back):
            with pytest.raises(ChatError, match="over"):
                verb(ben, question)
        page = words(browser_of(ben).get(list_page(session)))
        assert "You voted for this" in page and 'name="take_back"' not in page
    assert counted(session) == {question.reference: 1}


def test_votes_of_those_who_gave_up_or_were_removed_do_not_count():
    session = make_session()
    question = listed(place(session))
    voters = people(session, 3)
    for voter in voters:
        votes.vote(voter, question)
    sign_ups.withdraw(voters[0])
    SignUp.objects.filter(pk=voters[1].pk).update(state="declined")
    assert counted(session) == {question.reference: 1} and Vote.objects.count() == 3


def test_one_person_and_one_address_vote_only_so_often(settings, monkeypatch):
    settings.RATE_LIMITS_ON = True
    monkeypatch.setitem(LIMITS, "vote-of", (2, LIMITS["vote-of"][1]))
    session = make_session()
    question = listed(place(session))
    ben, cleo = browser_of(place(session, "ben")), browser_of(place(session, "cleo"))

    def vote(client):
        return client.post(list_page(session), {"vote": question.reference}).status_code

    assert [vote(ben) for _ in range(3)] == [302, 302, 429] and vote(cleo) == 302
    monkeypatch.setitem(LIMITS, "vote", (1, LIMITS["vote"][1]))
    assert vote(cleo) == 429
    settings.RATE_LIMITS_ON = False  # the control
    assert vote(ben) == 302


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_clicks_of_one_person_at_once_are_one_vote():
    session = make_session()
    question, ben = listed(place(session)), place(session, "ben")
    for _round in range(3):
        at_once(lambda _: votes.vote(ben, question), range(20))
        assert Vote.objects.count() == 1
        Vote.objects.all().delete()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_only_the_constraint_stops_the_second_vote(monkeypatch):
    session = make_session()
    question, ben = listed(place(session)), place(session, "ben")

    def look_then_write(_):
        try:
            if not Vote.objects.filter(question=question, sign_up=ben).exists():
                Vote.objects.create(question=question, sign_up=ben, at=timezone.now())
        except IntegrityError:
            return "second"
        return "done"

    def one_round():
        Vote.objects.all().delete()
        return at_once(look_then_write, range(20))

    slow_to_write(monkeypatch)
    assert any("second" in one_round() for _ in range(MOST_ROUNDS))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_vote_never_comes_after_its_question_has_left_the_list():
    session = make_session()
    question = listed(place(session))
    voters = people(session, 9)

    def vote_or_take_away(number):
        if number == 4:
            return questions.withdraw(question).state
        try:
            return votes.vote(voters[number], question)
        except ChatError:
            return "refused"

    outcomes = at_once(vote_or_take_away, range(9))
    assert Question.objects.get().state == QuestionState.WITHDRAWN
    assert Vote.objects.count() == 8 - outcomes.count("refused")
