"""Rows of the desk's lists, by the truth of a moment: what the clock's job has written may be minutes old."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from vacation_checks.enums import CLOCK_STATES, INTAKE_STATES, LIVE_STATES, RequestState
from vacation_checks.models import CheckRules
from vacation_checks.models.request_times import returned_by

# Closed by the clock some hours after the return.
CLOSED_LATE = [*CLOCK_STATES, RequestState.SUSPENDED, RequestState.INFORMATION]


def with_the_desk(requests, now):
    """What waits for a decision, or for an answer that the desk asked for; and wishes for other dates."""
    return requests.filter(in_intake(now) | wished())


def in_intake(now):
    """Not decided, and not lapsed."""
    return Q(state__in=INTAKE_STATES) & ~returned_by(now)


def wished():
    """A wish for other dates is open."""
    return Q(state__in=LIVE_STATES, wished_returns_on__isnull=False)


def in_true_state(requests, state, now):
    """The same as VacationCheckRequest.state_at, asked of the database."""
    return requests.filter(_TRUTHS.get(state, lambda now: Q())(now) | _as_written(state, now))


def _as_written(state, now):
    """Rows that say so themselves, and have not moved on."""
    written = Q(state=state)
    if state == RequestState.UNCONFIRMED:
        return written & Q(expires_at__gt=now)
    if state in INTAKE_STATES:
        return written & ~returned_by(now)
    if state in CLOCK_STATES:
        return Q(pk__in=[])
    if state in CLOSED_LATE:
        return written & ~_closed(now)
    return written


def _closed(now):
    return returned_by(now - timedelta(hours=CheckRules.current().close_hours))


def _running(now):
    return Q(state__in=CLOCK_STATES) & ~returned_by(now)


_TRUTHS = {
    RequestState.SCHEDULED: lambda now: _running(now) & Q(leaves_on__gt=timezone.localdate(now)),
    RequestState.ACTIVE: lambda now: _running(now) & Q(leaves_on__lte=timezone.localdate(now)),
    RequestState.AWAITING: lambda now: Q(state__in=CLOCK_STATES) & returned_by(now) & ~_closed(now),
    RequestState.COMPLETED: lambda now: Q(state__in=CLOSED_LATE) & _closed(now),
    RequestState.LAPSED: lambda now: (
        (Q(state=RequestState.UNCONFIRMED) & Q(expires_at__lte=now)) | (Q(state__in=INTAKE_STATES) & returned_by(now))
    ),
}
