"""Closure days, and what guards leave behind."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core.models import ClosureDay, EmailCode, RateWindow
from core.services import business_day, closed_days, fill_closure_days, fill_coming_closure_days, forget_expired_traces

pytestmark = pytest.mark.django_db
THURSDAY = 3


@pytest.fixture
def autumn():
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/Los_Angeles")), tick=False):
        yield


def days():
    return set(ClosureDay.objects.values_list("date", "name", "closed"))


def named(word, year):
    return ClosureDay.objects.filter(name__icontains=word, date__year=year)


def test_californias_holidays_are_filled_in():
    fill_closure_days([2027])
    assert named("Thanksgiving", 2027).filter(date=date(2027, 11, 25)).exists()
    assert named("Veterans", 2027).filter(date=date(2027, 11, 11)).exists()
    assert named("Chavez", 2027).filter(date=date(2027, 3, 31)).exists(), "California's own"
    assert ClosureDay.objects.filter(date=date(2027, 12, 25), closed=True).exists()


@pytest.mark.parametrize("year", range(2026, 2032))
def test_thanksgiving_is_the_thursday_on_which_a_class_would_be_held(year):
    fill_closure_days([year])
    [thanksgiving] = [row.date for row in named("Thanksgiving", year) if row.date.weekday() == THURSDAY]
    assert 22 <= thanksgiving.day <= 28


def test_filling_again_changes_nothing():
    fill_closure_days([2027, 2028])
    before = days()
    fill_closure_days([2028, 2027])
    fill_closure_days([2027])
    assert days() == before


def test_what_staff_changed_stays():
    fill_closure_days([2027])
    ClosureDay.objects.filter(date=date(2027, 11, 11)).update(closed=False, name="Veterans Day: class is held")
    ClosureDay.objects.create(date=date(2027, 6, 1), name="Training day")
    before = days()
    fill_closure_days([2027])
    assert days() == before


def test_only_ticked_days_in_the_range_are_closed():
    fill_closure_days([2027])
    ClosureDay.objects.create(date=date(2027, 11, 1), name="Training day")
    ClosureDay.objects.create(date=date(2027, 11, 30), name="Open house")
    ClosureDay.objects.filter(date=date(2027, 11, 11)).update(closed=False)

    closed = closed_days(date(2027, 11, 1), date(2027, 11, 25))
    assert closed[date(2027, 11, 1)] == "Training day"
    assert date(2027, 11, 25) in closed
    assert date(2027, 11, 11) not in closed
    assert date(2027, 11, 30) not in closed
    assert closed_days(date(2027, 11, 26), date(2027, 11, 1)) == {}


def test_the_worker_fills_this_year_and_the_next_two(autumn, django_assert_num_queries):
    fill_coming_closure_days()
    for year in (2026, 2027, 2028):
        assert named("Thanksgiving", year).exists()
    assert not named("Thanksgiving", 2029).exists()
    # Once a minute, so it had better be cheap.
    with django_assert_num_queries(1):
        fill_coming_closure_days()


def test_on_new_years_eve_in_torrance_it_is_not_yet_next_year():
    with time_machine.travel(datetime(2026, 12, 31, 22, tzinfo=ZoneInfo("America/Los_Angeles")), tick=False):
        fill_coming_closure_days()
    assert not named("Thanksgiving", 2029).exists()


def test_a_day_that_staff_add_years_ahead_does_not_keep_the_holidays_away(autumn):
    ClosureDay.objects.create(date=date(2028, 6, 1), name="Training day")
    fill_coming_closure_days()
    assert named("Thanksgiving", 2028).exists()


def test_a_deleted_holiday_is_filled_in_again(autumn):
    fill_coming_closure_days()
    ClosureDay.objects.filter(date=date(2027, 12, 25)).delete()
    fill_coming_closure_days()
    assert ClosureDay.objects.filter(date=date(2027, 12, 25)).exists()


def test_traces_go_when_they_can_no_longer_matter_and_not_before():
    now = timezone.now()
    for hours in (-1, 1, 23, 25, 1000):
        past = now - timedelta(hours=hours)
        EmailCode.objects.create(purpose=f"{hours}", email_key="ana@example.org", code_hash="", expires_at=past)
        RateWindow.objects.create(key=f"{hours}", started_at=past, count=1)

    forget_expired_traces()

    assert set(EmailCode.objects.values_list("purpose", flat=True)) == {"-1", "1", "23"}
    assert set(RateWindow.objects.values_list("key", flat=True)) == {"-1", "1", "23"}


def test_business_days_step_over_weekends_and_closure_days():
    fill_closure_days([2026])
    assert business_day(date(2026, 11, 30), -2) == date(2026, 11, 24)  # Monday; Thanksgiving and the day after
    assert business_day(date(2026, 11, 25), 1) == date(2026, 11, 30)
    assert business_day(date(2026, 11, 28), 0) == date(2026, 11, 28)
