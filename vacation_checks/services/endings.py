"""How a request ends before the clock ends it. Doing any of it twice is no error: what has ended stays as it is."""

from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from vacation_checks import emails
from vacation_checks.enums import INTAKE_STATES, LIVE_STATES, EndedBy, RequestState
from vacation_checks.services import clock, states
from vacation_checks.services.errors import RequestError

NOT_APPROVED = {RequestState.UNCONFIRMED, *INTAKE_STATES}


class Ending(StrEnum):
    """What ending a request means at a moment."""

    CANCEL = "cancel"
    BACK_EARLY = "back_early"
    BACK = "back"


def way_to_end(request, state, now):
    """What it means to end this request now; None if it has ended. `state`: its true state at this moment."""
    if state not in LIVE_STATES:
        return None
    if state in NOT_APPROVED or now < request.leaves:
        return Ending.CANCEL
    return Ending.BACK if request.returns <= now else Ending.BACK_EARLY


@transaction.atomic
def end(request):
    """The resident wants it to end, whatever that means by now; returns the request."""
    locked, now = clock.locked_now(request)
    way = way_to_end(locked, locked.state, now)
    if way is None:
        return locked
    return cancel(locked) if way == Ending.CANCEL else back_early(locked, EndedBy.RESIDENT)


@transaction.atomic
def cancel(request, *, by=None):
    """Call it off before the departure, or before it is approved. From this moment no officer has it on a list."""
    locked, now = clock.locked_now(request)
    way = way_to_end(locked, locked.state, now)
    if way is None:
        return locked
    if way != Ending.CANCEL:
        raise RequestError(_("This request is running. It ends by telling us that you are back."))
    event = states.change_state(locked, RequestState.CANCELLED, now=now, by=by, **states.NO_WISH)
    emails.queue_about("cancelled", locked, event)
    return locked


@transaction.atomic
def back_early(request, how, by=None):
    """The residents are back: from this moment officers know that whoever is in the home lives there.

    `how`: enums.EndedBy. After the planned return it is no early end: the request is completed.
    """
    locked, now = clock.locked_now(request)
    if locked.state not in LIVE_STATES:
        return locked
    # On the day of departure officers have the home on their list already, and may meet somebody there.
    if locked.state in NOT_APPROVED or (now < locked.leaves and locked.state != RequestState.ACTIVE):
        raise RequestError(_("This request has not begun. It can be cancelled."))
    state = RequestState.COMPLETED if locked.returns <= now else RequestState.ENDED_EARLY
    event = states.change_state(locked, state, now=now, by=by, ended_at=now, ended_by=how, **states.NO_WISH)
    emails.queue_about("report", locked, event)
    return locked
