"""Two hundred people at once for the last forty seats, over the real pages, on real connections.

Each thread opens its connection before the barrier: connecting is slow enough to hide the
race. The controls switch the protection off and must see it fail.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from core.guards import new_form_key
from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import ClassOffering, Registration
from programs.services import registrations, seats
from tests.programs.builders import answers_of, make_offering, seat, sign_up, states

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, SEATS, ROUNDS = 200, 40, 20


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def at_once(work, items):
    """Run work(item) for all items at the same moment, each on a connection of its own."""
    start = Barrier(len(items))

    def run(item):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(run, items))


def posted_answers(number, form_key):
    fields = answers_of(f"p{number}")
    return {**fields, "is_adult": "on", "can_attend": "on", "first_time": "yes", "language": "en",
            "phone": "310-555-0100", "form_key": form_key, "step": "send"}  # fmt: skip


def post(offering, number, form_key):
    url = reverse("programs:register", args=["pip", offering.number])
    return Client(raise_request_exception=False).post(url, posted_answers(number, form_key)).status_code


def told_positions():
    mails = Message.objects.filter(template="programs/waitlisted")
    return sorted(int(re.search(r"number\s+(\d+)\s+in\s+line", mail.text)[1]) for mail in mails)


def test_two_hundred_at_once_for_forty_seats():
    for round_number in range(ROUNDS):
        Message.objects.all().delete()
        offering = make_offering(number=100 + round_number, capacity=SEATS, line_capacity=PEOPLE)

        statuses = at_once(lambda n, to=offering: post(to, n, new_form_key()), range(PEOPLE))

        assert set(statuses) == {302}
        assert list(states(offering).values()).count(RegistrationState.HELD) == SEATS
        assert told_positions() == list(range(1, PEOPLE - SEATS + 1))


def test_control_without_the_lock_seats_are_sold_twice_or_people_are_lost(monkeypatch):
    """PostgreSQL oversells. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        unlocked = ClassOffering.objects.select_related("program")
        monkeypatch.setattr(seats, "lock", lambda offering: unlocked.get(pk=offering.pk))

    failed = 0
    for round_number in range(5):
        offering = make_offering(number=100 + round_number, capacity=SEATS, line_capacity=PEOPLE)
        statuses = at_once(lambda n, to=offering: post(to, n, new_form_key()), range(PEOPLE))
        held = list(states(offering).values()).count(RegistrationState.HELD)
        failed += held != SEATS or set(statuses) != {302}
    assert failed


def test_everyone_clicks_twice_and_has_one_registration_and_one_mail():
    offering = make_offering(capacity=SEATS, line_capacity=PEOPLE)
    clicks = [(number, key) for number, key in enumerate(new_form_key() for _ in range(PEOPLE))] * 2

    statuses = at_once(lambda click: post(offering, *click), clicks)

    assert set(statuses) == {302}
    assert Registration.objects.count() == PEOPLE
    assert Message.objects.count() == PEOPLE


def test_control_without_the_form_key_a_double_click_is_refused_or_doubled():
    offering = make_offering(capacity=SEATS, line_capacity=PEOPLE)
    clicks = [(number, None) for number in range(10)] * 2
    statuses = at_once(lambda click: post(offering, click[0], new_form_key()), clicks)
    assert set(statuses) != {302}


def test_many_cancels_of_one_seat_free_one_seat():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    for name in ("ben", "cleo", "dan"):
        sign_up(offering, name)

    at_once(lambda _: registrations.withdraw(Registration.objects.get(pk=ana.pk)), range(10))

    assert sorted(states(offering).values()) == ["offered", "waitlisted", "waitlisted", "withdrawn"]
    assert Message.objects.filter(template="programs/withdrawn").count() == 1


def test_confirming_against_the_clock_never_seats_two():
    """A hold ends while its owner confirms and the next in line is served: one of them has the seat."""
    offering = make_offering(capacity=1)
    ana = sign_up(offering, "ana")
    sign_up(offering, "ben")

    def confirm_or_settle(number):
        if number % 2:
            return registrations.confirm(Registration.objects.get(pk=ana.pk)).state
        with transaction.atomic():
            seats.settle(seats.lock(offering))
        return None

    at_once(confirm_or_settle, range(10))
    assert sorted(states(offering).values()) == ["confirmed", "waitlisted"]
