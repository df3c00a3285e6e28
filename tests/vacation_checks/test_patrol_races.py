"""Two phones at once, on real connections."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from mailroom.models import Message
from tests.races import answers_at_once, at_once, goes_wrong, without_locks
from tests.vacation_checks.builders import make_tour, user
from tests.vacation_checks.patrols import a_home, fresh, log, open_home, person
from tests.volume import rounds
from vacation_checks.enums import RequestState
from vacation_checks.models import Alert, HouseCheck, Tour
from vacation_checks.services import clock, states, tours
from vacation_checks.services.checks import AlreadyChecked

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds(2, 8)
PHONES = 4
FOUND = {"result": "open", "narrative": "Side door ajar."}


def both_phones_send_the_same(number):
    """Officer and partner, two forms each sent twice: whether all four answers are the one check."""
    partner = person(f"partner{number}")
    tour, home = make_tour(username=f"officer{number}", partner=partner), a_home(f"{number} ARLINGTON AVE")
    people = [tour.officer, partner] * 2
    answers = at_once(
        lambda which: log(home, tour, people[which], form_key=f"{number}-{which % 2}", **FOUND).pk, range(PHONES)
    )
    return home.checks.count() == len(set(answers)) == 1


def test_two_phones_at_once_are_one_check_one_alert_one_mail():
    for number in range(1, ROUNDS + 1):
        assert both_phones_send_the_same(number)
    assert HouseCheck.objects.count() == Alert.objects.count() == ROUNDS
    assert Message.objects.filter(template="requests/news").count() == ROUNDS


def test_control_without_the_lock_one_look_is_logged_twice_or_an_officer_is_turned_away(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(both_phones_send_the_same)


def test_two_tours_at_once_at_one_home_one_is_asked():
    for number in range(1, ROUNDS + 1):
        home = a_home(f"{number} ARLINGTON AVE")
        out = [make_tour(username=f"{name}{number}") for name in ("a", "b")]
        answers = answers_at_once(lambda tour, home=home: log(home, tour), out)
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
        was_first, check = at_once(
            lambda which, home=home, tour=tour: log(home, tour) if which else cancel(home), range(2)
        )
        assert fresh(home).state == RequestState.CANCELLED
        assert check.is_after_end is not was_first


def two_starts(number):
    """A double tap on "start": how many tours there are, and what the second tap was told."""
    officer = user("officer", f"o{number}")
    answers = answers_at_once(lambda _: tours.start_tour(User.objects.get(pk=officer.pk)), range(PHONES))
    refused = {type(answer).__name__ for answer in answers if isinstance(answer, Exception)}
    return Tour.objects.of(officer).count(), refused


def test_two_starts_at_once_are_one_tour():
    for number in range(ROUNDS):
        assert two_starts(number) == (1, {"OnTourAlready"})


def each_takes_the_other_along(number):
    """The one thing that no constraint of the database forbids: whether there is one tour, and the other was told."""
    pair = [user("officer", f"{name}{number}") for name in ("a", "b")]
    answers = answers_at_once(lambda which: tours.start_tour(pair[which], partner=pair[1 - which]), range(2))
    told = [type(answer).__name__ for answer in answers if isinstance(answer, Exception)]
    running = Tour.objects.filter(officer__in=pair).running(timezone.now()).count()
    return (running, told) == (1, ["OnTourAlready"])


def test_who_name_each_other_as_partner_are_on_one_tour():
    assert all(each_takes_the_other_along(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_they_are_on_two_or_are_told_nothing(monkeypatch):
    without_locks(monkeypatch)
    # SQLite would lock here, and both have to have read before one of them writes.
    monkeypatch.setattr(tours, "_close_what_is_over", lambda *_: None)
    assert goes_wrong(each_takes_the_other_along)
