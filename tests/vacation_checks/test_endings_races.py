"""Ends, longer stays and the clock at once, on real connections."""

from collections import Counter
from datetime import time, timedelta
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.races import at_once, goes_wrong, without_locks
from tests.vacation_checks.builders import approved, make_tour
from tests.vacation_checks.moments import again, back_since_yesterday, mails
from tests.volume import rounds
from vacation_checks.enums import CLOCK_STATES, EndedBy
from vacation_checks.models import HouseCheck, RequestEvent, ResultCode, VacationCheckRequest
from vacation_checks.services import changes, clock, clock_upkeep, endings
from vacation_checks.services.errors import RequestError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TIMES, HOMES = 6, 4
ROUNDS = rounds(2, 4)


def together(*verbs):
    """All of these, begun at the same moment."""
    at_once(lambda verb: verb(), verbs)


def back_many_times(_number):
    """Whether it ended once, with one mail."""
    mine, before = approved(leaves=-2), mails("report")
    together(*[lambda: endings.back_early(mine, EndedBy.RESIDENT)] * TIMES)
    return mine.events.filter(to_state="ended_early").count() == mails("report") - before == 1


def test_back_many_times_at_once_is_one_end_and_one_mail():
    assert all(back_many_times(number) for number in range(ROUNDS))


def test_control_without_the_lock_it_ends_twice_or_fails(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(back_many_times)


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
            together(lambda mine=mine: endings.end(mine), *workers)
            assert again(mine).state == "completed"
            assert mine.events.filter(to_state="completed").count() == 1
    assert mails("report") == 2 * ROUNDS


def two_workers(_number):
    """Homes whose residents came back at a quarter past midnight: whether each waits, and is reminded once."""
    mine, before = [back_since_yesterday(returns_at=time(0, 15)) for _ in range(HOMES)], mails("reminder")
    together(*[clock_upkeep.move_on, clock_upkeep.remind_returned, clock_upkeep.seal_ended] * 2)
    awaiting = RequestEvent.objects.filter(to_state="awaiting", from_state__in=["active", "scheduled"])
    steps = [awaiting.filter(request=one).count() for one in mine]
    return steps == [1] * HOMES and mails("reminder") - before == HOMES


def test_two_workers_do_each_thing_once():
    assert all(two_workers(number) for number in range(ROUNDS))


def test_control_without_the_lock_two_workers_write_or_mail_twice(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(two_workers)


def longer_many_times(_number):
    """Six wishes for a longer stay: whether one is taken, all others are refused, and one mail says so."""
    mine, before = approved(leaves=-2), mails("changed")

    def wish(days):
        try:
            changes.extend(mine, mine.returns_on + timedelta(days=days), time(9))
        except RequestError:
            return "refused"
        return "taken"

    answers = Counter(at_once(wish, range(1, TIMES + 1)))
    return answers == {"taken": 1, "refused": TIMES - 1} and mails("changed") - before == 1


def test_of_many_longer_stays_at_once_one_is_taken():
    assert all(longer_many_times(number) for number in range(ROUNDS))


def test_control_without_the_lock_more_than_one_is_taken_or_fails(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(longer_many_times)


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


def looked_at_while_they_come_back(_number):
    """Whether all three checks are kept, each with the mark that fits its time."""
    mine, tour = approved(leaves=-2), make_tour()
    together(*[lambda: log_check(mine, tour)] * 3, lambda: endings.end(mine))
    tour.__class__.objects.filter(pk=tour.pk).update(ended_at=timezone.now())
    ended_at = again(mine).ended_at
    marks = [check.is_after_end == (check.checked_at > ended_at) for check in mine.checks.all()]
    return marks == [True] * 3


def test_a_check_against_back_early_is_kept_and_marked_if_it_came_after():
    assert all(looked_at_while_they_come_back(number) for number in range(ROUNDS))


def test_control_without_the_lock_a_check_is_lost_or_wrongly_marked(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(looked_at_while_they_come_back)
