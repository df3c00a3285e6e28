"""A page that is the same for everyone is made once in a while, and shows nobody what is another's."""

from itertools import count

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from core.pages import same_for_a_moment, same_for_everyone

pytestmark = pytest.mark.urls(__name__)
made = count(1)


@same_for_everyone
def page(request):
    told = ", ".join(str(message) for message in messages.get_messages(request))
    return HttpResponse(f"{next(made)} {told}")


def sign_out(request):
    messages.success(request, "You are signed out.")
    return HttpResponse("done")


def part(request):
    number = same_for_a_moment(request, "tests:part", lambda: next(made))
    list(messages.get_messages(request))
    return HttpResponse(str(number))


urlpatterns = [path("page/", page), path("sign-out/", sign_out), path("part/", part)]


@pytest.fixture(autouse=True)
def a_minute(settings):
    settings.PAGE_CACHE_SECONDS = 60


def seen(client=None, query=""):
    return (client or Client()).get(f"/page/{query}").content.decode()


def test_everybody_sees_the_page_that_was_made_once():
    assert seen() == seen() == seen()


def test_control_switched_off_it_is_made_each_time(settings):
    settings.PAGE_CACHE_SECONDS = 0
    assert len({seen(), seen(), seen()}) == 3


def test_whom_a_message_waits_for_is_told_and_nobody_else():
    before = seen()
    client = Client()
    client.get("/sign-out/")
    assert "You are signed out." in seen(client)
    assert seen() == before


def test_a_message_is_told_even_when_nobody_asked_for_the_page_before():
    client = Client()
    client.get("/sign-out/")
    assert "You are signed out." in seen(client)
    assert "signed out" not in seen()


def test_another_query_is_another_page():
    assert seen(query="?a=1") != seen(query="?a=2")


def test_a_post_is_never_answered_from_the_cache():
    client = Client()
    assert client.post("/page/").content != client.post("/page/").content


def seen_part(client=None):
    return (client or Client()).get("/part/").content


def test_a_part_that_is_the_same_for_everyone_is_made_once_in_a_while(settings):
    assert seen_part() == seen_part()
    settings.PAGE_CACHE_SECONDS = 0  # the control
    assert len({seen_part(), seen_part(), seen_part()}) == 3


def test_who_has_just_done_something_has_the_part_made_anew_for_all():
    before = seen_part()
    client = Client()
    client.get("/sign-out/")
    after = seen_part(client)
    assert after != before and seen_part() == after
