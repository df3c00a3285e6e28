"""Midnight comes between two tests, and never within one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.conftest import before_midnight, not_before_the_tests
from tests.programs.builders import local


@pytest.mark.parametrize(("second", "is_slow"), [(0, False), (30, True), (59, True)])
def test_in_the_last_minute_of_a_day_the_clock_is_two_minutes_slow(second, is_slow):
    minute = 59 if is_slow else 58
    now = local(2027, 2, 28, 23, minute) + timedelta(seconds=second)
    with time_machine.travel(now, tick=False), before_midnight():
        late = now - timezone.now()
        assert (timezone.localtime() + timedelta(minutes=1)).date() == now.date()
    assert (late > timedelta(minutes=1)) == is_slow


@pytest.mark.parametrize("name", ["localdate", "localtime"])
def test_which_day_it_is_cannot_be_asked_while_tests_are_collected(name):
    ask, new_year = not_before_the_tests(name), local(2027, 1, 1)
    with pytest.raises(RuntimeError, match="Midnight may come before this test is run"):
        ask()
    assert ask(new_year) == getattr(timezone, name)(new_year)
