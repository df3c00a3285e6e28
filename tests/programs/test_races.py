"""Many at once on real connections: seats, cancels, confirmations. (Over the pages: tests/web/test_crowd.py.)"""

import re
from collections import Counter

import pytest
from django.db import transaction

from mailroom.models import Message
from programs.models import Registration
from programs.services import registrations, seats
from tests.programs.builders import make_offering, seat, sign_up, states
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, SEATS = 200, 40
ROUNDS = rounds(1, 20)


def told_positions():
    """The positions in line that the mails tell, in order."""
    mails = Message.objects.filter(template="programs/waitlisted")
    return sorted(int(re.search(r"number\s+(\d+)\s+in\s+line", mail.text)[1]) for mail in mails)


def everyone_registers(number):
    """A fresh class, and two hundred people who register in it at once: whether the seats are right, and the mails."""
    Message.objects.all().delete()
    offering = make_offering(number=number, capacity=SEATS, line_capacity=PEOPLE)
    outcomes = Counter(at_once(lambda person: sign_up(offering, f"p{person}").state, range(PEOPLE)))
    are_told = told_positions() == list(range(1, PEOPLE - SEATS + 1))
    return are_told and outcomes == {"held": SEATS, "waitlisted": PEOPLE - SEATS}


def test_two_hundred_at_once_for_forty_seats():
    assert all(everyone_registers(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_seats_are_sold_twice_or_people_are_turned_away(monkeypatch):
    """PostgreSQL oversells. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    without_locks(monkeypatch)
    assert goes_wrong(everyone_registers)


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
