"""What the clock does to a request. Safe to run twice, late, or never: whoever reads asks state_at."""

from django.db import transaction
from django.utils import timezone

from vacation_checks import emails
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.models import CheckRules
from vacation_checks.services import states

CLOCK_NOTE = "by the clock"
# What the resident is told of an end that nobody asked for.
MAILS = {RequestState.COMPLETED: "report", RequestState.LAPSED: "lapsed"}


def locked_now(request):
    """(the locked request in its true state, this moment): how every verb begins."""
    locked = states.lock(request)
    # Read behind the lock: what waited for it came later than what held it.
    now = timezone.now()
    settle(locked, now)
    return locked, now


@transaction.atomic
def settle(locked, now):
    """Write down what the clock says of a locked request; the step, or None when nothing has changed."""
    state = locked.state_at(now, CheckRules.current())
    if state == locked.state:
        return None
    fields = {}
    if state in MAILS:
        fields |= states.NO_WISH
    if state == RequestState.COMPLETED:
        fields |= {"ended_at": locked.returns, "ended_by": EndedBy.CLOCK}
    event = states.change_state(locked, state, now=now, note=CLOCK_NOTE, **fields)
    if state in MAILS:
        emails.queue_about(MAILS[state], locked, event)
    return event
