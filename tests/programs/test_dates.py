"""New dates for the sessions of a class: rhythm, weekday and order stay, and no blocked day is used."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.services.sessions import follow

WEEK = timedelta(weeks=1)
SPRING = date(2027, 3, 4)


def thursdays(count, first=SPRING):
    return [first + week * WEEK for week in range(count)]


def test_all_follow_the_first_one_by_as_many_weeks():
    new, skipped = follow(thursdays(12), SPRING + 3 * WEEK, {})
    assert new == thursdays(12, SPRING + 3 * WEEK)
    assert skipped == {}


def test_a_closure_day_is_stepped_over_and_those_behind_it_wait():
    closed = {SPRING + 2 * WEEK: "A holiday"}
    new, skipped = follow(thursdays(3), SPRING + WEEK, closed)
    assert new == [SPRING + WEEK, SPRING + 3 * WEEK, SPRING + 4 * WEEK]
    assert skipped == closed


def test_a_gap_that_a_closure_day_made_does_not_travel():
    days = [SPRING, SPRING + 2 * WEEK]
    new, _skipped = follow(days, SPRING + 5 * WEEK, {SPRING + WEEK: "A holiday"})
    assert new == [SPRING + 5 * WEEK, SPRING + 6 * WEEK]


def test_a_rest_of_the_class_itself_stays():
    new, _skipped = follow([SPRING, SPRING + 2 * WEEK], SPRING + 5 * WEEK, {})
    assert new == [SPRING + 5 * WEEK, SPRING + 7 * WEEK]


def test_a_saturday_at_the_range_stays_the_saturday_after_its_thursday():
    saturday = SPRING + timedelta(days=2)
    new, _skipped = follow([SPRING, saturday, SPRING + WEEK], SPRING + WEEK, {})
    assert new == [SPRING + WEEK, saturday + WEEK, SPRING + 2 * WEEK]


def test_two_sessions_of_one_day_stay_on_one_day():
    new, _skipped = follow([SPRING, SPRING, SPRING + WEEK], SPRING + WEEK, {})
    assert new == [SPRING + WEEK, SPRING + WEEK, SPRING + 2 * WEEK]


def test_another_weekday_turns_the_whole_class():
    tuesday = SPRING + timedelta(days=5)
    new, _skipped = follow(thursdays(3), tuesday, {})
    assert new == [tuesday, tuesday + WEEK, tuesday + 2 * WEEK]


seasons = st.lists(st.integers(1, 16), min_size=0, max_size=20).map(
    lambda gaps: [SPRING + timedelta(days=sum(gaps[:number])) for number in range(len(gaps) + 1)]
)
# Closure days close together, so that they meet often.
closures = st.sets(st.integers(-30, 500), max_size=120).map(
    lambda offsets: {SPRING + timedelta(days=offset): "closed" for offset in offsets}
)


@given(seasons, closures, st.integers(-4, 30))
def test_order_and_weekday_stay_and_no_closed_day_is_used(days, closed, weeks):
    first = SPRING + weeks * WEEK
    closed.pop(first, None)  # whether the first date is open is seen to before
    new, skipped = follow(days, first, closed)

    assert len(new) == len(days)
    assert new[0] == first
    assert all(earlier < later for earlier, later in pairwise(new))
    assert [day.weekday() for day in new] == [day.weekday() for day in days]
    assert not set(new) & set(closed)
    assert set(skipped) <= set(closed)


@given(seasons, closures, st.integers(-4, 30))
def test_doing_it_again_changes_nothing(days, closed, weeks):
    first = SPRING + weeks * WEEK
    closed.pop(first, None)
    once, _skipped = follow(days, first, closed)
    assert follow(once, first, closed)[0] == once


@pytest.mark.parametrize("careless", [lambda days, weeks, closed: [day + weeks * WEEK for day in days]])
def test_control_plainly_adding_weeks_would_use_a_closed_day(careless):
    closed = {SPRING + 3 * WEEK: "closed"}
    assert set(careless(thursdays(3), 2, closed)) & set(closed)
    assert not set(follow(thursdays(3), SPRING + 2 * WEEK, closed)[0]) & set(closed)
