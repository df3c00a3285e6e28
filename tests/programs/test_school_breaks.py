"""Classes for students keep to the school year; all other classes meet while school is out."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.models import ClosureDay
from core.services import closed_days, enter_break
from programs.enums import Entry
from programs.services import classes, sessions
from tests.programs.admin.helpers import said
from tests.programs.builders import make_offering, make_program
from tests.programs.students import client_of, coordinator

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:core_closureday_school_break")
MONDAY, FRIDAY = date(2027, 3, 22), date(2027, 3, 26)
IN_THE_BREAK = date(2027, 3, 25)


@pytest.fixture(autouse=True)
def _weeks_before_the_break():
    with time_machine.travel(date(2027, 2, 1)):
        yield


def dates(**about):
    plan = classes.propose_dates(first_date=date(2027, 3, 18), session_count=2, with_graduation=False, **about)
    return plan.dates


def test_a_class_for_students_steps_over_the_break_and_another_does_not():
    enter_break(MONDAY, FRIDAY, "Spring break")
    assert dates() == [date(2027, 3, 18), IN_THE_BREAK]
    assert dates(for_students=True) == [date(2027, 3, 18), date(2027, 4, 1)]


@pytest.mark.parametrize(("entry", "is_blocked"), [(Entry.OPEN, False), (Entry.NOMINATION, True)])
def test_moved_sessions_step_over_the_break_too(entry, is_blocked):
    enter_break(MONDAY, FRIDAY, "Spring break")
    offering = make_offering(program=make_program("tap", entry=entry), first_date=date(2027, 3, 4))
    assert (IN_THE_BREAK in sessions.blocked_days(offering, MONDAY, FRIDAY)) is is_blocked


def test_a_break_is_entered_in_one_step():
    response = client_of(coordinator()).post(PAGE, {"name": "Spring break", "first": MONDAY, "last": FRIDAY})
    assert response.status_code == 302
    assert "Spring break: 5 days are new" in said(response)
    assert closed_days(MONDAY, FRIDAY) == {}
    assert closed_days(MONDAY, FRIDAY, for_students=True) == {
        MONDAY + timedelta(days=number): "Spring break" for number in range(5)
    }


def test_a_holiday_in_the_break_stays_closed_for_all_and_one_that_is_worked_closes_to_students():
    ClosureDay.objects.create(date=MONDAY, name="A holiday")
    ClosureDay.objects.create(date=FRIDAY, name="Not kept here", closed=False)
    assert enter_break(MONDAY, FRIDAY, "Spring break") == 4
    assert enter_break(MONDAY, FRIDAY, "Spring break") == 0
    assert closed_days(MONDAY, FRIDAY) == {MONDAY: "A holiday"}
    assert closed_days(MONDAY, FRIDAY, for_students=True)[FRIDAY] == "Not kept here"


@pytest.mark.parametrize(
    "slip",
    [
        {"last": "2027-03-01"}, {"last": "2028-03-26"}, {"first": "0001-01-01"}, {"last": "9999-12-31"},
        {"name": "  "}, {"name": "Spring\x00"}, {"first": "soon"}, {"last": ""},
    ],
)  # fmt: skip
def test_a_slip_is_said_beside_the_field_and_nothing_is_saved(slip):
    typed = {"name": "Spring break", "first": "2027-03-22", "last": "2027-03-26"}
    response = client_of(coordinator()).post(PAGE, typed | slip)
    assert response.context["form"].errors.keys() == slip.keys() or "last" in response.context["form"].errors
    assert not ClosureDay.objects.filter(school_break=True).exists()
