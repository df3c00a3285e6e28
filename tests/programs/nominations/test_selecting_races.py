"""Two coordinators accept for the last seat: one of them gets it."""

from collections import Counter

import pytest

from programs.enums.nominations import NominationState
from programs.models import Nomination
from programs.services.nominations import selecting
from programs.services.nominations.states import NominationError
from tests.programs.students import coordinator, make_nomination, make_semester
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

STUDENTS, SEATS = 8, 1
ROUNDS = rounds(2, 3)


def everybody_is_accepted(number):
    """A class with one seat, and eight students who are ready. Whether one was accepted, and seven were told."""
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

    return Counter(at_once(try_it, ready)) == {True: SEATS, "full": STUDENTS - SEATS}


def test_the_last_seat_is_given_once():
    assert all(everybody_is_accepted(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_it_is_given_twice_or_somebody_is_turned_away(monkeypatch):
    """PostgreSQL gives it twice. SQLite serializes by BEGIN IMMEDIATE: without that, somebody meets an error."""
    without_locks(monkeypatch)
    assert goes_wrong(everybody_is_accepted)
