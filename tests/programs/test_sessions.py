"""One session is moved, cancelled or put back: the others follow or stay, and everyone is told once."""

from datetime import date, time, timedelta

import pytest
import time_machine

from core.models import ClosureDay
from mailroom.models import Message
from programs.enums import ClassStatus
from programs.models import ClassSession
from programs.services import classes, registrations, sessions
from programs.services.errors import RegistrationError
from programs.services.sessions import When
from tests.programs.builders import local, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 20, 10)
WEEK = timedelta(weeks=1)
SPRING = date(2027, 3, 4)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def thursdays(**fields):
    return make_offering(first_date=SPRING, **fields)


def at(day, start=18, end=20):
    return When(day, time(start), time(end))


def dates(offering):
    return list(ClassSession.objects.filter(offering=offering, cancelled=False).values_list("date", flat=True))


def told(template="class_changed"):
    return Message.objects.filter(template=f"programs/{template}").count()


def test_one_session_moves_alone():
    offering = thursdays(sessions=4)
    seated(offering)
    second = offering.sessions.all()[1]
    for _ in range(2):
        sessions.move_session(second, to=at(date(2027, 3, 12), 17, 19))
    assert dates(offering) == [SPRING, date(2027, 3, 12), SPRING + 2 * WEEK, SPRING + 3 * WEEK]
    second.refresh_from_db()
    assert (second.start_time, second.end_time, second.sequence) == (time(17), time(19), 1)
    assert told() == 1


def test_all_later_ones_follow_and_everyone_is_told_once():
    offering = thursdays(sessions=5)
    for name in ("ana", "ben"):
        seated(offering, name)
    topics = [session.topic for session in offering.sessions.all()]
    second = offering.sessions.all()[1]
    for _ in range(2):
        sessions.move_session(second, to=at(SPRING + 3 * WEEK), with_later=True)
    assert dates(offering) == [SPRING, *(SPRING + week * WEEK for week in (3, 4, 5, 6))]
    assert [session.topic for session in offering.sessions.all()] == topics
    assert told() == 2


def test_to_another_weekday_the_later_ones_keep_theirs():
    offering = thursdays(sessions=3)
    friday = SPRING + WEEK + timedelta(days=1)
    sessions.move_session(offering.sessions.first(), to=at(friday), with_later=True)
    assert dates(offering) == [friday, SPRING + 2 * WEEK, SPRING + 3 * WEEK]


def test_by_less_than_half_a_week_the_later_ones_stay():
    offering = thursdays(sessions=3)
    sessions.move_session(offering.sessions.first(), to=at(SPRING + timedelta(days=2)), with_later=True)
    assert dates(offering) == [SPRING + timedelta(days=2), SPRING + WEEK, SPRING + 2 * WEEK]


def test_closure_days_and_the_days_of_cancelled_sessions_are_passed_over():
    offering = thursdays(sessions=5)
    ClosureDay.objects.create(date=SPRING + 2 * WEEK, name="City Hall is closed")
    offering.sessions.filter(date=SPRING + 3 * WEEK).update(cancelled=True)
    first = offering.sessions.first()
    plan = sessions.plan_move(offering, first, at(SPRING + WEEK), with_later=True)
    sessions.move_session(first, to=at(SPRING + WEEK), with_later=True)
    # What met two weeks after the second one sat on the closure day; that one is now stepped over.
    assert dates(offering) == [SPRING + week * WEEK for week in (1, 4, 5, 6)]
    assert set(plan.skipped) == {SPRING + 2 * WEEK, SPRING + 3 * WEEK}


@pytest.mark.parametrize(
    ("to", "with_later", "words"),
    [
        (at(date(2026, 11, 19)), False, "has passed"),
        (at(SPRING + 2 * WEEK), False, "a session at this time already"),
        (at(SPRING + 2 * WEEK, 19, 21), False, "a session at this time already"),
        (at(SPRING + 3 * WEEK), False, "put that one back instead"),
        (at(SPRING - WEEK), True, "must stay after the session before it"),
    ],
)
def test_where_a_session_cannot_go(to, with_later, words):
    offering = thursdays(sessions=5)
    offering.sessions.filter(date=SPRING + 3 * WEEK).update(cancelled=True)
    seated(offering)
    with pytest.raises(RegistrationError, match=words):
        sessions.move_session(offering.sessions.all()[1], to=to, with_later=with_later)
    assert told() == 0


def test_what_has_passed_is_history(clock):
    offering = thursdays(sessions=3)
    first = offering.sessions.first()
    clock.move_to(local(2027, 3, 4, 18, 1))
    for change in (
        lambda: sessions.move_session(first, to=at(SPRING + 9 * WEEK)),
        lambda: sessions.cancel_session(first, reason="x"),
        lambda: sessions.restore_session(first),
    ):
        with pytest.raises(RegistrationError, match="has passed"):
            change()


def test_nothing_moves_in_a_cancelled_class():
    offering = thursdays(sessions=3)
    classes.cancel_class(offering, reason="Flood.")
    with pytest.raises(RegistrationError, match="is cancelled"):
        sessions.move_session(offering.sessions.first(), to=at(SPRING + 9 * WEEK))


def test_a_cancelled_session_stays_known_and_can_be_put_back():
    offering = thursdays(sessions=3)
    seated(offering)
    second = offering.sessions.all()[1]
    with pytest.raises(RegistrationError, match="Write the reason"):
        sessions.cancel_session(second, reason=" ")
    for _ in range(2):
        sessions.cancel_session(second, reason="The range is closed.")
    assert dates(offering) == [SPRING, SPRING + 2 * WEEK]
    assert told() == 1
    with pytest.raises(RegistrationError, match="put it back first"):
        sessions.move_session(second, to=at(SPRING + 9 * WEEK))

    for _ in range(2):
        sessions.restore_session(second)
    assert len(dates(offering)) == 3
    assert told() == 2
    second.refresh_from_db()
    assert second.sequence == 2


def test_a_session_at_the_end_instead_stands_before_graduation():
    offering = thursdays(sessions=4)
    seated(offering)
    ClosureDay.objects.create(date=SPRING + 4 * WEEK, name="City Hall is closed")
    second = offering.sessions.all()[1]
    for _ in range(2):
        sessions.cancel_session(second, reason="The range is closed.", add_one=True)
    held = list(offering.sessions.filter(cancelled=False))
    assert [session.date for session in held] == [SPRING + week * WEEK for week in (0, 2, 3, 5)]
    assert [session.topic for session in held] == ["Topic 1", "Topic 3", "Topic 2", "Topic 4"]
    assert [session.is_graduation for session in held] == [False, False, False, True]
    assert told() == 1


def test_a_session_at_the_end_of_a_class_without_graduation():
    offering = thursdays(sessions=3)
    offering.sessions.update(is_graduation=False)
    sessions.cancel_session(offering.sessions.last(), reason="The range is closed.", add_one=True)
    assert dates(offering) == [SPRING, SPRING + WEEK, SPRING + 3 * WEEK]


def test_graduation_is_not_added_at_the_end():
    with pytest.raises(RegistrationError, match="move it instead"):
        sessions.cancel_session(thursdays(sessions=3).sessions.last(), reason="x", add_one=True)


def test_a_draft_tells_nobody_and_needs_no_reason():
    offering = thursdays(sessions=3, status=ClassStatus.DRAFT)
    sessions.cancel_session(offering.sessions.first(), reason="")
    assert dates(offering) == [SPRING + WEEK, SPRING + 2 * WEEK]
    assert not Message.objects.exists()


def test_who_could_not_come_on_the_old_day_is_expected_on_the_new_one():
    offering = thursdays(sessions=3)
    ana = seated(offering)
    first, second, _last = offering.sessions.all()
    registrations.announce_absence(ana, first)
    registrations.announce_absence(ana, second)
    sessions.move_session(first, to=at(SPRING + timedelta(days=1)))
    sessions.move_session(second, to=at(second.date, 17, 19))
    assert list(ana.will_miss.all()) == [second]


def test_what_was_typed_long_ago_does_not_turn_the_calendar_back():
    """A form that was opened before a change saves a topic after it."""
    offering = thursdays(sessions=3)
    stale = offering.sessions.first()
    registrations.withdraw(seated(offering))  # takes the sessions out of one calendar: the numbers grow
    stale.topic = "K9"
    classes.save_sessions(offering, [stale])
    assert offering.sessions.first().sequence == 1


def test_clashes_are_those_of_other_classes_that_take_place():
    offering, other = thursdays(sessions=2), thursdays(number=46, sessions=1)
    other.sessions.create(date=SPRING + WEEK, start_time=time(18), end_time=time(19), cancelled=True)
    assert sessions.clashing_classes(list(offering.sessions.all())) == {SPRING: "PIP class 46, Spring 2027"}
    classes.cancel_class(other, reason="Flood.")
    assert sessions.clashing_classes(list(offering.sessions.all())) == {}


def test_people_in_line_are_told_too_but_whoever_left_is_not():
    offering = thursdays(sessions=3, capacity=1)
    seated(offering, "ana")
    sign_up(offering, "ben")
    registrations.withdraw(sign_up(offering, "cleo"))
    sessions.move_session(offering.sessions.first(), to=at(SPRING + timedelta(days=1)))
    mailed = Message.objects.filter(template="programs/class_changed").values_list("to", flat=True)
    assert sorted(mailed) == ["ana@example.com", "ben@example.com"]
