"""A class is put off as a whole, and the next one is planned like it."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.models import ClosureDay
from mailroom.models import Message
from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services import classes, seasons
from programs.services.errors import RegistrationError
from tests.programs.builders import call_in, local, make_offering, make_program, seated, sign_up, states

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 20, 10)
WEEK = timedelta(weeks=1)
SPRING, FALL = date(2027, 3, 4), date(2027, 9, 2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def thursdays(**fields):
    return make_offering(first_date=SPRING, **fields)


def dates(offering):
    return list(offering.sessions.values_list("date", flat=True))


def told(template="class_postponed"):
    return Message.objects.filter(template=f"programs/{template}").count()


# --- postpone ---------------------------------------------------------------------------


def test_everyone_keeps_the_place_and_is_told_once(django_user_model):
    offering = thursdays(capacity=2)
    seated(offering, "ana"), sign_up(offering, "ben"), sign_up(offering, "cleo")
    before = states(offering)
    topics = [session.topic for session in offering.sessions.all()]
    for _ in range(2):
        seasons.postpone(offering, FALL, "The City closed its counters.")

    sessions = list(offering.sessions.all())
    # Twelve Thursdays; Veterans Day and Thanksgiving come after them.
    assert [session.date for session in sessions][:10] == [FALL + week * WEEK for week in range(10)]
    assert [session.date for session in sessions][10:] == [date(2027, 11, 18), date(2027, 12, 2)]
    assert [session.topic for session in sessions] == topics
    assert {session.start_time for session in sessions} == {time(18)}
    assert states(offering) == before
    assert (told(), told("class_changed")) == (3, 0)


def test_a_first_date_on_a_closure_day_is_the_week_after():
    offering = thursdays(sessions=2)
    ClosureDay.objects.create(date=FALL, name="City Hall is closed")
    for _ in range(2):
        seasons.postpone(offering, FALL, "x")
    assert dates(offering) == [FALL + WEEK, FALL + 2 * WEEK]
    assert seasons.plan_postponement(ClassOffering.objects.get(), FALL).changes == []


def test_registration_that_is_still_to_come_moves_along_at_the_same_hour():
    offering = thursdays(opens_at=local(2027, 1, 10, 8), closes_at=local(2027, 2, 20, 17))
    seasons.postpone(offering, SPRING + 10 * WEEK, "x")
    offering.refresh_from_db()
    assert offering.opens_at == local(2027, 3, 21, 8)  # eight in the morning, on the other side of the clock change
    assert offering.closes_at == local(2027, 5, 1, 17)


def test_registration_that_is_open_stays_open_and_closes_later():
    offering = thursdays(closes_at=local(2027, 2, 20, 17))
    opened = offering.opens_at
    seasons.postpone(offering, SPRING + WEEK, "x")
    offering.refresh_from_db()
    assert (offering.opens_at, offering.closes_at) == (opened, local(2027, 2, 27, 17))


@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": local(2026, 12, 1)},
        {"opens_at": local(2026, 12, 1)},
        {"opens_at": local(2026, 11, 21), "closes_at": local(2027, 2, 1)},
    ],
)
def test_dates_that_would_put_registration_into_the_past_are_refused(fields):
    offering = thursdays(**fields)
    with pytest.raises(RegistrationError, match="in the past"):
        seasons.postpone(offering, date(2026, 12, 17), "x")
    assert dates(offering)[0] == SPRING


@pytest.mark.parametrize(
    ("moment", "first_date", "reason", "words"),
    [
        (NOW, FALL, "  ", "Write the reason"),
        (NOW, date(2026, 11, 19), "x", "has passed"),
        (local(2027, 3, 4, 18), FALL, "x", "has begun"),
    ],
)
def test_what_cannot_be_put_off(clock, moment, first_date, reason, words):
    offering = thursdays(sessions=3)
    clock.move_to(moment)
    with pytest.raises(RegistrationError, match=words):
        seasons.postpone(offering, first_date, reason)


def test_a_class_without_dates_or_cancelled_is_not_put_off():
    with pytest.raises(RegistrationError, match="no dates"):
        seasons.postpone(thursdays(sessions=0), FALL, "x")
    offering = thursdays(number=46)
    classes.cancel_class(offering, reason="Flood.")
    with pytest.raises(RegistrationError, match="is cancelled"):
        seasons.postpone(offering, FALL, "x")


def test_a_draft_is_put_off_in_silence(django_user_model):
    offering = thursdays(status=ClassStatus.DRAFT, sessions=2)
    call_in(offering, by=django_user_model.objects.create_user("coordinator"))
    seasons.postpone(offering, FALL, "")
    assert dates(offering) == [FALL, FALL + WEEK]
    assert not Message.objects.exists()


def test_another_weekday_turns_the_class():
    offering = thursdays(sessions=3)
    seasons.postpone(offering, date(2027, 9, 7), "x")
    assert dates(offering) == [date(2027, 9, 7) + week * WEEK for week in range(3)]


# --- the next season like this one ----------------------------------------------------------


def test_everything_but_the_dates_of_registration_is_taken_over():
    offering = thursdays(
        capacity=25, line_capacity=12, absences_allowed=3, excused_count=True, location="Fire Station 1",
        closes_at=local(2027, 2, 1),
    )  # fmt: skip
    offering.sessions.filter(topic__in=["Topic 6", "Topic 9"]).update(hands_on=True)
    assert seasons.like(offering) == {
        "program": offering.program_id,
        "location": "Fire Station 1",
        "capacity": 25,
        "line_capacity": 12,
        "absences_allowed": 3,
        "excused_count": True,
        "title": "Fall 2027",
        "first_date": FALL,
        "weekday": 3,
        "start_time": time(18),
        "end_time": time(20),
        "session_count": 11,
        "with_graduation": True,
        "topics": "\n".join(f"Topic {number}" for number in range(1, 12)),
        "hands_on": "6, 9",
    }


def test_the_season_as_it_was_meant_not_as_it_went():
    offering = thursdays(sessions=5)
    first, second, third, _fourth, _graduation = offering.sessions.all()
    first.date += timedelta(days=1)
    second.cancelled = third.cancelled = True
    offering.sessions.create(date=SPRING + 9 * WEEK, start_time=time(18), end_time=time(20), topic=second.topic)
    for session in (first, second, third):
        session.save()
    facts = seasons.like(ClassOffering.objects.get(pk=offering.pk))
    assert facts["topics"].split("\n") == ["Topic 1", "Topic 3", "Topic 4", "Topic 2"]
    assert (facts["weekday"], facts["first_date"].weekday()) == (3, 3)


def test_a_class_without_sessions_gives_what_it_has():
    assert "first_date" not in seasons.like(thursdays(sessions=0))


def test_a_class_of_long_ago_is_followed_by_one_that_is_to_come():
    facts = seasons.like(make_offering(first_date=date(2020, 3, 5), title="Spring 2020"))
    assert facts["first_date"] > timezone.localdate()
    assert facts["first_date"].weekday() == 3


@pytest.mark.parametrize(
    ("title", "first", "after", "expected"),
    [
        ("Spring 2027", SPRING, FALL, "Fall 2027"),
        ("Fall 2027", FALL, date(2028, 3, 2), "Spring 2028"),
        ("Spring 2027", FALL, date(2028, 3, 2), ""),  # the title was not right about this season either
        ("Spring 2027, Tuesday evenings", SPRING, FALL, ""),
        ("Winter 2027", date(2027, 1, 7), date(2027, 7, 8), ""),
        ("Spring 2027", date(2027, 5, 27), date(2027, 12, 2), ""),
        ("", date(2027, 1, 7), date(2027, 7, 8), ""),
    ],
)
def test_a_title_is_guessed_only_where_it_is_sure(title, first, after, expected):
    assert seasons.next_title(title, first, after) == expected


# --- the next class --------------------------------------------------------------------------


def test_the_next_class_is_the_next_published_one_of_the_program_that_is_not_over():
    spring = thursdays()
    assert seasons.next_class(spring, NOW) is None
    make_offering(number=44, first_date=date(2026, 9, 3))
    make_offering(number=46, first_date=FALL - WEEK, status=ClassStatus.DRAFT)
    make_offering(number=1, first_date=FALL, program=make_program("tap"))
    make_offering(number=48, sessions=0)
    assert seasons.next_class(spring, NOW).number == 48
    make_offering(number=49, first_date=FALL)
    make_offering(number=47, first_date=date(2028, 3, 2))
    assert seasons.next_class(spring, NOW).number == 49
    assert seasons.next_class(spring, local(2028, 1, 1)).number == 47
