"""Two members of staff move people at the same moment, on real connections. (at_once: see test_races.py.)"""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection

from mailroom.models import Message
from programs.models import ClassOffering, Registration
from programs.services import roster, seats
from programs.services.line import FrontOfLine
from tests.programs.builders import make_offering, seat, states
from tests.programs.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, ROUNDS = 8, 5


def everyone_is_moved_into_one_seat(number):
    """Eight people of one class, each moved ahead by somebody else, into a class with one seat. Who got what."""
    source = make_offering(number=number)
    target = make_offering(number=number + 1, capacity=1)
    people = [seat(source, f"p{person}") for person in range(PEOPLE)]
    user = get_user_model().objects.create_user(f"coordinator-{number}")

    def move(person):
        try:
            roster.move(Registration.objects.get(pk=person.pk), to=target, by=user, front=FrontOfLine())
        except DatabaseError as error:
            return type(error).__name__
        return "moved"

    outcomes = at_once(move, people)
    return outcomes, sorted(states(target).values()), target


def test_the_last_seat_goes_to_one_and_the_others_stand_in_one_line():
    for round_number in range(ROUNDS):
        Message.objects.all().delete()
        outcomes, found, target = everyone_is_moved_into_one_seat(100 + 2 * round_number)
        assert outcomes == ["moved"] * PEOPLE
        assert found == ["confirmed"] + ["waitlisted"] * (PEOPLE - 1)
        places = list(target.registrations.in_line().values_list("queued_at", flat=True))
        assert len(set(places)) == PEOPLE - 1


def test_control_without_the_lock_the_seat_is_given_twice_or_people_are_turned_away(monkeypatch):
    """PostgreSQL oversells. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        unlocked = ClassOffering.objects.select_related("program").prefetch_related("sessions")
        monkeypatch.setattr(seats, "lock", lambda offering: unlocked.get(pk=offering.pk))

    def went_well(round_number):
        outcomes, found, _target = everyone_is_moved_into_one_seat(100 + 2 * round_number)
        return outcomes == ["moved"] * PEOPLE and found == ["confirmed"] + ["waitlisted"] * (PEOPLE - 1)

    assert not all(went_well(round_number) for round_number in range(ROUNDS))


def test_moves_in_opposite_directions_do_not_wait_for_each_other_for_ever():
    spring, fall = make_offering(), make_offering(number=46)
    user = get_user_model().objects.create_user("coordinator")
    journeys = [(seat(spring, f"s{n}"), fall) for n in range(4)] + [(seat(fall, f"f{n}"), spring) for n in range(4)]

    def move(journey):
        person, to = journey
        return roster.move(Registration.objects.get(pk=person.pk), to=to, by=user).offering_id == to.pk

    assert all(at_once(move, journeys))
