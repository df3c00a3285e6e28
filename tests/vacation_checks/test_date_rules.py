"""Which dates may be asked for."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.utils import timezone

from core.models import ClosureDay
from vacation_checks.models import CheckRules
from vacation_checks.services.dates import earliest_departure, problems_with, remark_on

pytestmark = pytest.mark.django_db

# A Monday.
NOW = datetime(2026, 11, 2, 10, tzinfo=timezone.get_default_timezone())


def problems(leaves_on, returns_on, *, leaves_at=time(9), returns_at=time(18), now=NOW, **options):
    return problems_with(leaves_on, leaves_at, returns_on, returns_at, now, CheckRules(), **options)


def test_usual_dates_have_no_problem():
    assert problems(date(2026, 11, 5), date(2026, 11, 12)) == {}


@pytest.mark.parametrize(
    ("leaves_on", "returns_on", "field", "words"),
    [
        (date(2026, 11, 1), date(2026, 11, 12), "leaves_on", "over"),
        (date(2026, 11, 2), date(2026, 11, 12), "leaves_on", "(310) 328-3456"),
        (date(2026, 11, 4), date(2026, 11, 12), "leaves_on", "Thursday, November 5"),
        (date(2028, 11, 4), date(2028, 11, 12), "leaves_on", "year ahead"),
        (date(9999, 12, 30), date(9999, 12, 31), "leaves_on", "year ahead"),
        (date(2026, 11, 12), date(2026, 11, 5), "returns_on", "after the departure"),
        (date(2026, 11, 12), date(2026, 11, 14), "returns_on", "3 nights"),
        (date(2026, 11, 12), date(2028, 11, 14), "returns_on", "longer than a year"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(leaves_on, returns_on, field, words):
    assert words in problems(leaves_on, returns_on)[field]


def test_a_return_on_the_day_of_departure_must_come_later():
    rules = CheckRules(least_nights=0)
    day = date(2026, 11, 12)
    assert problems_with(day, time(18), day, time(18), NOW, rules).keys() == {"returns_at"}
    assert problems_with(day, time(18), day, time(18, 1), NOW, rules) == {}


def test_notice_counts_business_days():
    rules = CheckRules()
    assert earliest_departure(NOW, rules) == date(2026, 11, 5)
    friday = datetime(2026, 11, 6, 23, 59, tzinfo=timezone.get_default_timezone())
    assert earliest_departure(friday, rules) == date(2026, 11, 11)
    ClosureDay.objects.create(date=date(2026, 11, 11), name="Veterans Day")
    assert earliest_departure(friday, rules) == date(2026, 11, 12)
    assert earliest_departure(friday, CheckRules(notice_days=0)) == date(2026, 11, 6)


def test_the_day_is_that_of_torrance():
    """7 pm on Monday is Tuesday in UTC."""
    evening = NOW.replace(hour=19)
    assert earliest_departure(evening, CheckRules()) == date(2026, 11, 5)


def test_a_departure_that_we_know_of_needs_no_notice():
    known = SimpleNamespace(leaves_on=date(2026, 11, 3))
    assert problems(date(2026, 11, 3), date(2026, 11, 8), known=known) == {}
    assert problems(date(2026, 11, 4), date(2026, 11, 8), known=known) == {}
    assert problems(date(2026, 11, 2), date(2026, 11, 8), known=known).keys() == {"leaves_on"}
    assert problems(date(9999, 12, 1), date(9999, 12, 8), known=known).keys() == {"leaves_on"}


def test_a_long_stay_is_told_what_it_means_and_not_refused():
    rules = CheckRules()
    assert problems(date(2026, 11, 5), date(2027, 4, 5)) == {}
    assert remark_on(30, rules) == ""
    assert "our desk decides" in remark_on(31, rules)
    assert "not look" in remark_on(91, rules)
