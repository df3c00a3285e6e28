"""Who is out, where, and until when."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.vacation_checks.builders import beat, make_tour
from tests.vacation_checks.patrols import person
from vacation_checks.models import CheckRules, Tour
from vacation_checks.services import tours
from vacation_checks.services.errors import RequestError
from vacation_checks.services.tours import OnTourAlready

pytestmark = pytest.mark.django_db


def hours_of(tour):
    return (tour.closes_at - tour.started_at) / timedelta(hours=1)


def test_an_officer_goes_out_everywhere_for_ten_hours_and_a_volunteer_in_a_beat_for_five():
    tour = tours.start_tour(person("reyes"), unit=" 12A ", partner_name=" J. Ito ")
    assert (tour.beat, tour.unit, tour.partner_name, tour.officer_name) == (None, "12A", "J. Ito", "Reyes")
    assert hours_of(tour) == 10
    assert hours_of(tours.start_tour(person("vera", "volunteer"), beat=beat())) == 5


def test_the_hours_are_a_setting():
    rules = CheckRules.objects.get()
    for name, hours in (("reyes", 12), ("ito", 0)):
        rules.tour_hours = hours
        rules.save()
        assert hours_of(tours.start_tour(person(name))) == max(hours, 1)


def test_a_volunteer_has_to_choose_a_beat_and_so_has_who_takes_one_along():
    with pytest.raises(RequestError, match="Choose a beat"):
        tours.start_tour(person("vera", "volunteer"))
    with pytest.raises(RequestError, match="Choose a beat"):
        tours.start_tour(person("reyes"), partner=person("vera", "volunteer"))
    together = tours.start_tour(person("reyes"), partner=person("vera", "volunteer"), beat=beat())
    assert hours_of(together) == 5


def test_a_tour_is_that_of_both():
    officer, partner = person("reyes"), person("ito")
    tour = tours.start_tour(officer, partner=partner)
    assert tours.running_tour_of(officer) == tours.running_tour_of(partner) == tour
    assert tours.running_tour_of(person("other")) is None
    assert tour.partner_name == "Ito"


def test_nobody_is_on_two_tours_at_once():
    officer, partner = person("reyes"), person("ito")
    tours.start_tour(officer, partner=partner)
    for who in (officer, partner):
        with pytest.raises(OnTourAlready):
            tours.start_tour(who)
    with pytest.raises(RequestError, match="Ito is on another tour"):
        tours.start_tour(person("third"), partner=partner)
    assert Tour.objects.count() == 1


def test_a_partner_is_somebody_else_who_patrols():
    officer = person("reyes")
    gone = person("gone")
    gone.is_active = False
    gone.save()
    for partner in (officer, gone, User.objects.create_user("clerk")):
        with pytest.raises(RequestError, match="somebody else who patrols"):
            tours.start_tour(officer, partner=partner)


def test_a_tour_ends_once():
    tour = make_tour()
    ended = tours.end_tour(tour).ended_at
    assert tours.end_tour(tour).ended_at == ended
    assert tours.running_tour_of(tour.officer) is None


def test_a_tour_closes_by_itself_and_the_next_one_can_start():
    tour = make_tour()
    with time_machine.travel(tour.closes_at + timedelta(seconds=1)):
        assert tours.running_tour_of(tour.officer) is None
        again = tours.start_tour(tour.officer)
        tour.refresh_from_db()
        assert tour.ended_at == tour.closes_at
        assert tours.running_tour_of(tour.officer) == again


def test_ending_a_tour_that_is_over_does_not_make_it_longer():
    tour = make_tour()
    with time_machine.travel(tour.closes_at + timedelta(hours=1)):
        assert tours.end_tour(tour).ended_at == tour.closes_at


def test_the_worker_writes_down_which_tours_have_closed():
    over, running = make_tour(), make_tour(username="second", closes_at=timezone.now() + timedelta(days=2))
    with time_machine.travel(over.closes_at + timedelta(hours=1)):
        tours.close_over()
        tours.close_over()
    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.ended_at, running.ended_at) == (over.closes_at, None)


def test_the_database_has_the_last_word(monkeypatch):
    tour = make_tour()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tour()
    monkeypatch.setattr(tours, "_refuse_second_tour", lambda *_: None)
    with pytest.raises(OnTourAlready):
        tours.start_tour(tour.officer)
