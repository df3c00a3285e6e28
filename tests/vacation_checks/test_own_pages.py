"""One request, for its owner alone: links, sessions, and what a stranger gets."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.links import make_token
from mailroom.models import Message
from tests.pages import words
from tests.programs.pages import newest_link
from tests.vacation_checks.builders import approved, client_of, make_request, submitted, user
from tests.vacation_checks.moments import again, back_since_yesterday
from tests.vacation_checks.own_pages import NAMES, address, just_sent, opened, page_of, proved
from vacation_checks.emails import REQUEST_LINK
from vacation_checks.models import RequestEvent, VacationCheckRequest
from vacation_checks.services import clock_upkeep, desk, endings, requests

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_the_link_is_exchanged_for_a_clean_address_and_nothing_is_cached():
    mine = approved()
    client = Client()
    answer = client.get(newest_link(mine.email, "/requests/open/"))
    assert answer.headers["Location"] == f"/requests/{mine.reference}/"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    for response in (answer, *(client.get(address(name, mine)) for name in ("request", "dates", "end"))):
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_no_address_says_what_it_is_about():
    phrase = ("vacation", "away", "empty", "home", "house", "return", "back", "trip")
    for name in NAMES:
        assert not any(word in address(name, "REQ-2222-2222") for word in phrase)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_my_requests_whether_the_reference_exists_or_not(client, name, method):
    mine, other = make_request(), approved(email="ben@example.com")
    strangers = [client, opened(other), client_of("desk"), client_of("officer")]
    for stranger in strangers:
        for reference in (mine.reference, "REQ-2222-2222", "nonsense"):
            got = getattr(stranger, method)(address(name, reference), {"code": "123456"})
            assert (got.status_code, got.headers.get("Location")) in {(302, "/my/"), (405, None)}
    assert (again(mine).state, again(other).state) == ("unconfirmed", "scheduled")


def test_control_the_owner_may():
    mine = make_request()
    opened(mine).post(address("confirm", mine))
    assert again(mine).state == "submitted"


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "a:b:c",
        make_token("registration", 1, timezone.now() + timedelta(days=1)),
        make_token(REQUEST_LINK, 999_999, timezone.now() + timedelta(days=1)),
        make_token(REQUEST_LINK, 1, timezone.now() - timedelta(days=1)),
    ],
    ids=["nonsense", "malformed", "other purpose", "nobody's", "expired"],
)
def test_wrong_foreign_and_expired_links_say_so_and_offer_a_new_one(client, token):
    answer = client.get(f"/requests/open/{token}/")
    assert answer.status_code == 410 and "Send me a new link" in words(answer)


def test_looking_changes_nothing_since_scanners_follow_links():
    for mine in (make_request(), approved(), approved(leaves=-2), back_since_yesterday()):
        client = opened(mine)
        stored = (again(mine).state, RequestEvent.objects.count(), Message.objects.count())
        for name in NAMES:
            assert client.get(address(name, mine)).status_code in {200, 302, 405}
        assert (again(mine).state, RequestEvent.objects.count(), Message.objects.count()) == stored


def test_who_has_just_sent_it_sees_it_but_does_nothing_without_the_mail():
    mine = make_request()
    client = just_sent(mine)
    page = page_of(mine, client)
    assert "show us that ana@example.com is yours" in page and "Change the dates" not in page
    for name in ("confirm", "answer", "dates", "extend", "end"):
        got = client.post(address(name, mine), {"answer": "x"}, follow=True)
        assert "Please use the link in our mail" in words(got)
    assert again(mine).state == "unconfirmed"


def test_a_proved_address_in_my_requests_opens_it():
    mine, client = approved(), proved("ana@example.com")
    listed = words(client.get("/my/"))
    assert f"Reference: {mine.reference}" in listed and "Approved. We begin on" in listed
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert proved("ben@example.com").get(mine.get_absolute_url()).headers["Location"] == "/my/"


def test_a_request_without_mail_opens_for_nobody():
    fields = {name: getattr(approved(), name) for name in FIELDS}
    mine = requests.submit(fields=fields | {"email": ""}, form_key="by-phone", by=user())
    for client in (Client(), proved(""), proved("ana@example.com")):
        assert client.get(mine.get_absolute_url()).headers["Location"] == "/my/"


FIELDS = ["name", "phone", "house", "zip_code", "acknowledgement", "signature",
          "leaves_on", "leaves_at", "returns_on", "returns_at"]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "phrase"),
    [
        (lambda: endings.end(approved()), "Your request is cancelled"),
        (lambda: endings.end(approved(leaves=-2)), "Welcome home"),
        (lambda: desk.decline(submitted(), "outside", by=user()), "The home is not in the City of Torrance."),
    ],
)
def test_a_link_after_the_end_still_opens_the_page(make, phrase):
    mine = make()
    assert phrase in page_of(mine)
    assert "Change the dates" not in page_of(mine)


def test_a_sealed_request_shows_nothing_any_more():
    mine = endings.end(approved(leaves=-2))
    client = opened(mine)
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        VacationCheckRequest.objects.filter(pk=mine.pk).update(ended_at=timezone.now() - timedelta(days=8))
        clock_upkeep.seal_ended()
        for got in (client.get(mine.get_absolute_url()), client.post(address("end", mine))):
            page = words(got)
            assert "This request is closed" in page and "SARTORI" not in page
            assert "no-store" in got.headers["Cache-Control"]
        assert mine.reference not in words(proved("ana@example.com").get("/my/"))
