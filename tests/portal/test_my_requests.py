"""My requests: the address is proved by a link or a code, and the answer never tells whether it is known."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.guards import new_form_key
from mailroom.models import Message
from programs.services import registrations
from tests.pages import words
from tests.programs.builders import make_offering, seated, sign_up
from tests.programs.pages import newest_code, newest_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def ask(client, email="ana@example.com"):
    return client.post("/my/", {"email": email, "form_key": new_form_key(), "leave_empty": ""}, follow=True)


def sign_in(client, email="ana@example.com"):
    ask(client, email)
    return client.post("/my/code/", {"code": newest_code(email)}, follow=True)


def test_by_code_to_everything_that_this_address_has(client):
    full = make_offering(capacity=1)
    ana = seated(full, "ana")
    sister = sign_up(full, "eva", email="ana@example.com")
    gone = registrations.withdraw(seated(make_offering(number=46), "ana", form_key="other"))
    stranger = sign_up(full, "ben")

    page = words(sign_in(client))
    for mine in (ana, sister, gone):
        assert mine.reference in page
    assert stranger.reference not in page
    assert "Your seat is confirmed." in page
    assert "You are number 1 in line." in page
    assert "You gave up your place." in page
    assert client.get(ana.get_absolute_url()).status_code == 200
    assert client.get(stranger.get_absolute_url()).headers["Location"] == "/my/"


def test_by_link_and_only_the_button_uses_it_up():
    ana = seated(make_offering())
    ask(Client())
    link = newest_link("ana@example.com", "/my/link/")
    scanner, reader, thief = Client(), Client(), Client()
    for browser in (scanner, reader, thief):
        assert "Open My requests" in words(browser.get(link, follow=True))
    assert ana.reference in words(reader.post("/my/open/", follow=True))
    answer = thief.post("/my/open/", follow=True)
    assert answer.status_code == 410 and ana.reference not in words(answer)


def shown(response, address):
    """The page without what differs from one showing to the next."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(response))
    return page.replace(address, "ADDRESS")


def test_known_and_unknown_addresses_get_the_same_answer_and_a_mail(client):
    seated(make_offering())
    known, unknown = ask(client), ask(Client(), "nobody@example.com")
    assert shown(known, "ana@example.com") == shown(unknown, "nobody@example.com")
    assert Message.objects.filter(template="portal/sign_in").count() == 2
    assert "There is nothing under this address yet." in words(sign_in(Client(), "nobody@example.com"))


def test_the_code_of_another_address_opens_nothing(client):
    seated(make_offering())
    ask(Client(), "ben@example.com")
    ask(client)
    answer = client.post("/my/code/", {"code": newest_code("ben@example.com")})
    assert "This code is not right" in words(answer)


@pytest.mark.parametrize("code", ["", "abc", "12345", "١٢٣٤٥٦", "9" * 300_000, "\x00" * 6, "12 34 56 78"])
def test_a_wrong_code_is_answered_in_words(client, code):
    ask(client)
    answer = client.post("/my/code/", {"code": code})
    assert answer.status_code == 200 and "There is a problem" in words(answer)


def test_links_and_codes_end_after_half_an_hour(client):
    ask(client)
    link, code = newest_link("ana@example.com", "/my/link/"), newest_code("ana@example.com")
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        assert Client().get(link).status_code == 410
        assert "This code is not right" in words(client.post("/my/code/", {"code": code}))


def test_signing_out_and_an_hour_end_it(client):
    seated(make_offering())
    sign_in(client)
    assert "Sign out" in words(client.get("/my/"))
    client.post("/my/sign-out/")
    assert "Sign out" not in words(client.get("/my/"))
    sign_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        assert "Sign out" not in words(client.get("/my/"))


def test_a_stranger_cannot_flood_a_mailbox(settings):
    settings.RATE_LIMITS_ON = True
    for _ in range(20):
        key = new_form_key()
        with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=True):
            client = Client(REMOTE_ADDR=f"203.0.113.{_}")
            client.post("/my/", {"email": "ana@example.com", "form_key": key, "leave_empty": ""})
    assert Message.objects.count() == 12


def test_personal_pages_are_kept_by_no_cache(client):
    seated(make_offering())
    for response in (ask(client), sign_in(client), client.get("/my/")):
        assert "no-store" in response.headers["Cache-Control"]
