"""manage.py demo_content: the classes that it fills a database with."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.seats.places import TIMED_STATES
from mailroom.models import Message
from mailroom.services import oldest_waiting_age
from portal.demo import chat, homes, students
from portal.demo.content import BETWEEN_CLASSES, next_spring, next_term, season, season_before, season_now, term
from portal.demo.content import wednesdays_now as students_now
from programs import standings
from programs.enums import Mark, RegistrationState
from programs.models import (
    AcceptancePacket,
    Attendance,
    Certificate,
    ClassInterest,
    ClassOffering,
    ImportRun,
    Registration,
    RegistrationEvent,
    SurveyAnswer,
)
from programs.services import upkeep
from programs.services.duplicates import suggestions
from tests.portal.test_demo_accounts import assert_a_second_start_changes_nothing_but_the_passwords
from tests.programs.builders import local

pytestmark = pytest.mark.django_db

TAKES_A_SEAT = {RegistrationState.CONFIRMED, *TIMED_STATES}


@pytest.fixture
def only_classes(monkeypatch):
    """Quicker: without the house checks, CHAT and students, about which the test says nothing."""
    for room in (homes, chat, students):
        monkeypatch.setattr(room, "live_through", lambda now, *made, **people: None)


def states(number):
    rows = Registration.objects.filter(offering__program__slug="pip", offering__number=number)
    return Counter(rows.values_list("state", flat=True))


def assert_no_seat_was_ever_oversold():
    for offering in ClassOffering.objects.all():
        state_of, most = {}, 0
        for event in RegistrationEvent.objects.filter(registration__offering=offering).order_by("at", "pk"):
            state_of[event.registration_id] = event.to_state
            most = max(most, sum(state in TAKES_A_SEAT for state in state_of.values()))
        assert most <= offering.capacity, offering


def test_it_fills_an_empty_database_once(demo, rf):
    lines = demo()
    now = timezone.now()

    phases = {str(offering): offering.phase(now) for offering in ClassOffering.objects.all()}
    today = timezone.localdate()
    spring = next_spring(today)
    assert phases == {
        "PIP class 12, Spring 2004": "finished",
        "PIP class 44, Spring 2020": "finished",
        f"PIP class 45, {season(season_before(today))}": "finished",
        f"PIP class 46, {season(season_now(today))}": "running",
        f"PIP class 47, Spring {spring}": "open",
        f"PIP class 48, Spring {spring}, Tuesday evenings": "open",
        f"PIP class 49, Fall {spring}": "announced",
        f"PIP class 50, Spring {spring + 1}": "draft",
        f"PIP class 51, Summer {spring}": "cancelled",
        f"TAP class 1, {term(students_now(today) - BETWEEN_CLASSES)}": "finished",
        # Nobody registers: counselors nominate.
        f"TAP class 2, {term(students_now(today))}": "announced",
        f"TAP class 3, {term(next_term(today))}": "announced",
    }
    assert states(47) == {
        "confirmed": 36, "held": 2, "offered": 2, "waitlisted": 6, "lapsed": 3, "withdrawn": 4, "declined": 1,
    }  # fmt: skip
    assert (states(48), states(51)) == ({"confirmed": 9}, {"confirmed": 3})
    assert not of_adults().exclude(offering__number__in=[12, 45, 46, 47, 48, 51]).exists()
    assert Counter(bool(wish.confirmed_at) for wish in ClassInterest.objects.all()) == {True: 1, False: 1}
    assert_the_spring_of_2020_is_as_it_was()
    assert_a_class_meets_and_another_has_graduated()
    assert_nobody_in_it_exists()
    assert_every_step_has_its_mail()
    assert_no_seat_was_ever_oversold()
    assert_a_second_start_changes_nothing_but_the_passwords(lines, demo, rf)


def assert_a_class_meets_and_another_has_graduated():
    running = {person.registration.family_name: person for person in standings.of_class(class_of(46))}
    assert not running["Hathaway"].can_graduate
    assert running["Castillo"].absences_left == 0
    marks = set(Attendance.objects.filter(session__offering=class_of(46)).values_list("mark", flat=True))
    assert marks == set(Mark.values)
    assert class_of(46).sessions.filter(cancelled=True).count() == 1
    assert len(suggestions(class_of(46))) == 1
    assert AcceptancePacket.objects.filter(registration__offering=class_of(46)).count() == 9
    assert Certificate.objects.filter(replaced_at=None, registration__in=of_adults()).count() == 9
    assert Registration.objects.exclude(alumni_since=None).count() == 3
    assert Counter(SurveyAnswer.objects.values_list("wave", flat=True)) == {"end": 7, "later": 5}
    assert Counter(ImportRun.objects.values_list("state", flat=True)) == {"done": 1, "checked": 1}


def class_of(number):
    return ClassOffering.objects.get(program__slug="pip", number=number)


def of_adults():
    """Students have tests of their own."""
    return Registration.objects.exclude(source="nominated")


def assert_the_spring_of_2020_is_as_it_was():
    sessions = list(ClassOffering.objects.get(number=44).sessions.all())

    assert [session.date for session in sessions] == [date(2020, 3, 5) + timedelta(weeks=week) for week in range(12)]
    assert [session.is_graduation for session in sessions] == [False] * 11 + [True]
    assert [session.topic for session in sessions if session.hands_on] == ["Use of force scenarios"]


def assert_nobody_in_it_exists():
    for registration in of_adults():
        assert str(registration.phone).startswith("(310) 555-01") or registration.source == "imported"
        assert registration.email.endswith("@example.com") or registration.source in {"staff", "imported"}
    assert Registration.objects.filter(source="staff", email="").count() == 1


def assert_every_step_has_its_mail():
    of_classes = Message.objects.filter(template__startswith="programs/")
    assert Counter(of_classes.values_list("template", flat=True)) == {
        "programs/held": 79, "programs/confirmed": 75, "programs/waitlisted": 9, "programs/offered": 3,
        "programs/offer_ends_soon": 1, "programs/lapsed": 3, "programs/withdrawn": 4, "programs/declined": 1,
        "programs/class_cancelled": 3, "programs/interest": 2, "programs/class_changed": 13, "programs/letter": 13,
        "programs/graduated": 9, "programs/survey": 18,
    }  # fmt: skip
    assert oldest_waiting_age() < timedelta(minutes=10)
    assert not RegistrationEvent.objects.filter(at__gt=timezone.now()).exists()


@pytest.mark.once
def test_started_at_any_time_it_moves_on_by_itself(demo, only_classes):
    """At 1:30 in the night in which daylight saving time ends; then an hour later, by the real hands of a clock."""
    night = local(2026, 11, 1, 1, 30)
    with time_machine.travel(night):
        demo()
        upkeep.settle_overdue_seats()
    assert (states(47)["confirmed"], states(47)["held"], states(47)["offered"]) == (36, 2, 2)

    with time_machine.travel(night + timedelta(minutes=61)):
        upkeep.settle_overdue_seats()
    assert (states(47)["held"], states(47)["offered"], states(47)["waitlisted"]) == (1, 3, 5)
    assert_no_seat_was_ever_oversold()


@pytest.mark.once
@pytest.mark.volume
@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2026, 1, 8), date(2026, 11, 26), date(2027, 6, 21)])
def test_a_class_is_in_its_sixth_week_on_any_day(demo, only_classes, day):
    """Also on a Thursday, and after weeks in which holidays fell on Thursdays."""
    with time_machine.travel(local(day.year, day.month, day.day, 12)):
        demo()
        assert_a_class_meets_and_another_has_graduated()


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 22), 2027), (date(2027, 1, 21), 2027), (date(2027, 1, 22), 2028), (date(2027, 3, 5), 2028)],
)
def test_the_next_spring_is_at_least_six_weeks_ahead(today, year):
    assert next_spring(today) == year
