"""Two coordinators accept for the last seat: one of them gets it."""

from collections import Counter

import pytest
from django.db import DatabaseError, connection

from programs.enums.nominations import NominationState
from programs.models import ClassOffering, Nomination
from programs.services import seats
from programs.services.nominations import selecting
from programs.services.nominations.states import NominationError
from tests.programs.students import coordinator, make_nomination, make_semester
from tests.programs.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS, STUDENTS, SEATS = 3, 8, 1


def everybody_is_accepted(number):
    """A class with one seat, and eight students who are ready. How many were accepted, and what else happened."""
    by = coordinator()
    schools = ["North High School", "South High School"]
    semester = make_semester(number=number, capacity=SEATS)
    ready = [
        make_nomination(semester, state=NominationState.READY, school=schools[each % 2], family=f"f{number}-{each}")
        for each in range(STUDENTS)
    ]

    def try_it(nomination):
        try:
            return selecting.accept(Nomination.objects.with_families().get(pk=nomination.pk), by=by)
        except NominationError:
            return "full"
        except DatabaseError as error:
            return type(error).__name__

    return Counter(at_once(try_it, ready))


def test_the_last_seat_is_given_once():
    for number in range(ROUNDS):
        assert everybody_is_accepted(100 + number) == {True: SEATS, "full": STUDENTS - SEATS}


def test_control_without_the_lock_it_is_given_twice_or_somebody_is_turned_away(monkeypatch):
    """PostgreSQL gives it twice. SQLite serializes by BEGIN IMMEDIATE: without that, somebody meets an error."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        unlocked = ClassOffering.objects.select_related("program").prefetch_related("sessions")
        monkeypatch.setattr(seats, "lock", lambda offering: unlocked.get(pk=offering.pk))
    rounds = (everybody_is_accepted(100 + number) for number in range(ROUNDS * 3))
    assert any(outcomes != {True: SEATS, "full": STUDENTS - SEATS} for outcomes in rounds)
