"""Which homes a tour shows, in which order, and in which words."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.vacation_checks.builders import approved, beat, make_check, make_tour, submitted
from tests.vacation_checks.moments import at
from tests.vacation_checks.patrols import a_home, fresh, log
from vacation_checks.enums import RequestState
from vacation_checks.models import Alert, CheckRules, VacationCheckRequest
from vacation_checks.services import checks, patrol, sheet

pytestmark = pytest.mark.django_db
DAY = 24 * 60


@pytest.fixture(autouse=True)
def _at_noon():
    """No test of days begins just before midnight."""
    with time_machine.travel(timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0), tick=False):
        yield


def addresses(tour=None, **options):
    homes = patrol.homes_of(tour or make_tour(), timezone.now(), **options).homes
    return [home.address for home in homes]


def only_home(tour=None):
    return patrol.homes_of(tour or make_tour(username="looks"), timezone.now()).homes[0]


def change(home, **fields):
    VacationCheckRequest.objects.filter(pk=home.pk).update(**fields)
    return fresh(home)


def test_only_homes_of_today_in_the_beat_are_listed():
    a_home("1 A ST")
    a_home("2 A ST", leaves=0)
    a_home("3 A ST", on=beat("2"))
    approved(leaves=1, house="4 A ST")
    submitted(leaves=3, house="5 A ST")
    for number, state in enumerate(("cancelled", "suspended", "completed", "declined"), start=6):
        change(a_home(f"{number} A ST"), state=state, decision="other")
    change(a_home("10 A ST"), returns_on=timezone.localdate() - timedelta(days=1))
    change(a_home("11 A ST"), state="completed", sealed_at=timezone.now())
    assert addresses(make_tour()) == ["1 A ST", "2 A ST"]


def test_a_tour_of_all_beats_lists_all_and_so_does_an_officer_who_asks():
    a_home("1 A ST")
    a_home("3 A ST", on=beat("2"))
    assert addresses(make_tour(on=None)) == ["1 A ST", "3 A ST"]
    assert addresses(make_tour(username="second"), everywhere=True) == ["1 A ST", "3 A ST"]


def test_the_clock_need_not_have_run_for_a_home_to_be_listed():
    home = a_home("1 A ST")
    change(home, state=RequestState.SCHEDULED)
    assert addresses() == ["1 A ST"]


def test_alert_first_then_never_checked_then_most_overdue_then_along_the_street():
    early = make_tour(username="early")
    make_check(a_home("9 B ST"), early, minutes_ago=DAY)
    make_check(a_home("100 B ST"), early, minutes_ago=DAY + 60)
    make_check(a_home("20 A ST"), early, minutes_ago=4 * DAY)
    a_home("30 A ST")
    a_home("4 A ST")
    alert = make_check(a_home("50 C ST"), early, result="open", minutes_ago=60)
    Alert.objects.create(check_record=alert, opened_at=timezone.now())
    assert addresses() == ["50 C ST", "4 A ST", "30 A ST", "20 A ST", "9 B ST", "100 B ST"]


def test_a_closed_alert_no_longer_comes_first():
    home = a_home()
    alert = log(home, result="open", narrative="Door.").alert
    assert only_home().has_alert
    Alert.objects.filter(pk=alert.pk).update(closed_at=timezone.now(), outcome="secured")
    assert not only_home(make_tour(username="later")).has_alert


@pytest.mark.parametrize(
    ("gone_for", "checked_days_ago", "overdue"),
    [(5, 1, -1), (5, 2, 0), (5, 3, 1), (13, 3, 1), (14, 3, -4), (20, 8, 1), (20, 10, 3)],
)
def test_the_target_is_every_two_days_for_a_fortnight_then_weekly(gone_for, checked_days_ago, overdue):
    home = a_home(leaves=-gone_for, nights=gone_for + 5)
    make_check(home, make_tour(), minutes_ago=checked_days_ago * DAY)
    assert only_home().overdue_days == overdue


def test_the_target_is_a_setting():
    rules = CheckRules.objects.get()
    rules.first_interval_days = 1
    rules.save()
    make_check(a_home(), make_tour(), minutes_ago=3 * DAY)
    assert only_home().overdue_days == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"returns": 18}, "Returns today 6:00 PM"),
        ({"returns": 0}, "Should be back since 12:15 AM"),
        ({"leaves": 18}, "Leaves today 6:00 PM"),
        ({"leaves": 9}, "Left today 9:00 AM"),
        ({}, ""),
    ],
)
def test_what_happens_today_stands_out(fields, words):
    home, today = a_home(), timezone.localdate()
    for name, hour in fields.items():
        change(home, **{f"{name}_on": today, f"{name}_at": time(hour, 0 if hour else 15)})
    assert only_home().today == words
    assert only_home(make_tour(username="b")).is_last_day is ("returns" in fields)


@pytest.mark.parametrize(
    ("minutes_ago", "words"),
    [(5, "today 11:55 AM"), (11 * 60, "today 1:00 AM"), (13 * 60, "yesterday"), (2 * DAY, "2 days ago")],
)
def test_the_last_check_as_one_says_it(minutes_ago, words):
    with at(2026, 11, 18, 12):  # of 24 hours, which the days of a clock change are not
        make_check(a_home(), make_tour(), minutes_ago=minutes_ago)
        assert only_home().last_check == words


def test_a_check_of_another_home_is_not_the_last_check():
    check = log(a_home())
    checks.add_addendum(check, check.officer, reason="Wrong", text="1236.", is_wrong_home=True)
    assert (only_home().last_check, only_home(make_tour(username="b")).is_never_checked) == ("never", True)


def test_who_is_back_and_who_is_only_known_stand_apart():
    now = timezone.now()
    for house, hours in (("1 A ST", 2), ("2 A ST", 25)):
        ended = {"state": "ended_early", "ended_by": "resident", "ended_at": now - timedelta(hours=hours)}
        change(a_home(house), **ended)
    change(a_home("3 A ST"), state="information")
    change(a_home("4 A ST", on=beat("2")), state="information")
    listed = patrol.homes_of(make_tour(), now)
    assert (listed.homes, listed.back_early, listed.known_only) == ([], ["1 A ST"], ["3 A ST"])


@pytest.mark.parametrize(
    ("unit", "address"),
    [("", "1234 SARTORI AVE"), ("4", "1234 SARTORI AVE, unit 4"), ("APT 4", "1234 SARTORI AVE, APT 4")],
)
def test_the_unit_stands_behind_the_house(unit, address):
    assert patrol.address_of(a_home(unit=unit)) == address


def test_numbers_are_numbers_and_what_has_none_is_no_error():
    streets = ["100 A ST", "9 A ST", "9B A ST", "EL PRADO"]
    assert sorted(streets, key=patrol.street_order) == ["9 A ST", "9B A ST", "100 A ST", "EL PRADO"]


def test_the_sheet_has_the_least_that_helps():
    details = {
        "animals": "yard",
        "gated": "gate",
        "gate_entry": "4711",
        "side_gate": "locked",
        "visitors": [{"name": "Green Thumb", "purpose": "gardener", "phone": "+13105550123", "days": "Tuesdays"}],
        "vehicles": [{"description": "gray Civic", "plate": "8ABC123", "place": "driveway"}],
        "contacts": [{"name": "Kenji Mori", "phone": "+13105550111"}],
    }
    a_home("1 A ST", details=details)
    (row,) = sheet.rows_of(make_tour(), timezone.now())
    assert row == sheet.Row(
        address="1 A ST",
        flags=["Animals in the yard", "Gated", "Side gate locked"],
        visitors=["Green Thumb"],
        vehicles=["gray Civic, 8ABC123, driveway"],
    )
