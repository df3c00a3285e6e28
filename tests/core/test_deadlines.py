"""Until when an offer waits: property-tested over three years of moments, nights and clock changes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.seats.deadlines import LEAST_NOTICE, is_night, offer_deadline
from tests.programs.builders import local

HOURS = {"hours": 72, "late_hours": 24}
START = local(2026, 1, 1, 0, 0)
minutes = st.integers(min_value=0, max_value=3 * 365 * 24 * 60)


@given(now=minutes, until_first=st.integers(-60 * 24 * 30, 60 * 24 * 60), until_joining_ends=minutes)
def test_a_deadline_is_ahead_never_at_night_and_never_after_the_last_joining_moment(
    now, until_first, until_joining_ends
):
    now = START + timedelta(minutes=now)
    last_joining = now + timedelta(minutes=until_joining_ends)
    deadline = offer_deadline(now, begins_at=now + timedelta(minutes=until_first), last_joining=last_joining, **HOURS)
    if deadline is None:
        return
    assert deadline - now >= LEAST_NOTICE
    assert not is_night(deadline)
    assert deadline <= last_joining


@pytest.mark.parametrize(
    ("now", "begins", "deadline"),
    [
        (local(2027, 1, 4, 15), local(2027, 3, 4, 18), local(2027, 1, 7, 15)),  # three days, by day
        (local(2027, 1, 4, 23), local(2027, 3, 4, 18), local(2027, 1, 8, 8)),  # ends at night: next morning
        (local(2027, 1, 4, 3), local(2027, 3, 4, 18), local(2027, 1, 7, 8)),
        (local(2027, 3, 1, 15), local(2027, 3, 4, 18), local(2027, 3, 2, 15)),  # the week before: one day
        (local(2027, 3, 12, 15), local(2027, 3, 18, 18), local(2027, 3, 13, 15)),  # over the clock change
    ],
)
def test_how_long_an_offer_lasts(now, begins, deadline):
    last_joining = begins + timedelta(weeks=2)
    assert offer_deadline(now, begins_at=begins, last_joining=last_joining, **HOURS) == deadline


def test_no_offer_after_the_last_session_at_which_joining_allows_graduation():
    third = local(2027, 3, 18, 18)
    first = local(2027, 3, 4, 18)
    assert offer_deadline(local(2027, 3, 18, 12), begins_at=first, last_joining=third, **HOURS) == third
    assert offer_deadline(local(2027, 3, 18, 17, 30), begins_at=first, last_joining=third, **HOURS) is None
    assert offer_deadline(local(2027, 3, 19, 9), begins_at=first, last_joining=third, **HOURS) is None
