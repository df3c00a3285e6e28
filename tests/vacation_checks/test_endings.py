"""Cancel, back early, back: each from any state, each twice."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.moments import again, back_since_yesterday, mails, truth
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import desk, endings
from vacation_checks.services.errors import RequestError

pytestmark = pytest.mark.django_db


def in_state(name):
    """A request in this state, begun where such a state has begun."""
    makers = {
        "unconfirmed": make_request,
        "submitted": submitted,
        "asked": lambda: desk.ask(submitted(), "Which gate?", by=user()),
        "scheduled": approved,
        "active": lambda: approved(leaves=-2),
        "awaiting": back_since_yesterday,
        "information": lambda: desk.inform_only(submitted(leaves=-2), by=user()),
        "suspended": suspended,
    }
    return makers[name]()


def suspended():
    mine = approved(leaves=-2)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(state=RequestState.SUSPENDED)
    return again(mine)


@pytest.mark.parametrize(
    ("state", "becomes", "mail"),
    [
        ("unconfirmed", "cancelled", "cancelled"),
        ("submitted", "cancelled", "cancelled"),
        ("asked", "cancelled", "cancelled"),
        ("scheduled", "cancelled", "cancelled"),
        ("active", "ended_early", "report"),
        ("suspended", "ended_early", "report"),
        ("information", "ended_early", "report"),
        ("awaiting", "completed", "report"),
    ],
)
def test_the_resident_can_end_it_in_every_state_and_twice_is_no_error(state, becomes, mail):
    mine = in_state(state)
    assert truth(mine) == state
    ended = endings.end(mine)
    assert endings.end(mine).ended_at == ended.ended_at
    stored = again(mine)
    assert (stored.state, mails(mail)) == (becomes, 1)
    if becomes != "cancelled":
        assert (stored.ended_by, stored.ended_at is None) == (EndedBy.RESIDENT, False)


def test_a_request_that_has_begun_is_not_cancelled_but_ended():
    with pytest.raises(RequestError, match="telling us that you are back"):
        endings.cancel(approved(leaves=-1))


def test_a_request_that_has_not_begun_is_cancelled():
    for mine in (approved(), submitted()):
        with pytest.raises(RequestError, match="can be cancelled"):
            endings.back_early(mine, EndedBy.PHONE, by=user())


def test_on_the_morning_of_departure_both_are_possible():
    """The home stands on the officers' list from midnight, and the residents are still there."""
    today = timezone.localtime().replace(hour=8, minute=0)
    with time_machine.travel(today, tick=False):
        assert endings.end(approved(leaves=0, leaves_at=time(9))).state == RequestState.CANCELLED
        met = endings.back_early(approved(leaves=0, leaves_at=time(9)), EndedBy.PATROL, by=user())
        assert (met.state, met.ended_by) == (RequestState.ENDED_EARLY, EndedBy.PATROL)


def test_the_end_takes_the_home_from_the_list_and_tells_officers_who_is_inside():
    mine, today = approved(leaves=-2), timezone.localdate()
    assert VacationCheckRequest.objects.on_the_list(today).get() == mine
    endings.back_early(mine, EndedBy.PHONE, by=user())
    assert not VacationCheckRequest.objects.on_the_list(today).exists()
    assert VacationCheckRequest.objects.back_early(timezone.now() - timedelta(hours=1)).get() == mine
    event = mine.events.last()
    assert (event.by, event.to_state) == (user(), RequestState.ENDED_EARLY)


def test_what_ended_in_another_way_stays_as_it_is():
    declined = desk.decline(submitted(), "other", by=user())
    for verb in (endings.end, endings.cancel, lambda mine: endings.back_early(mine, EndedBy.DESK)):
        assert verb(declined).state == RequestState.DECLINED
    assert mails("cancelled") == mails("report") == 0


def test_an_open_wish_ends_with_the_request():
    mine = approved(leaves=-2)
    day, hour = mine.returns_on, mine.returns_at
    VacationCheckRequest.objects.filter(pk=mine.pk).update(
        wished_leaves_on=mine.leaves_on, wished_leaves_at=hour, wished_returns_on=day, wished_returns_at=hour
    )
    endings.end(mine)
    assert not again(mine).has_wish
