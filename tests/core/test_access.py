"""What a visitor without an account has proved, and for how long."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core.access import PROOF_SECONDS, OwnRecords

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.access_urls")]
COOKIE = django_settings.SESSION_COOKIE_NAME
AN_HOUR = timedelta(seconds=PROOF_SECONDS)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def sees(client):
    return client.get("/personal/").content.decode()


def test_nobody_has_proved_anything_at_first(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert sees(client) == "None False"
    assert COOKIE not in client.cookies


def test_a_proved_address_stays_proved_for_an_hour(client, clock):
    client.get("/prove/ana@example.org/")
    clock.shift(AN_HOUR - timedelta(seconds=1))
    assert sees(client) == "ana@example.org False"
    clock.shift(timedelta(seconds=1))
    assert sees(client) == "None False"


def test_a_personal_link_opens_its_record_for_an_hour(client, clock):
    client.get("/link/token/")
    clock.shift(AN_HOUR - timedelta(seconds=1))
    assert sees(client) == "None True"
    clock.shift(timedelta(seconds=1))
    assert sees(client) == "None False"


def test_looking_at_a_page_does_not_make_the_hour_longer(client, clock):
    client.get("/prove/ana@example.org/")
    for _ in range(4):
        clock.shift(AN_HOUR / 4)
        last = sees(client)
    assert last == "None False"


def test_the_hour_is_kept_by_us_and_not_by_the_cookie(client, clock):
    """A control: the session itself is still there after the hour."""
    client.get("/prove/ana@example.org/")
    clock.shift(AN_HOUR)
    assert Session.objects.get(pk=client.cookies[COOKIE].value).expire_date > timezone.now()
    assert sees(client) == "None False"


def test_proving_an_address_changes_the_session_id(client):
    """Whoever planted the first id in this browser does not read along."""
    client.get("/link/token/")
    planted = client.cookies[COOKIE].value
    client.get("/prove/ana@example.org/")
    attacker = Client()
    attacker.cookies[COOKIE] = planted

    assert client.cookies[COOKIE].value != planted
    assert sees(client) == "ana@example.org True"
    assert sees(attacker) == "None False"


def test_an_invented_session_id_is_not_adopted(client):
    client.cookies[COOKIE] = "a" * 32
    client.get("/prove/ana@example.org/")
    assert client.cookies[COOKIE].value != "a" * 32


@pytest.mark.parametrize("value", ["", "short", "a" * 5000, "'; DROP TABLE x;--", "../../etc/passwd", "é" * 32])
def test_a_forged_cookie_proves_nothing(client, value):
    client.cookies[COOKIE] = value
    assert sees(client) == "None False"


def test_a_new_address_takes_the_place_of_the_old_one(client):
    client.get("/prove/ana@example.org/")
    client.get("/prove/ben@example.org/")
    assert sees(client) == "ben@example.org False"


def test_signing_out_drops_every_proof_everywhere(client):
    client.get("/prove/ana@example.org/")
    client.get("/link/token/")
    before = client.cookies[COOKIE].value
    client.get("/sign-out/")
    stolen = Client()
    stolen.cookies[COOKIE] = before

    assert sees(client) == "None False"
    assert sees(stolen) == "None False"
    assert not Session.objects.exists()


def test_a_personal_page_is_kept_by_no_cache_and_listed_nowhere(client):
    response = client.get("/personal/")
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin", "no-referrer would make the CSRF check refuse its forms"


def test_the_address_of_a_link_page_does_not_travel_on(client):
    response = client.get("/link/token/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_control_a_public_page_has_none_of_these_headers(client):
    response = client.get("/public/")
    assert "Cache-Control" not in response
    assert "X-Robots-Tag" not in response
    assert response["Referrer-Policy"] == "same-origin"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    client.get("/prove/ana@example.org/")
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["expires"], "ends with the browser"


def test_the_keys_of_opened_records_are_told_for_an_hour_and_of_their_kind_alone(rf, clock):
    request = rf.get("/")
    request.session = {}
    places, others = (OwnRecords(kind, list, str) for kind in ("place", "second-place"))
    places.open(request, SimpleNamespace(pk=7), proved=True)
    places.open(request, SimpleNamespace(pk=8))
    others.open(request, SimpleNamespace(pk=9), proved=True)
    assert (places.proved_keys(request), others.proved_keys(request)) == ([7], [9])
    clock.shift(AN_HOUR)
    assert places.proved_keys(request) == []
