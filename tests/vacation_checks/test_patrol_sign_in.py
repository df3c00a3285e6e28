"""How officers and volunteers get into /patrol/, and who does not."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.vacation_checks.builders import client_of
from tests.vacation_checks.patrols import a_home, person

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "correct horse battery staple", "guess"
ADDRESS = "/patrol/sign-in/"


@pytest.fixture(autouse=True)
def volunteer(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    vera = person("vera", "volunteer")
    vera.set_password(RIGHT)
    vera.save()
    return vera


def sign_in(password=RIGHT, username="vera", client=None, **more):
    return (client or Client()).post(ADDRESS, {"username": username, "password": password, **more})


def test_a_volunteer_signs_in_and_out_here_and_not_in_the_admin():
    client = Client()
    assert sign_in(client=client).url == "/patrol/"
    assert client.get("/patrol/").status_code == 200
    assert client.get("/patrol/sign-out/").status_code == 405
    assert client.post("/patrol/sign-out/").url == ADDRESS
    assert client.get("/patrol/").status_code == 302
    assert Client().post("/admin/login/", {"username": "vera", "password": RIGHT}).status_code == 200


def test_who_left_the_department_does_not_get_in(volunteer):
    client = Client()
    sign_in(client=client)
    volunteer.is_active = False
    volunteer.save()
    assert client.get("/patrol/").status_code == 302
    assert sign_in().status_code == 200


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [
        ("/patrol/sheet/", "/patrol/sheet/"),
        ("/patrol/homes/REQ-7K3M-29QX/log/", "/patrol/homes/REQ-7K3M-29QX/log/"),
        ("/admin/", "/patrol/"),
        ("/patrol/../admin/", "/patrol/"),
        ("//evil.example/patrol/", "/patrol/"),
        ("https://evil.example/patrol/", "/patrol/"),
        ("javascript:alert(1)", "/patrol/"),
        ("/patrol/\0", "/patrol/"),
        ("", "/patrol/"),
    ],
)
def test_signing_in_leads_to_a_page_of_patrol_and_nowhere_else(wish, leads_to):
    assert sign_in(next=wish).url == leads_to


def test_the_fifth_wrong_password_locks_here_as_in_the_admin():
    assert [sign_in(WRONG).status_code for _ in range(5)] == [200] * 4 + [429]
    assert sign_in().status_code == 429


def test_the_locks_of_the_admin_and_of_patrol_are_one():
    for _ in range(4):
        Client().post("/admin/login/", {"username": "vera", "password": WRONG})
    assert sign_in(WRONG).status_code == 429


def test_control_without_the_lock_guessing_goes_on(settings):
    settings.AXES_ENABLED = False
    assert {sign_in(WRONG).status_code for _ in range(8)} == {200}


@pytest.mark.parametrize("username", ["\0", "a" * 151, "a" * 300_000, "ﷺ" * 150, ""])
def test_no_name_breaks_the_page_or_the_database(username):
    assert sign_in(username=username).status_code == 200
    assert not AccessAttempt.objects.filter(username__startswith="aaa").exists()


@pytest.mark.parametrize("query", ["next=/patrol/%00", "next=%ff", "a" * 3000])
def test_no_query_breaks_the_page(query):
    assert Client().get(f"{ADDRESS}?{query}").status_code == 200


def test_who_signed_in_at_the_beginning_of_a_shift_stays_signed_in_to_the_end_of_a_tour():
    """A session has 12 hours: it must not end in the middle of a tour, and take with it what is being typed."""
    morning = timezone.localtime().replace(hour=6, minute=0)
    with time_machine.travel(morning, tick=False) as clock:
        home, client = a_home(), client_of("officer")
        clock.shift(timedelta(hours=8))
        client.post("/patrol/", {"unit": "12A"})
        assert client.get("/patrol/homes/").status_code == 200
        clock.shift(timedelta(hours=4.5))
        typed = {"result": "open", "narrative": "Side door ajar."}
        assert "logged=" in client.post(f"/patrol/homes/{home.reference}/log/", typed).url


def test_a_session_that_no_tour_renews_ends():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = client_of("officer")
        client.post("/patrol/", {"unit": "12A"})
        clock.shift(timedelta(hours=12.5))
        assert client.get("/patrol/homes/").url.startswith("/patrol/sign-in/")
