"""What is written and not sent: kept in secret, opened by its link, forgotten in time."""

import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import limits
from core.access import prove_email
from core.links import make_token
from core.models import RateWindow
from mailroom.models import Message
from tests.core.helpers import stored_bytes
from tests.pages import words
from tests.programs.pages import newest_link
from tests.vacation_checks.asking import NAMES, begun, draft, holding, page, post, send, tick_boxes
from tests.vacation_checks.builders import make_request, submitted
from vacation_checks.emails import DRAFT_LINK
from vacation_checks.enums import RequestState
from vacation_checks.forms.steps import walk
from vacation_checks.models import RequestDraft, VacationCheckRequest
from vacation_checks.services import drafts, own_stays

pytestmark = pytest.mark.django_db

SAVE, CHECK = reverse("vacation:save"), reverse("vacation:check")
RESUME = reverse("requests:resume_open")


@pytest.fixture
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def save_by_mail(client, email="ana@example.com"):
    return client.post(SAVE, {"email": email})


def followed(link):
    """A fresh browser that followed the link of the mail, up to the button."""
    client = Client()
    assert client.get(link)["Location"] == RESUME
    return client


@pytest.mark.usefixtures("no_limits")
def test_saved_here_goes_on_there():
    client = begun(until="dates")
    assert "ana@example.com" in words(client.get(SAVE))
    saved = save_by_mail(client)
    assert "14 days" in words(client.get(saved["Location"]))
    mail = Message.objects.get()
    assert (mail.to, mail.template) == ("ana@example.com", "requests/draft")
    assert not re.search("(?i)sartori|mori|vacation|away", f"{mail.subject} {mail.text} {mail.html}")

    other = followed(newest_link("ana@example.com", "/requests/resume/"))
    assert "sartori" not in words(other.get(RESUME)).lower()
    before = other.session.session_key
    assert other.post(RESUME)["Location"] == page("dates")
    assert other.session.session_key != before
    post(other, "dates")
    assert client.get(reverse("vacation:go_on"))["Location"] == page("people")


@pytest.mark.usefixtures("no_limits")
def test_reading_the_link_opens_nothing():
    client = begun(until="dates")
    save_by_mail(client)
    scanner = followed(newest_link("ana@example.com", "/requests/resume/"))
    scanner.get(RESUME)
    assert scanner.get(page("you"))["Location"] == reverse("vacation:eligibility")


@pytest.mark.usefixtures("no_limits")
def test_a_link_after_sending_leads_to_my_requests():
    client = begun()
    save_by_mail(client)
    other = followed(newest_link("ana@example.com", "/requests/resume/"))
    send(client)
    assert other.post(RESUME)["Location"] == reverse("portal:my")


@pytest.mark.usefixtures("no_limits")
def test_a_link_that_opens_nothing_says_so(client):
    ended = make_token(DRAFT_LINK, "x", timezone.now() - timedelta(hours=1))
    unknown = make_token(DRAFT_LINK, "x", timezone.now() + timedelta(hours=1))
    foreign = make_token("registration", "x", timezone.now() + timedelta(hours=1))
    for token in (ended, foreign, "a\u202eb", "x" * 900):
        response = client.get(reverse("requests:resume", args=[token]))
        assert (response.status_code, response["Referrer-Policy"]) == (410, "no-referrer")
        assert "Begin a request" in words(response)
    assert client.get(RESUME)["Location"] == reverse("vacation:about")
    client.get(reverse("requests:resume", args=[unknown]))
    assert (client.get(RESUME).status_code, client.post(RESUME).status_code) == (410, 410)


@pytest.mark.usefixtures("no_limits")
def test_closed_on_a_shared_computer():
    client = begun(until="home")
    assert client.post(reverse("vacation:close"))["Location"] == reverse("vacation:about")
    assert client.get(page("you"))["Location"] == reverse("vacation:eligibility")
    assert RequestDraft.objects.count() == 1


@pytest.mark.usefixtures("no_limits")
def test_pages_of_a_draft_are_kept_by_no_cache():
    client = begun()
    for address in (*map(page, NAMES), CHECK, SAVE, reverse("vacation:saved"), reverse("vacation:eligibility")):
        response = client.get(address)
        assert response["Cache-Control"] == "no-store, private", address
        assert "noindex" in response["X-Robots-Tag"]


def test_a_forgotten_draft_is_gone_and_a_mailed_link_keeps_it():
    old, saved, young = (drafts.begin({"you": {}}) for _ in range(3))
    RequestDraft.objects.exclude(pk=young.pk).update(changed_at=timezone.now() - timedelta(days=14, minutes=1))
    drafts.mail_link(saved, "ana@example.com")
    drafts.forget_old()
    assert set(RequestDraft.objects.all()) == {saved, young}
    assert drafts.find(old.key) is None
    with pytest.raises(drafts.RequestError):
        drafts.save_step(old, "you", {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_limits")
def test_nothing_that_was_typed_stands_in_clear_in_the_database():
    client = Client()
    begun(until="you")
    tick_boxes(client)
    canary = {"you": {"name": "Canary-you"}, "home": {"gate_entry": "canary-gate", "house": "1234 Sartori Avenue"},
              "property": {"lights": "canary-lights"}, "consents": {"verification_word": "canary-word"}}  # fmt: skip
    for step in NAMES:
        post(client, step, **canary.get(step, {}))
    kept = draft()
    stored = stored_bytes().lower()
    assert kept.answers["property"]["lights"] == "canary-lights"
    for word in (b"canary-", b"1234 sartori", b"ana mori", b"green thumb", b"gray honda", b"310-555"):
        assert word not in stored, word
    assert kept.key.lower().encode() in stored  # control: what is not encrypted is found
    for session in Session.objects.all():
        assert set(session.get_decoded()) <= {"request_draft"}


def prove(client, address):
    """As if this visitor had proved the address in My requests."""
    session = client.session
    request = type("Request", (), {"session": session})()
    session.cycle_key = lambda: None
    prove_email(request, address)
    session.save()


@pytest.mark.usefixtures("no_limits")
def test_ask_again_copies_all_but_what_is_decided_anew(client):
    earlier = submitted()
    prove(client, "ana@example.com")
    address = reverse("vacation:again", args=[earlier.reference])
    assert client.post(address)["Location"] == reverse("vacation:eligibility")
    copied = draft()
    assert copied.answers.keys() == {"you", "home", "people", "property"}
    assert not re.search("pelican|verification|signature|leaves", json.dumps(copied.answers))
    # The boxes are ticked anew; then it goes on at the first thing that is missing.
    assert client.get(page("you"))["Location"] == reverse("vacation:eligibility")
    assert tick_boxes(client)["Location"] == page("dates")
    post(client, "dates")
    post(client, "consents")
    assert walk(draft().answers).unfinished is None
    send(client)
    made = VacationCheckRequest.objects.latest("pk")
    assert made.house == earlier.house and made.details["vehicles"] == earlier.details["vehicles"]
    assert (RequestDraft.objects.count(), client.get(address).status_code) == (1, 405)


@pytest.mark.usefixtures("no_limits")
def test_pages_speak_of_other_requests_only_to_whoever_proved_the_address():
    other = submitted(leaves=18, nights=4)
    for address, told in (("eve@example.com", False), ("", False), ("ana@example.com", True)):
        client = begun(until="dates")
        prove(client, address)
        post(client, "dates")
        assert (other.reference in words(client.get(page("people")))) == told


@pytest.mark.usefixtures("no_limits")
def test_ask_again_is_for_the_proved_owner(client):
    earlier = submitted()
    address = reverse("vacation:again", args=[earlier.reference])
    assert client.post(address)["Location"] == reverse("portal:my")
    prove(client, "eve@example.com")
    assert client.post(address)["Location"] == reverse("portal:my")
    session = client.session
    session["opened_records"] = {f"request:{earlier.pk}": timezone.now().timestamp() + 60}
    session.save()
    assert client.post(address)["Location"] == earlier.get_absolute_url()
    assert not RequestDraft.objects.exists()


def test_limits_hold_back_a_flood_of_mails_and_of_drafts(client, monkeypatch):
    begun(until="you")
    monkeypatch.setitem(limits.LIMITS, "request", (3, timedelta(hours=1)))
    monkeypatch.setitem(limits.LIMITS, "request-step", (2, timedelta(hours=1)))
    monkeypatch.setitem(limits.LIMITS, "mail-to", (1, timedelta(hours=1)))
    saver = holding(draft())
    assert [save_by_mail(saver).status_code for _ in range(2)] == [302, 429]
    assert [post(saver, "you").status_code for _ in range(3)] == [302, 302, 429]
    assert [tick_boxes(client).status_code for _ in range(2)] == [200, 429]
    assert Message.objects.count() == 1


def test_control_without_limits_nothing_is_held_back(settings, monkeypatch):
    settings.RATE_LIMITS_ON = False
    monkeypatch.setitem(limits.LIMITS, "mail-to", (1, timedelta(hours=1)))
    saver = begun(until="home")
    assert [save_by_mail(saver).status_code for _ in range(3)] == [302] * 3


def test_sending_is_limited_too_and_nothing_is_lost(monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "mail-to", (1, timedelta(hours=1)))
    client = begun()
    limits.allow("mail-to", "ana@example.com")
    assert send(client).status_code == 429
    RateWindow.objects.all().delete()
    assert send(client).status_code == 302


def test_days_of_a_year_are_counted_in_that_year():
    new_year = (date(2026, 12, 22), date(2027, 1, 11))
    assert [own_stays.days_in(year, *new_year) for year in (2025, 2026, 2027)] == [0, 10, 10]
    assert own_stays.year_over("ana@example.com", *new_year, 10) is None
    assert own_stays.year_over("ana@example.com", *new_year, 9) == 2026


def test_what_nobody_confirmed_or_nobody_looked_at_counts_no_days():
    day = timezone.localdate().replace(month=2, day=1) + timedelta(days=365)
    make_request()
    for state in (RequestState.CANCELLED, RequestState.INFORMATION):
        VacationCheckRequest.objects.filter(pk=submitted(nights=60).pk).update(state=state)
    assert own_stays.year_over("ana@example.com", day, day + timedelta(days=8), 8) is None
