"""Two members of staff move people at the same moment, on real connections."""

import pytest
from django.contrib.auth import get_user_model

from programs.models import Registration
from programs.services import roster
from programs.services.line import FrontOfLine
from tests.programs.builders import make_offering, seat, states
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 8
ROUNDS = rounds(2, 5)


def everyone_is_moved_into_one_seat(number):
    """Eight people of one class, each moved ahead by somebody else, into a class with one seat.

    Whether one got it, and the others stand in one line.
    """
    source = make_offering(number=number)
    target = make_offering(number=number + 1, capacity=1)
    people = [seat(source, f"p{person}") for person in range(PEOPLE)]
    user = get_user_model().objects.create_user(f"coordinator-{number}")

    def move(person):
        roster.move(Registration.objects.get(pk=person.pk), to=target, by=user, front=FrontOfLine())

    at_once(move, people)
    places = set(target.registrations.in_line().values_list("queued_at", flat=True))
    found = sorted(states(target).values())
    return len(places) == PEOPLE - 1 and found == ["confirmed"] + ["waitlisted"] * (PEOPLE - 1)


def test_the_last_seat_goes_to_one_and_the_others_stand_in_one_line():
    assert all(everyone_is_moved_into_one_seat(2 * number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_the_seat_is_given_twice_or_people_are_turned_away(monkeypatch):
    """PostgreSQL oversells. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    without_locks(monkeypatch)
    assert goes_wrong(lambda number: everyone_is_moved_into_one_seat(2 * number))


def test_moves_in_opposite_directions_do_not_wait_for_each_other_for_ever():
    spring, fall = make_offering(), make_offering(number=46)
    user = get_user_model().objects.create_user("coordinator")
    journeys = [(seat(spring, f"s{n}"), fall) for n in range(4)] + [(seat(fall, f"f{n}"), spring) for n in range(4)]

    def move(journey):
        person, to = journey
        return roster.move(Registration.objects.get(pk=person.pk), to=to, by=user).offering_id == to.pk

    assert all(at_once(move, journeys))
