"""From the four boxes to a sent request, page by page."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from tests.pages import words
from tests.programs.pages import newest_link
from tests.vacation_checks.asking import (
    NAMES,
    answers,
    begun,
    draft,
    errors,
    holding,
    known_streets,
    page,
    post,
    send,
    tick_boxes,
)
from vacation_checks.enums import Jurisdiction, RequestState
from vacation_checks.models import RequestDraft, VacationCheckRequest

pytestmark = pytest.mark.django_db

CHECK = reverse("vacation:check")


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_the_page_for_everybody_has_the_rules_and_no_cookie(client):
    response = client.get(reverse("vacation:about"))
    for phrase in ("3 business days", "From 3 to 30 nights", "Up to 90 nights", "random times", "Safe at Home",
                  "Before you go", "(310) 618-5688", "Ask for a check"):  # fmt: skip
        assert phrase in words(response), phrase
    assert not response.cookies


def test_all_steps_become_one_request(client):
    known_streets()
    assert tick_boxes(client)["Location"] == page("you")
    for number, step in enumerate(NAMES):
        assert post(client, step)["Location"] == [*map(page, NAMES[1:]), CHECK][number]
    checked = words(client.get(CHECK))
    for phrase in ("1234 SARTORI AVE", "森 健二", "(310) 555-0111", "Green Thumb, Gardener", "8ABC123", "Has a key"):
        assert phrase in checked, phrase
    sent = send(client)
    made = VacationCheckRequest.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, made.get_absolute_url())
    assert (made.state, made.house, made.unit, made.zip_code) == (
        RequestState.UNCONFIRMED, "1234 SARTORI AVE", "", "90501",
    )  # fmt: skip
    assert (made.phone, made.details["other_phone"]) == ("+13105550100", "+819012345678")
    assert (made.returns_on, made.returns_at) == (timezone.localdate() + timedelta(days=27), time(0, 15))
    assert made.details["contacts"] == [
        {"name": "森 健二", "relation": "neighbor", "phone": "+13105550111", "within_hour": True, "has_key": True,
         "speaks": ""}
    ]  # fmt: skip
    assert made.details["vehicles"][0]["plate"] == "8ABC123"
    assert (made.may_enter_yard, made.may_enter_home, made.may_shut_water) == (True, False, False)
    assert (made.verification_word, made.acknowledgement.version, made.has_visitors) == ("pelican", 1, True)
    assert (made.jurisdiction, made.beat) == (Jurisdiction.INSIDE, None)
    assert client.session["opened_records"].keys() == {f"request:{made.pk}"}
    assert Message.objects.get().template == "requests/confirm"


def test_an_empty_box_explains_itself_and_the_others_stay_ticked(client):
    response = tick_boxes(client, nobody_stays="")
    assert "cannot tell a guest from a burglar" in words(response)
    assert "(310) 618-5688" in response.context["form"].errors["nobody_stays"][0]
    assert words(response).count(" checked") == 3
    assert not RequestDraft.objects.exists()


@pytest.mark.parametrize("number", range(1, 6))
def test_no_step_is_reached_before_those_before_it(number):
    client = begun(until=NAMES[number - 1])
    for later in NAMES[number:]:
        assert client.get(page(later))["Location"] == f"{page(NAMES[number - 1])}?look"
    assert client.get(CHECK)["Location"] == f"{page(NAMES[number - 1])}?look"


def test_without_the_boxes_there_is_no_step(client):
    for address in (page("you"), CHECK, reverse("vacation:save"), reverse("vacation:go_on")):
        assert client.get(address)["Location"] == reverse("vacation:eligibility")
    assert client.get(page("no-such")).status_code == 302
    assert begun(until="you").get(page("no-such")).status_code == 404


@pytest.mark.parametrize("go", ["back", "save"])
@pytest.mark.parametrize("step", NAMES)
def test_whatever_was_typed_is_there_again(step, go):
    client = begun(until=step)
    changed = {"you": "name", "home": "house", "dates": "leaves_on", "people": "contacts-0-phone",
               "property": "lights", "consents": "signature"}[step]  # fmt: skip
    response = post(client, step, go=go, **{changed: "\u202eno good\x00"})
    place = {"save": reverse("vacation:save"), "back": page(NAMES[NAMES.index(step) - 1])}[go]
    assert response["Location"] == (reverse("vacation:eligibility") if (step, go) == ("you", "back") else place)
    fresh = client.get(page(step))
    assert "\u202eno good" in fresh.content.decode()
    assert fresh.context["problems"] == []
    # What is wrong is said to whoever wants to go past it.
    looked = client.get(CHECK, follow=True)
    assert looked.redirect_chain == [(f"{page(step)}?look", 302)]
    assert looked.context["problems"]


def test_a_change_leads_back_to_the_answers():
    client = begun()
    response = client.post(f"{page('you')}?change", answers("you", name="Ben Mori") | {"go": "next"})
    assert response["Location"] == CHECK
    assert "Ben Mori" in words(client.get(CHECK))
    assert client.post(f"{page('you')}?change", answers("you") | {"go": "back"})["Location"] == CHECK


def test_what_became_too_late_since_is_said_before_it_is_sent():
    client = begun()
    kept = draft()
    kept.answers["dates"]["leaves_on"] = timezone.localdate().isoformat()
    kept.save()
    for response in (client.get(CHECK), client.post(CHECK)):
        assert response["Location"] == f"{page('dates')}?look"
    shown = client.get(f"{page('dates')}?look")
    assert "too soon" in errors(shown)["id_leaves_on"]
    assert not VacationCheckRequest.objects.exists()


def test_sent_twice_is_one_request_and_every_browser_with_the_draft_gets_there():
    client = begun()
    other = holding(draft())
    checked = other.get(CHECK)
    first = send(client)
    second = client.post(CHECK, {"seen": "x"})
    third = other.post(CHECK, {"seen": checked.context["seen"]})
    assert first["Location"] == second["Location"] == third["Location"] == other.get(page("you"))["Location"]
    assert (VacationCheckRequest.objects.count(), Message.objects.count()) == (1, 1)
    assert (draft().answers, draft().sent) == ({}, VacationCheckRequest.objects.get())
    # A new request begins with a new draft.
    tick_boxes(client)
    assert (RequestDraft.objects.count(), draft().sent) == (2, None)


def test_only_what_was_read_is_sent():
    client = begun()
    checked = client.get(CHECK)
    post(client, "you", name="Somebody Else")
    again = client.post(CHECK, {"seen": checked.context["seen"]}, follow=True)
    assert "changed in another window" in words(again)
    assert not VacationCheckRequest.objects.exists()


def test_the_answer_is_the_same_whether_the_home_is_known_or_not():
    first = begun()
    send(first)
    stranger = begun(you={"email": "eve@example.com", "name": "Eve"})
    page_of_stranger, sent = stranger.get(CHECK), send(stranger)
    assert sent.status_code == 302
    assert "have a request" not in words(page_of_stranger)
    assert VacationCheckRequest.objects.count() == 2


def test_a_link_says_before_it_takes_the_place_of_what_is_being_written_here():
    warning = "Another request is open in this browser"
    saved = begun(until="dates")
    saved.post(reverse("vacation:save"), {"email": "ana@example.com"})
    link = newest_link("ana@example.com", "/requests/resume/")
    for browser, is_warned in ((begun(until="home"), True), (saved, False), (Client(), False)):
        browser.get(link)
        assert (warning in words(browser.get(reverse("requests:resume_open")))) is is_warned
