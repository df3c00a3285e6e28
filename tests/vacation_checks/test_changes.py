"""Other dates: at once, or as a wish; longer once; and what the desk says."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.moments import again, back_since_yesterday, local, mails, truth
from tests.vacation_checks.test_endings import suspended
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.services import changes, desk, endings
from vacation_checks.services.errors import DatesError, RequestError

pytestmark = pytest.mark.django_db

MONDAY = local(2026, 11, 2, 10)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def change(mine, *, leave=0, come=0, by=None):
    """Move the departure and the return by so many days."""
    dates = changes.dates_of(again(mine))
    dates["leaves_on"] += timedelta(days=leave)
    dates["returns_on"] += timedelta(days=come)
    return changes.change_dates(mine, **dates, by=by)


@pytest.mark.parametrize("make", [make_request, submitted, lambda: desk.ask(submitted(), "Which?", by=user())])
def test_before_approval_any_dates_within_the_rules_take_effect(make):
    mine = make()
    assert change(mine, come=20).nights == 27
    assert change(mine, leave=10, come=60).nights == 77
    assert (again(mine).has_wish, mails("changed"), again(mine).state) == (False, 2, mine.state)


def test_before_approval_the_rules_hold():
    mine = submitted(leaves=10)
    with pytest.raises(DatesError) as refusal:
        change(mine, leave=-9)
    assert refusal.value.problems.keys() == {"leaves_on"}
    with pytest.raises(DatesError) as refusal:
        change(mine, come=-5)
    assert "3 nights" in refusal.value.problems["returns_on"]
    assert again(mine).nights == 7


@pytest.mark.parametrize("make", [approved, lambda: approved(leaves=-2), suspended])
def test_after_approval_returning_sooner_takes_effect_at_once(make):
    """However short it becomes: officers must know when somebody is there."""
    mine = make()
    sooner = change(mine, come=-4)
    assert (sooner.nights, sooner.has_wish, mails("changed")) == (3, False, 1)


def test_leaving_later_takes_effect_at_once_and_the_state_follows():
    mine = approved(leaves=0, leaves_at=time(18))
    assert mine.state == RequestState.ACTIVE
    assert change(mine, leave=2).state == RequestState.SCHEDULED


def test_after_approval_anything_longer_is_a_wish_and_the_old_dates_run_on():
    mine = approved()
    wished = change(mine, come=10)
    assert wished.has_wish and wished.nights == 7 and truth(mine) == RequestState.SCHEDULED
    assert (mails("wish"), mails("changed")) == (1, 0)
    change(mine, come=10)
    assert mails("wish") == 1, "the same wish once more"
    assert change(mine, leave=1, come=3).wished_returns_on == mine.returns_on + timedelta(days=3)
    assert not change(mine).has_wish, "the same dates as now: the wish is taken back"


def test_a_wish_needs_the_notice_too():
    with pytest.raises(DatesError):
        change(approved(leaves=10), leave=-9)


def test_who_has_left_cannot_leave_at_another_time():
    with pytest.raises(DatesError, match="left already"):
        change(approved(leaves=-2), leave=1)


def test_a_return_that_is_over_is_no_change_of_dates():
    with pytest.raises(DatesError, match="over"):
        change(approved(leaves=-5), come=-3)


def test_what_is_over_does_not_change():
    with pytest.raises(RequestError, match="Your dates are over"):
        change(back_since_yesterday(), come=1)
    with pytest.raises(RequestError, match="ended"):
        change(endings.cancel(approved()), come=1)


def test_the_desk_changes_dates_for_a_caller_at_once():
    mine = change(approved(leaves=-2), come=40, by=user())
    assert (mine.nights, mine.has_wish) == (47, False)
    with pytest.raises(DatesError):
        change(mine, come=-400, by=user())


def test_the_desk_accepts_a_wish():
    mine = approved()
    change(mine, come=10)
    accepted = changes.decide_wish(mine, True, user())
    assert (accepted.nights, accepted.has_wish, mails("changed")) == (17, False, 1)
    with pytest.raises(RequestError, match="no open wish"):
        changes.decide_wish(mine, True, user())


def test_the_desk_refuses_a_wish_and_says_why():
    mine = approved()
    change(mine, come=10)
    with pytest.raises(RequestError, match="Say why"):
        changes.decide_wish(mine, False, user())
    refused = changes.decide_wish(mine, False, user(), "Too many homes in these weeks.")
    assert (refused.nights, refused.has_wish, refused.desk_note) == (7, False, "Too many homes in these weeks.")
    assert mails("wish_refused") == 1


def test_a_wish_whose_dates_are_over_is_not_accepted(monday):
    mine = approved()
    change(mine, come=1)
    monday.shift(timedelta(days=12))
    with pytest.raises(RequestError, match="over"):
        changes.decide_wish(mine, True, user())


def test_an_accepted_wish_brings_a_request_back_that_waited_for_an_answer(monday):
    mine = approved()
    change(mine, come=5)
    monday.shift(timedelta(days=11))
    assert truth(mine) == RequestState.AWAITING
    assert changes.decide_wish(mine, True, user()).state == RequestState.ACTIVE


@pytest.mark.parametrize("make", [lambda: approved(leaves=-2), back_since_yesterday], ids=["active", "awaiting"])
def test_longer_at_once_and_once(make):
    mine = make()
    later = mine.returns_on + timedelta(days=5)
    longer = changes.extend(mine, later, time(12))
    assert (longer.state, longer.returns_on, mails("changed")) == (RequestState.ACTIVE, later, 1)
    assert longer.extended_at == timezone.now() and "made longer" in [event.note for event in longer.events.all()]
    assert changes.extend(mine, later, time(12)).nights == 12, "the same twice is no error"
    with pytest.raises(RequestError, match="call us"):
        changes.extend(mine, later + timedelta(days=1), time(12))
    assert mails("changed") == 1


def test_who_was_asked_whether_they_are_back_is_asked_again_after_the_new_return():
    mine = back_since_yesterday()
    type(mine).objects.filter(pk=mine.pk).update(reminded_at=timezone.now())
    assert changes.extend(mine, mine.returns_on + timedelta(days=5), time(12)).reminded_at is None


@pytest.mark.parametrize(
    ("days", "hour", "words"), [(0, 18, "not later"), (-1, 23, "not later"), (24, 9, "November 30"), (9999, 9, "call")]
)
def test_longer_has_limits(days, hour, words):
    mine = approved(leaves=-2)
    with pytest.raises(DatesError, match=words):
        changes.extend(mine, mine.returns_on + timedelta(days=days), time(hour))


def test_longer_must_be_later_than_now():
    mine = back_since_yesterday(returns_at=time(9))
    for days, hour in ((0, 10), (1, 10)):
        with pytest.raises(DatesError, match="over"):
            changes.extend(mine, mine.returns_on + timedelta(days=days), time(hour))


def test_only_a_running_request_becomes_longer():
    for mine in (approved(), submitted(), endings.back_early(approved(leaves=-1), EndedBy.RESIDENT)):
        with pytest.raises(RequestError, match="running"):
            changes.extend(mine, mine.returns_on + timedelta(days=1), time(9))


def test_by_phone_it_becomes_longer_a_second_time():
    mine = approved(leaves=-2)
    changes.extend(mine, mine.returns_on + timedelta(days=5), time(12))
    again_longer = changes.extend(mine, mine.returns_on + timedelta(days=40), time(12), by=user())
    assert again_longer.nights == 47
