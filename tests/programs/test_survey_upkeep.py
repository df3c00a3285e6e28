"""Graduates are asked the day after and six months later, by the calendar on the wall."""

from datetime import date

import pytest
import time_machine

from mailroom.models import Message
from programs.enums import SurveyWave
from programs.models import Registration, SurveyInvitation
from programs.services import graduation
from programs.services.survey_upkeep import asked_on, invite_graduates
from tests.programs.builders import local
from tests.programs.graduates import ended_class, graduate_all, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator", is_staff=True)


@pytest.fixture
def spring(staff):
    """Ended on Thursday, May 20, 2027; everybody graduated that evening."""
    with time_machine.travel(local(2027, 5, 20, 20)):
        offering = ended_class(("ana", "ben"), days_ago=0)
        graduate_all(offering, staff)
        return offering


def asked(moment, runs=1):
    """Whom the worker asked by this moment: {wave: number of mails}."""
    with time_machine.travel(moment):
        for _ in range(runs):
            invite_graduates()
    waves = SurveyInvitation.objects.values_list("wave", flat=True)
    assert Message.objects.filter(template="programs/survey").count() == len(waves)
    return {str(wave): list(waves).count(wave) for wave in set(waves)}


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        (date(2027, 5, 20), date(2027, 11, 20)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 6, 15), date(2027, 12, 15)),
        (date(2027, 7, 1), date(2028, 1, 1)),
    ],
)
def test_six_months_are_calendar_months(last, wanted):
    assert asked_on(SurveyWave.LATER, last) == wanted


def test_not_on_the_last_evening_and_not_at_night_but_the_next_morning_once(spring):
    assert asked(local(2027, 5, 20, 21)) == {}
    assert asked(local(2027, 5, 21, 0, 30)) == {}
    assert asked(local(2027, 5, 21, 7, 59)) == {}
    assert asked(local(2027, 5, 21, 8), runs=3) == {"end": 2}
    assert asked(local(2027, 7, 1, 9)) == {"end": 2}


def test_six_months_later_across_the_clock_change(spring):
    """May 20 is daylight time, November 20 is not: 8 am stays 8 am, and the day stays the 20th."""
    asked(local(2027, 5, 21, 8))
    assert asked(local(2027, 11, 19, 21, 59)) == {"end": 2}
    assert asked(local(2027, 11, 20, 7, 59)) == {"end": 2}
    assert asked(local(2027, 11, 20, 8), runs=2) == {"end": 2, "later": 2}


def test_the_other_way_across_the_clock_change(staff):
    """October 7 is daylight time, so is April 7; in between the clock changed twice."""
    with time_machine.travel(local(2026, 10, 7, 20)):
        graduate_all(ended_class(("ana",), days_ago=0), staff)
    assert asked(local(2027, 4, 7, 7, 59)) == {}
    assert asked(local(2027, 4, 7, 8)) == {"later": 1}


def test_who_graduates_later_or_has_no_mail_or_was_undone(spring, staff):
    Registration.objects.filter(given_name="Ben").update(email="")
    graduation.undo_graduation(person(spring, "ana"), by=staff, reason="Slip")
    assert asked(local(2027, 5, 22, 9)) == {}
    with time_machine.travel(local(2027, 5, 30, 9)):
        graduate_all(spring, staff)
    assert asked(local(2027, 5, 30, 10)) == {"end": 1}


def test_nobody_is_asked_out_of_the_blue(spring):
    """A worker that stood still for a season, or a class that was read from a file."""
    assert asked(local(2027, 7, 20, 9)) == {}
    assert asked(local(2028, 1, 20, 9)) == {}
    assert asked(local(2032, 1, 20, 9)) == {}


def test_whoever_did_not_graduate_is_not_asked(staff):
    with time_machine.travel(local(2027, 5, 20, 20)):
        ended_class(("ana",), days_ago=0)
    assert asked(local(2027, 5, 21, 9)) == {}


def test_a_class_costs_the_same_however_many_classes_are_over(spring, django_assert_max_num_queries):
    asked(local(2027, 5, 21, 9))
    with time_machine.travel(local(2027, 5, 22, 9)), django_assert_max_num_queries(2):
        invite_graduates()
