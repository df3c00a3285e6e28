"""The days that one person has in a year: nights away, by the dates and not by when somebody pressed a button."""

from datetime import date, timedelta

import pytest

from tests.vacation_checks.builders import approved
from tests.vacation_checks.moments import at
from vacation_checks.services import endings, own_stays

pytestmark = pytest.mark.django_db


def days_used(email="ana@example.com"):
    """How many days a year must have so that one more night fits."""
    night = (date(2026, 12, 1), date(2026, 12, 2))
    return next(most for most in range(400) if own_stays.year_over(email, *night, most) is None) - 1


@pytest.mark.parametrize(("back_after", "used"), [(3, 3), (7, 7), (9, 7)], ids=["early", "as planned", "told later"])
def test_days_are_used_up_until_the_return_and_not_until_somebody_says_so(back_after, used):
    with at(2026, 6, 1, 8):
        mine = approved(leaves=0)
    with at(2026, 6, 1 + back_after, 20):
        ended = endings.end(mine)
    assert ended.ended_at.date() - mine.leaves_on >= timedelta(days=back_after)
    assert days_used() == used
