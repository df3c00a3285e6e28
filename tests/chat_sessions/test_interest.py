""" "Tell me about future sessions": confirmed by mail, told of each new one once, until they say stop."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat_sessions.models import ChatSession, SessionInterest
from chat_sessions.services import interest
from core.guards import new_form_key
from mailroom.models import Message
from tests.chat_sessions.builders import make_session
from tests.chat_sessions.pages import newest_link
from tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]
ANA = "ana@example.com"


def wish(client, address=ANA):
    answers = {"email": address, "language": "en", "form_key": new_form_key(), "leave_empty": ""}
    return client.post("/chat/tell-me/", answers)


def told():
    return Message.objects.filter(template="chat_sessions/new_session").count()


def confirmed(client):
    wish(client)
    client.get(newest_link(ANA, "/chat/future/"))
    client.post("/chat/future/")


def test_only_the_owner_of_the_address_switches_it_on(client):
    for address in (ANA, "ANA@example.com"):
        assert "Please confirm your address" in words(wish(client, address))
    make_session()
    interest.tell_of_new_sessions()
    assert SessionInterest.objects.get().confirmed_at is None and told() == 0

    answer = client.get(newest_link(ANA, "/chat/future/"))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Shall we write to ana@example.com" in words(client.get("/chat/future/"))
    assert "Thank you." in words(client.post("/chat/future/", follow=True))
    assert SessionInterest.objects.get().confirmed_at


def test_each_new_session_is_told_once_and_the_same_mail_stops_it(client):
    confirmed(client)
    make_session()
    for _ in range(2):
        interest.tell_of_new_sessions()
    assert told() == 1
    make_session(days=30)
    interest.tell_of_new_sessions()
    assert told() == 2
    mail = Message.objects.filter(template="chat_sessions/new_session").latest("pk")
    assert "/chat/2/" in mail.html and "Stop these mails" in mail.text

    other = Client()
    other.get(newest_link(ANA, "/chat/future/"))
    assert "Done." in words(other.post("/chat/future/", {"forget": "yes"}, follow=True))
    make_session(days=40)
    interest.tell_of_new_sessions()
    assert told() == 2 and not SessionInterest.objects.exists()
    assert other.get("/chat/future/").status_code == 410


def test_drafts_cancelled_and_past_ones_are_told_to_nobody(client):
    confirmed(client)
    make_session(status="draft")
    make_session(days=-1)
    cancelled = make_session()
    ChatSession.objects.filter(pk=cancelled.pk).update(status="cancelled", cancelled_reason="Ill.")
    interest.tell_of_new_sessions()
    assert told() == 0
    make_session(opens_at=timezone.now() + timedelta(days=1))
    interest.tell_of_new_sessions()
    assert told() == 1


def test_whoever_asks_learns_nothing_about_an_address_and_a_wrong_one_is_refused_in_words(client):
    first = words(wish(client))
    SessionInterest.objects.update(confirmed_at=timezone.now())
    mails = Message.objects.count()
    assert words(wish(client)) == first and Message.objects.count() == mails
    assert "valid email address" in words(wish(client, "nobody"))
    assert client.get("/chat/future/").status_code == 410


def test_looking_again_costs_the_same_however_many_have_a_wish(client, django_assert_max_num_queries):
    make_session()
    for number in range(30):
        SessionInterest.objects.create(email=f"p{number}@example.com", confirmed_at=timezone.now())
    interest.tell_of_new_sessions()
    assert told() == 30
    with django_assert_max_num_queries(3):
        interest.tell_of_new_sessions()
