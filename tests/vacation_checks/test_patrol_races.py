"""Two phones at once, on real connections. Each control takes a protection away and must see it fail."""

import time

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from mailroom.models import Message
from tests.core.helpers import at_once, without_the_write_lock
from tests.vacation_checks.builders import make_tour, user
from tests.vacation_checks.first_day import first_day
from tests.vacation_checks.patrols import a_home, fresh, log, open_home, person
from vacation_checks.enums import RequestState
from vacation_checks.models import Alert, HouseCheck, Tour, VacationCheckRequest
from vacation_checks.services import clock, states, tours
from vacation_checks.services.checks import AlreadyChecked

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 8
PHONES = 4
FOUND = {"result": "open", "narrative": "Side door ajar."}


@pytest.fixture(autouse=True)
def _first_day(transactional_db):
    first_day()


def no_lock(monkeypatch):
    """As if services read without holding what they read."""
    if connection.vendor == "sqlite":
        without_the_write_lock(monkeypatch)
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    monkeypatch.setattr(states, "lock", lambda request: VacationCheckRequest.objects.get(pk=request.pk))


def both_phones_send_the_same(number):
    """Officer and partner, two forms each sent twice: what the four answers are, and how many checks there are."""
    partner = person(f"partner{number}")
    tour, home = make_tour(username=f"officer{number}", partner=partner), a_home(f"{number} ARLINGTON AVE")
    people = [tour.officer, partner] * 2
    answers = at_once(PHONES, lambda which: log(home, tour, people[which], form_key=f"{number}-{which % 2}", **FOUND))
    return {getattr(answer, "pk", repr(answer)) for answer in answers}, home.checks.count()


def is_one_check(outcome):
    answers, made = outcome
    return made == len(answers) == 1


def test_two_phones_at_once_are_one_check_one_alert_one_mail():
    for number in range(1, ROUNDS + 1):
        assert is_one_check(both_phones_send_the_same(number))
    assert HouseCheck.objects.count() == Alert.objects.count() == ROUNDS
    assert Message.objects.filter(template="requests/news").count() == ROUNDS


def test_control_without_the_lock_one_look_is_logged_twice_or_an_officer_is_turned_away(monkeypatch):
    no_lock(monkeypatch)
    assert not all(is_one_check(both_phones_send_the_same(number)) for number in range(1, ROUNDS + 1))


def test_two_tours_at_once_at_one_home_one_is_asked():
    for number in range(1, ROUNDS + 1):
        home = a_home(f"{number} ARLINGTON AVE")
        out = [make_tour(username=f"{name}{number}") for name in ("a", "b")]
        answers = at_once(2, lambda which, home=home, out=out: log(home, out[which]))
        assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) == [AlreadyChecked]
        assert home.checks.count() == 1


def cancel(home):
    """As the resident's page does; whether a check was there already."""
    with transaction.atomic():
        locked, now = clock.locked_now(home)
        states.change_state(locked, RequestState.CANCELLED, now=now)
        return locked.checks.exists()


def test_a_check_against_a_cancel_is_kept_and_marked_when_it_comes_second():
    for number in range(1, ROUNDS + 1):
        home, tour = a_home(f"{number} ARLINGTON AVE"), make_tour(username=f"o{number}")
        open_home(home, tour)
        was_first, check = at_once(2, lambda which, home=home, tour=tour: log(home, tour) if which else cancel(home))
        assert fresh(home).state == RequestState.CANCELLED
        assert check.is_after_end is not was_first


def two_starts(number):
    """A double tap on "start": how many tours there are, and what the second tap was told."""
    officer = user("officer", f"o{number}")
    answers = at_once(PHONES, lambda _: tours.start_tour(User.objects.get(pk=officer.pk)))
    refused = {type(answer).__name__ for answer in answers if isinstance(answer, Exception)}
    return Tour.objects.of(officer).count(), refused


def test_two_starts_at_once_are_one_tour():
    for number in range(ROUNDS):
        assert two_starts(number) == (1, {"OnTourAlready"})


def each_takes_the_other_along(number):
    """The one thing that no constraint of the database forbids: how many tours, and what the other was told."""
    pair = [user("officer", f"{name}{number}") for name in ("a", "b")]
    answers = at_once(2, lambda which: tours.start_tour(pair[which], partner=pair[1 - which]))
    told = [type(answer).__name__ for answer in answers if isinstance(answer, Exception)]
    return Tour.objects.filter(officer__in=pair).running(timezone.now()).count(), told


ONE_TOUR = (1, ["OnTourAlready"])


def test_who_name_each_other_as_partner_are_on_one_tour():
    assert [each_takes_the_other_along(number) for number in range(ROUNDS)] == [ONE_TOUR] * ROUNDS


def test_control_without_the_lock_they_are_on_two_or_are_told_nothing(monkeypatch):
    if connection.vendor == "sqlite":
        without_the_write_lock(monkeypatch)
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    monkeypatch.setattr(tours, "_locked_people", lambda *people: [person for person in people if person])
    # SQLite would lock here, and both have to have read before one of them writes.
    monkeypatch.setattr(tours, "_close_what_is_over", lambda *_: None)
    monkeypatch.setattr(tours, "_refuse_second_tour", slowly(tours._refuse_second_tour))
    assert [each_takes_the_other_along(number) for number in range(3)] != [ONE_TOUR] * 3


def slowly(step):
    def slow(*arguments):
        step(*arguments)
        time.sleep(0.05)

    return slow
