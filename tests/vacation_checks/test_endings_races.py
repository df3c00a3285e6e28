"""Ends, longer stays and the clock at once, on real connections; each with a control that sees the lock missing."""

from collections import Counter
from datetime import time, timedelta
from time import sleep
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.programs.test_packet_races import unlocked
from tests.programs.test_races import at_once
from tests.vacation_checks.builders import approved, make_tour
from tests.vacation_checks.first_day import first_day
from tests.vacation_checks.moments import again, back_since_yesterday, mails
from vacation_checks.enums import CLOCK_STATES, EndedBy
from vacation_checks.models import HouseCheck, ResultCode, VacationCheckRequest
from vacation_checks.services import changes, clock, clock_upkeep, endings
from vacation_checks.services.errors import RequestError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TIMES, ROUNDS = 6, 4


@pytest.fixture(autouse=True)
def _first_day(transactional_db):
    first_day()


def together(*verbs):
    """What each of these did, begun at the same moment: None, or the name of what it raised."""

    def try_it(verb):
        try:
            verb()
        except (DatabaseError, RequestError) as error:
            return type(error).__name__
        return None

    return at_once(try_it, list(verbs))


def back_many_times(mine):
    return together(*[lambda: endings.back_early(mine, EndedBy.RESIDENT)] * TIMES)


def test_back_many_times_at_once_is_one_end_and_one_mail():
    for _ in range(ROUNDS):
        mine = approved(leaves=-2)
        assert back_many_times(mine) == [None] * TIMES
        assert mine.events.filter(to_state="ended_early").count() == 1
    assert mails("report") == ROUNDS


def test_control_without_the_lock_it_ends_twice_or_fails(monkeypatch):
    unlocked(monkeypatch)
    outcomes = []
    for _ in range(ROUNDS * 2):
        mine = approved(leaves=-2)
        outcomes += [*filter(None, back_many_times(mine)), *mine.events.filter(to_state="ended_early")[1:]]
    assert outcomes


def over_for_days():
    """A request that the clock is about to close, and whose resident says at this moment that they are back."""
    mine = back_since_yesterday()
    earlier = timedelta(days=3)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(returns_on=mine.returns_on - earlier)
    return again(mine)


def test_back_against_the_clock_is_one_end_and_one_mail():
    for make in (over_for_days, back_since_yesterday):
        for _ in range(ROUNDS):
            mine = make()
            workers = [clock_upkeep.move_on, clock_upkeep.seal_ended] * 2
            assert set(together(lambda mine=mine: endings.end(mine), *workers)) == {None}
            assert again(mine).state == "completed"
            assert mine.events.filter(to_state="completed").count() == 1
    assert mails("report") == 2 * ROUNDS


def test_two_workers_do_each_thing_once():
    mine = [back_since_yesterday(returns_at=time(0, 15)) for _ in range(ROUNDS)]
    duties = [clock_upkeep.move_on, clock_upkeep.remind_returned, clock_upkeep.seal_ended]
    assert set(together(*duties * 2)) == {None}
    assert mails("reminder") == ROUNDS
    for one in mine:
        assert one.events.filter(to_state="awaiting", from_state__in=["active", "scheduled"]).count() == 1


def test_control_without_the_lock_two_workers_write_or_mail_twice(monkeypatch):
    unlocked(monkeypatch)
    outcomes = []
    for _ in range(ROUNDS * 2):
        mine = back_since_yesterday(returns_at=time(0, 15))
        outcomes += filter(None, together(*[clock_upkeep.remind_returned] * TIMES))
        outcomes += list(mine.events.filter(from_state="active", to_state="awaiting")[1:])
    assert outcomes


def longer_many_times(mine):
    return together(
        *[
            lambda days=days: changes.extend(mine, mine.returns_on + timedelta(days=days), time(9))
            for days in range(1, TIMES + 1)
        ]
    )


def test_of_many_longer_stays_at_once_one_is_taken():
    for _ in range(ROUNDS):
        mine = approved(leaves=-2)
        assert Counter(longer_many_times(mine)) == {None: 1, "RequestError": TIMES - 1}
    assert mails("changed") == ROUNDS


def test_control_without_the_lock_more_than_one_is_taken_or_fails(monkeypatch):
    unlocked(monkeypatch)
    outcomes = []
    for _ in range(ROUNDS * 2):
        outcomes.append(Counter(longer_many_times(approved(leaves=-2))))
    assert any(outcome != {None: 1, "RequestError": TIMES - 1} for outcome in outcomes)


@transaction.atomic
def log_check(mine, tour):
    """As an officer's phone does it: under the lock of the request, with a mark if it has ended."""
    locked, _now = clock.locked_now(mine)
    sleep(0.02)
    HouseCheck.objects.create(
        request=locked,
        tour=tour,
        officer=tour.officer,
        officer_name=tour.officer_name,
        checked_at=timezone.now(),
        logged_at=timezone.now(),
        result=ResultCode.objects.get(code="clear"),
        form_key=uuid4().hex,
        is_after_end=locked.state not in CLOCK_STATES,
    )


def looked_at_while_they_come_back():
    """[what went wrong, ...]: checks whose mark does not fit their time, and refusals of the database."""
    mine, tour = approved(leaves=-2), make_tour()
    wrong = together(*[lambda: log_check(mine, tour)] * 3, lambda: endings.end(mine))
    tour.__class__.objects.filter(pk=tour.pk).update(ended_at=timezone.now())
    ended_at = again(mine).ended_at
    marks = [check.is_after_end == (check.checked_at > ended_at) for check in mine.checks.all()] if ended_at else []
    return [*filter(None, wrong), *["wrong mark"] * marks.count(False), *["lost"] * (3 - len(marks))]


def test_a_check_against_back_early_is_kept_and_marked_if_it_came_after():
    for _ in range(ROUNDS):
        assert looked_at_while_they_come_back() == []


def test_control_without_the_lock_a_check_is_lost_or_wrongly_marked(monkeypatch):
    unlocked(monkeypatch)
    assert any(looked_at_while_they_come_back() for _ in range(ROUNDS))
