"""Two people record the same session at the same moment, on real connections; a crowd checks in at once."""

from itertools import count

import pytest
from django.utils import timezone

from programs.models import Attendance, Registration
from programs.services import attendance, check_in
from programs.services.attendance import Marked
from tests.programs.admin.helpers import staff
from tests.programs.evenings import after, during, evening, running_class
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds(2, 8)
NAMES = [f"p{number}" for number in range(12)]
_numbers = count(100)


def two_at_once():
    """Kim and Lee have opened the same empty sheet; Kim marks all late, Lee all absent.

    Whether one of the two has saved everything, and the other was told of everything.
    """
    offering, *people = running_class(*NAMES, number=next(_numbers))
    session = evening(offering, 1)
    hands = [(staff(None, "kim"), Marked("late")), (staff(None, "lee"), Marked("absent"))]

    def save(hand):
        by, mark = hand
        return attendance.record_marks(session, {person.pk: mark for person in people}, {}, by)

    told = sorted((result.saved, len(result.conflicts)) for result in at_once(save, hands))
    rows = list(Attendance.objects.filter(session=session).values_list("mark", "by__username"))
    return told == [(0, len(NAMES)), (len(NAMES), 0)] and len(set(rows)) == 1 and len(rows) == len(NAMES)


def test_two_people_on_the_same_session_lose_nothing():
    with after(1):
        assert all(two_at_once() for _round in range(ROUNDS))


def test_control_without_the_lock_marks_collide(monkeypatch):
    """PostgreSQL: both write at once, and one of them fails. SQLite: without BEGIN IMMEDIATE one is turned away."""
    without_locks(monkeypatch)
    with after(1):
        assert goes_wrong(lambda _: two_at_once())


def test_control_without_what_the_form_had_shown_marks_are_written_over(monkeypatch):
    monkeypatch.setattr(attendance, "_merge", lambda wanted, seen, current: wanted)
    with after(1):
        assert not any(two_at_once() for _round in range(2))


def test_a_crowd_at_the_door_and_on_their_phones_is_recorded_once_each():
    offering, *people = running_class(*NAMES)
    session, kim = evening(offering, 1), staff(None, "kim")

    def arrive(number):
        person = Registration.objects.get(pk=people[number // 2].pk)
        if number % 2:
            return check_in.mark_here(session, person, kim).mark
        return check_in.check_in(session, person.badge_code, timezone.now()).mark

    with during(1):
        assert at_once(arrive, range(2 * len(people))) == ["present"] * 2 * len(people)
    assert Attendance.objects.filter(session=session).count() == len(people)
