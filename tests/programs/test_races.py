"""Many at once on real connections: seats, cancels, confirmations. (Over the pages: tests/web/test_crowd.py.)

Each thread opens its connection before the barrier: connecting is slow enough to hide the
race. The control switches the protection off and must see it fail.
"""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction

from mailroom.models import Message
from programs.models import ClassOffering, Registration
from programs.services import registrations, seats
from tests.programs.builders import make_offering, seat, sign_up, states

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, SEATS, ROUNDS = 200, 40, 3
# Writers on SQLite wait by asking again and again; two hundred of them in one Python process
# would mostly wait for each other's turn to run. A portal on SQLite has a handful of processes.
THREADS = {"sqlite": 8, "postgresql": PEOPLE}


def at_once(work, items):
    """Run work(item) for all items, from threads that begin at the same moment, each on its own connection."""
    threads = min(THREADS[connection.vendor], len(items))
    start = Barrier(threads)

    def run(share):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return [work(item) for item in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        shares = [items[number::threads] for number in range(threads)]
        return [result for results in pool.map(run, shares) for result in results]


def told_positions():
    """The positions in line that the mails tell, in order."""
    mails = Message.objects.filter(template="programs/waitlisted")
    return sorted(int(re.search(r"number\s+(\d+)\s+in\s+line", mail.text)[1]) for mail in mails)


def everyone_registers(number):
    """A fresh class, and two hundred people who register in it at once. What each of them got."""
    Message.objects.all().delete()
    offering = make_offering(number=number, capacity=SEATS, line_capacity=PEOPLE)

    def try_it(person):
        try:
            return sign_up(offering, f"p{person}").state
        except DatabaseError as error:
            return type(error).__name__

    return Counter(at_once(try_it, range(PEOPLE)))


def test_two_hundred_at_once_for_forty_seats():
    for round_number in range(ROUNDS):
        assert everyone_registers(100 + round_number) == {"held": SEATS, "waitlisted": PEOPLE - SEATS}
        assert told_positions() == list(range(1, PEOPLE - SEATS + 1))


def test_control_without_the_lock_seats_are_sold_twice_or_people_are_turned_away(monkeypatch):
    """PostgreSQL oversells. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        unlocked = ClassOffering.objects.select_related("program").prefetch_related("sessions")
        monkeypatch.setattr(seats, "lock", lambda offering: unlocked.get(pk=offering.pk))

    rounds = (everyone_registers(100 + round_number) for round_number in range(ROUNDS))
    assert any(outcomes != {"held": SEATS, "waitlisted": PEOPLE - SEATS} for outcomes in rounds)


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
