"""Some days after its end a request is put away, and what opens a gate is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.vacation_checks.builders import approved, make_check, make_request, submitted, user
from tests.vacation_checks.moments import again, at, back_since_yesterday
from vacation_checks.enums import EndedBy
from vacation_checks.models import Alert, RequestDraft, VacationCheckRequest
from vacation_checks.services import clock_upkeep, desk, endings

pytestmark = pytest.mark.django_db

GATE = {"gate_entry": "#4711", "lights": "hall"}


@pytest.fixture
def clock():
    with at(2026, 6, 1, 10) as clock:
        yield clock


def work():
    """What the worker does in a minute."""
    clock_upkeep.move_on()
    clock_upkeep.remind_returned()
    clock_upkeep.seal_ended()


def ended_early():
    return endings.back_early(approved(leaves=-2, details=GATE), EndedBy.RESIDENT)


@pytest.mark.parametrize(
    "end",
    [
        ended_early,
        lambda: endings.cancel(approved()),
        lambda: desk.decline(submitted(), "other", by=user()),
        lambda: endings.end(back_since_yesterday()),
    ],
    ids=["back early", "cancelled", "declined", "back"],
)
def test_seven_days_after_the_end_and_not_before(clock, end):
    mine = end()
    clock.shift(timedelta(days=7, seconds=-1))
    work()
    assert again(mine).sealed_at is None
    clock.shift(timedelta(seconds=1))
    work()
    assert again(mine).sealed_at == timezone.now()
    assert not VacationCheckRequest.objects.of("ana@example.com").exists()


def test_what_the_clock_ended_is_sealed_by_its_return(clock):
    completed, lapsed = back_since_yesterday(), make_request()
    returned = completed.returns
    clock.move_to(returned + timedelta(days=7) - timedelta(seconds=1))
    work()
    assert (again(completed).state, again(completed).sealed_at) == ("completed", None)
    assert again(lapsed).state == "lapsed"
    clock.shift(timedelta(seconds=1))
    work()
    assert again(completed).sealed_at and not again(lapsed).sealed_at, "that it had lapsed was written down later"


def test_gate_and_word_are_forgotten_the_rest_is_kept(clock):
    mine = ended_early()
    RequestDraft.objects.create(key="one", answers=GATE, sent=mine)
    clock.shift(timedelta(days=8))
    work()
    sealed = again(mine)
    assert (sealed.details, sealed.verification_word, sealed.name) == ({"lights": "hall"}, "", "Ana Mori")
    assert not RequestDraft.objects.exists()
    assert sealed.state == "ended_early" and sealed.events.last().note == "sealed"


def test_twice_is_once(clock):
    mine = ended_early()
    clock.shift(timedelta(days=8))
    work()
    first = again(mine).sealed_at
    clock.shift(timedelta(days=1))
    work()
    assert again(mine).sealed_at == first
    assert sum(event.note == "sealed" for event in mine.events.all()) == 1


def test_an_open_alert_keeps_it_on_the_lists(clock):
    mine = approved(leaves=-2)
    alert = Alert.objects.create(check_record=make_check(mine, result="open"), opened_at=timezone.now())
    endings.end(mine)
    clock.shift(timedelta(days=30))
    work()
    assert again(mine).sealed_at is None
    Alert.objects.filter(pk=alert.pk).update(closed_at=timezone.now(), outcome="secured")
    work()
    assert again(mine).sealed_at


def test_what_is_live_is_never_sealed(clock):
    mine = approved(leaves=3, nights=300)
    clock.shift(timedelta(days=200))
    work()
    assert (again(mine).state, again(mine).sealed_at) == ("active", None)
