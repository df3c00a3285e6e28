"""Staff sign-in after wrong passwords: who is kept out, who is not, and for how long."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.pages import words

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "correct horse battery staple", "guess"


@pytest.fixture(autouse=True)
def staff(settings):
    # Argon2 is slow on purpose; what is tested here is how often, not how well.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for name in ("ana", "ben"):
        User.objects.create_superuser(name, password=RIGHT)


def sign_in(username="ana", password=WRONG, ip="203.0.113.9", **extra):
    answers = {"username": username, "password": password, "next": "/admin/"}
    return Client().post("/admin/login/", answers, REMOTE_ADDR=ip, **extra).status_code


def guess(times, **changes):
    return [sign_in(**changes) for _ in range(times)]


def test_the_fifth_wrong_password_locks_and_even_the_right_one_no_longer_helps():
    assert guess(4) == [200] * 4
    assert sign_in() == 429
    assert sign_in(password=RIGHT) == 429


def test_control_without_the_lock_guessing_goes_on(settings):
    settings.AXES_ENABLED = False
    assert guess(10) == [200] * 10
    assert sign_in(password=RIGHT) == 302


def test_the_page_says_when_to_try_again_and_whom_to_call():
    guess(5)
    response = Client().post("/admin/login/", {"username": "ana", "password": WRONG}, REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    page = words(response)
    assert "Try again in 15 minutes." in page
    assert "(310) 618-5688" in page
    assert "ana" not in page.partition("<main")[2].partition("</main")[0].split()


def test_another_person_at_the_same_address_is_not_locked():
    guess(6)
    assert sign_in(username="ben", password=RIGHT) == 302


def test_the_same_person_at_another_address_is_not_locked():
    """Nobody can keep somebody else from work by guessing."""
    guess(6)
    assert sign_in(password=RIGHT, ip="198.51.100.7") == 302


def test_four_wrong_passwords_and_then_the_right_one_is_fine_day_after_day():
    for _ in range(3):
        guess(4)
        assert sign_in(password=RIGHT) == 302
        guess(4)
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert sign_in(password=RIGHT) == 302


def test_a_quarter_of_an_hour_later_the_right_password_is_right_again():
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        guess(5)
        clock.shift(timedelta(minutes=14))
        assert sign_in(password=RIGHT) == 429
        clock.shift(timedelta(minutes=16))
        assert sign_in(password=RIGHT) == 302


@pytest.mark.parametrize("spelling", ["ａｎａ", "ana ", " ana"])
def test_another_spelling_of_the_name_counts_together(spelling):
    guess(5, username=spelling)
    assert sign_in(password=RIGHT) == 429


def test_a_forged_forwarded_address_does_not_help():
    statuses = [sign_in(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}") for number in range(6)]
    assert statuses == [200] * 4 + [429] * 2


def test_behind_a_proxy_visitors_are_told_apart(settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(6):
        sign_in(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.9", ip="127.0.0.1")
    assert sign_in(password=RIGHT, HTTP_X_FORWARDED_FOR="203.0.113.9", ip="127.0.0.1") == 429
    assert sign_in(password=RIGHT, HTTP_X_FORWARDED_FOR="198.51.100.7", ip="127.0.0.1") == 302


def test_the_addresses_of_one_household_are_one():
    statuses = [sign_in(ip=f"2001:db8:1:2::{number}") for number in range(1, 7)]
    assert statuses == [200] * 4 + [429] * 2


@pytest.mark.parametrize("forwarded", ["rubbish", "1.2.3.4:5678", "\0", "a" * 5000])
def test_an_address_that_is_none_is_no_fault_of_ours(settings, forwarded):
    settings.TRUSTED_PROXIES = 1
    assert sign_in(HTTP_X_FORWARDED_FOR=forwarded) == 200


@pytest.mark.parametrize("ip", ["", "fe80::1%eth0", "::ffff:203.0.113.9"])
def test_odd_addresses_can_sign_in_and_be_locked(ip):
    assert guess(4, ip=ip) == [200] * 4
    assert sign_in(ip=ip) == 429


@pytest.mark.parametrize("username", ["\0", "nobody", "😀", "a" * 151, "ﷺ" * 150, "' OR 1=1 --", ""])
def test_no_name_breaks_the_page(username):
    assert sign_in(username=username) == 200


def test_a_flood_for_a_name_does_not_break_the_page():
    assert sign_in(username="a" * 300_000) == 200
    assert not AccessAttempt.objects.exists(), "PostgreSQL would refuse a row with such a name"
    sign_in()
    assert AccessAttempt.objects.exists()


@pytest.mark.parametrize("query", ["next=/admin/%00", "next=%ff", "a" * 3000, "next=//evil.example/"])
def test_no_query_breaks_the_page(query):
    response = Client().post(f"/admin/login/?{query}", {"username": "ana", "password": WRONG})
    assert response.status_code == 200
