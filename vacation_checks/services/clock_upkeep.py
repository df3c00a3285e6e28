"""What the worker does for the room, once a minute. Each may run twice, late, never, or in two workers at once."""

from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from vacation_checks import emails
from vacation_checks.enums import RequestState
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import clock, states

BATCH = 200


def move_on():
    """Every request stands in its true state; whoever it ends for is told."""
    now = timezone.now()
    _each(VacationCheckRequest.objects.may_move(now), lambda locked: clock.settle(locked, now))


def remind_returned():
    """Are you back? Asked once, some hours after the return."""
    now = timezone.now()
    _each(VacationCheckRequest.objects.to_remind(now), lambda locked: _remind(locked, now))


def seal_ended():
    """Some days after its end a request leaves every list, and what opens a gate is forgotten."""
    now = timezone.now()
    _each(VacationCheckRequest.objects.to_seal(now), lambda locked: _seal(locked, now))


def _each(rows, do):
    """`do` with each of these rows, locked, in a transaction of its own. Read in batches: no run is too large.

    A row that fails keeps none of the others waiting; the worker is told when all had their turn.
    """
    last, failed = 0, None
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        for key in keys:
            try:
                with transaction.atomic():
                    do(states.lock(VacationCheckRequest(pk=key)))
            except (OperationalError, InterfaceError):  # the database is away: for all of them
                raise
            except Exception as error:
                failed = error
        last = keys[-1]
    if failed:
        raise failed


def _remind(locked, now):
    clock.settle(locked, now)
    due = locked.returns + timedelta(hours=CheckRules.current().reminder_hours)
    if locked.state != RequestState.AWAITING or locked.reminded_at or now < due:
        return
    event = states.write(locked, now=now, note="asked whether they are back", reminded_at=now)
    emails.queue_about("reminder", locked, event)


def _seal(locked, now):
    # Another worker may have done it, or an alert may have been raised since.
    if not VacationCheckRequest.objects.to_seal(now).filter(pk=locked.pk).exists():
        return
    details = {name: value for name, value in locked.details.items() if name != "gate_entry"}
    states.write(locked, now=now, note="sealed", sealed_at=now, details=details, verification_word="")
    locked.drafts.all().delete()
