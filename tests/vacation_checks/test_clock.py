"""What the clock does: on time, late, twice, never; on the days of the clock changes and over New Year."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection

from core.encrypted import DecryptionError
from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.moments import again, at, local, mails, truth
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import clock_upkeep, desk
from vacation_checks.services.clock_upkeep import move_on, remind_returned

pytestmark = pytest.mark.django_db

START = (2026, 12, 21, 10)


def trip(leaves_on, returns_on, *, leaves_at=time(9), returns_at=time(18), **fields):
    return approved(leaves_on=leaves_on, leaves_at=leaves_at, returns_on=returns_on, returns_at=returns_at, **fields)


def new_year():
    with at(*START):
        return trip(date(2026, 12, 28), date(2027, 1, 4))


def test_a_stay_over_new_year_from_departure_to_the_end():
    mine = new_year()
    steps = [
        ((2026, 12, 27, 23, 59), "scheduled"),
        ((2026, 12, 28, 0, 0), "active"),
        ((2027, 1, 1, 0, 0), "active"),
        ((2027, 1, 4, 17, 59), "active"),
        ((2027, 1, 4, 18, 0), "awaiting"),
        ((2027, 1, 7, 17, 59), "awaiting"),
        ((2027, 1, 7, 18, 0), "completed"),
    ]
    for moment, state in steps:
        with at(*moment):
            assert truth(mine) == state, f"read at {moment}"
            move_on()
            assert again(mine).state == state, f"written at {moment}"
    ended = again(mine)
    assert (ended.ended_at, ended.ended_by, mails("report")) == (ended.returns, EndedBy.CLOCK, 1)


def test_a_worker_that_was_away_for_a_week_writes_the_truth_in_one_step():
    mine = new_year()
    with at(2027, 1, 11, 18):
        move_on()
        remind_returned()
    assert again(mine).state == RequestState.COMPLETED
    assert (mails("report"), mails("reminder")) == (1, 0)
    assert [event.to_state for event in mine.events.all()][-2:] == ["scheduled", "completed"]


def test_without_a_worker_every_reader_sees_the_truth():
    mine = new_year()
    with at(2026, 12, 30, 3):
        assert again(mine).state == "scheduled" and truth(mine) == "active"
        assert VacationCheckRequest.objects.on_the_list(date(2026, 12, 30)).get() == mine
    with at(2027, 1, 5, 19):
        assert truth(mine) == "awaiting"
        assert VacationCheckRequest.objects.overdue(local(2027, 1, 5, 19)).get() == mine


def test_twice_is_once():
    mine = new_year()
    with at(2027, 1, 5, 6):
        for _ in range(3):
            move_on()
            remind_returned()
    assert mails("reminder") == 1
    with at(2027, 1, 8):
        for _ in range(3):
            move_on()
    assert mails("report") == 1
    assert mine.events.filter(to_state="completed").count() == 1


def test_the_reminder_comes_some_hours_after_the_return_and_not_before():
    mine = new_year()
    with at(2027, 1, 5, 5, 59):
        remind_returned()
        assert mails("reminder") == 0
    with at(2027, 1, 5, 6):
        remind_returned()  # no other duty has run before
    assert (mails("reminder"), again(mine).state, again(mine).reminded_at) == (1, "awaiting", local(2027, 1, 5, 6))


def test_who_has_no_mail_address_is_not_reminded_but_called():
    with at(*START):
        mine = trip(date(2026, 12, 28), date(2027, 1, 4), email="")
    with at(2027, 1, 5, 19):
        remind_returned()
        assert again(mine).reminded_at is None
        assert VacationCheckRequest.objects.overdue(local(2027, 1, 5, 19)).get() == mine


@pytest.mark.parametrize(
    ("moment", "is_overdue"),
    [((2027, 1, 5, 17, 59), False), ((2027, 1, 5, 18), True), ((2027, 1, 7, 17, 59), True), ((2027, 1, 7, 18), False)],
)
def test_the_desk_is_told_from_a_day_after_the_return_until_it_is_closed(moment, is_overdue):
    new_year()
    assert VacationCheckRequest.objects.overdue(local(*moment)).exists() is is_overdue


def test_a_return_at_a_quarter_past_midnight_belongs_to_the_new_day():
    with at(2026, 12, 1, 10):
        mine = trip(date(2026, 12, 7), date(2026, 12, 14), returns_at=time(0, 15))
    with at(2026, 12, 13, 23, 59):
        move_on()
        assert again(mine).state == truth(mine) == "active"
    with at(2026, 12, 14, 0, 14):
        assert truth(mine) == "active"
        assert VacationCheckRequest.objects.on_the_list(date(2026, 12, 14)).exists()
    with at(2026, 12, 14, 0, 15):
        move_on()
        assert again(mine).state == truth(mine) == "awaiting"


@pytest.mark.parametrize(
    ("leaves_on", "returns_on", "returns_at", "before", "after"),
    [
        # March 8, 2026: 2 am becomes 3 am. A return at 2:30 is half an hour after the jump.
        (date(2026, 3, 2), date(2026, 3, 8), time(2, 30), (2026, 3, 8, 3, 29), (2026, 3, 8, 3, 30)),
        (date(2026, 3, 2), date(2026, 3, 8), time(3, 0), (2026, 3, 8, 1, 59), (2026, 3, 8, 3, 0)),
        # November 1, 2026: 1 am to 2 am comes twice. The first counts.
        (date(2026, 10, 26), date(2026, 11, 1), time(1, 30), (2026, 11, 1, 1, 29), (2026, 11, 1, 1, 30)),
        (date(2026, 10, 26), date(2026, 11, 1), time(2, 0), (2026, 11, 1, 1, 59), (2026, 11, 1, 2, 0)),
    ],
)
def test_on_the_days_of_the_clock_changes(leaves_on, returns_on, returns_at, before, after):
    with at(leaves_on.year, leaves_on.month, leaves_on.day - 10 if leaves_on.day > 10 else 1, 10):
        mine = trip(leaves_on, returns_on, returns_at=returns_at)
    for moment, state in ((before, "active"), (after, "awaiting")):
        with at(*moment):
            move_on()
            assert again(mine).state == truth(mine) == state
    # The second time that the same hour comes.
    with time_machine.travel(local(*after) + timedelta(hours=1), tick=False):
        move_on()
        assert again(mine).state == truth(mine) == "awaiting"


def test_a_departure_on_the_day_of_a_clock_change_is_active_from_its_midnight():
    with at(2026, 2, 20, 10):
        mine = trip(date(2026, 3, 8), date(2026, 3, 15))
    for moment, state in (((2026, 3, 7, 23, 59), "scheduled"), ((2026, 3, 8, 0, 0), "active")):
        with at(*moment):
            move_on()
            assert again(mine).state == state


def test_what_is_not_confirmed_or_decided_in_time_lapses_and_is_told():
    with at(*START):
        unconfirmed, waiting = make_request(leaves=7), submitted(leaves=7)
        asked = desk.ask(submitted(leaves=7), "Which gate?", by=user())
    with at(2026, 12, 23, 10):
        move_on()
        assert again(unconfirmed).state == "lapsed" and again(waiting).state == "submitted"
    with at(2027, 1, 4, 18):
        move_on()
    assert again(waiting).state == again(asked).state == "lapsed"
    assert mails("lapsed") == 3


def test_what_is_only_known_or_paused_ends_too():
    with at(*START):
        known = desk.inform_only(submitted(leaves=7), by=user())
        paused = approved(leaves=7)
        VacationCheckRequest.objects.filter(pk=paused.pk).update(state="suspended")
    with at(2027, 1, 5, 18):
        move_on()
        assert (again(known).state, again(paused).state) == ("information", "suspended")
    with at(2027, 1, 7, 18):
        move_on()
        assert again(known).state == again(paused).state == "completed"


def test_more_than_a_batch_is_done_in_one_run(monkeypatch):
    monkeypatch.setattr(clock_upkeep, "BATCH", 2)
    with at(*START):
        mine = [submitted(leaves=7) for _ in range(5)]
    with at(2027, 1, 9):
        move_on()
        assert {again(one).state for one in mine} == {"lapsed"}


def test_a_row_that_fails_keeps_none_of_the_others_waiting():
    with at(*START):
        mine = [submitted(leaves=7) for _ in range(3)]
    with connection.cursor() as cursor:
        table = VacationCheckRequest._meta.db_table
        cursor.execute(f"UPDATE {table} SET email = 'spoilt on the disk' WHERE id = %s", [mine[0].pk])  # noqa: S608
    with at(2027, 1, 9):
        with pytest.raises(DecryptionError):
            move_on()
        assert {again(one).state for one in mine[1:]} == {"lapsed"}


def test_looking_for_work_costs_one_question(django_assert_num_queries):
    new_year()
    with at(2026, 12, 24), django_assert_num_queries(2):  # the rules, and the question
        move_on()
