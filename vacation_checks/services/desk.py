"""What the watch desk decides."""

from django.db import transaction

from vacation_checks import emails
from vacation_checks.enums import CLOCK_STATES, INTAKE_STATES, RequestState
from vacation_checks.services import clock, states
from vacation_checks.services.errors import RequestError


@transaction.atomic
def note_identity(request, identity, *, by, note=""):
    """How we know that the person lives there. Before that no request becomes active."""
    locked, now = clock.locked_now(request)
    locked.identity, locked.identity_at, locked.identity_by = identity, now, by
    locked.save(update_fields=["identity", "identity_at", "identity_by"])
    states.note_event(locked, now=now, by=by, note=" ".join(filter(None, ["identity noted", note])))
    return locked


@transaction.atomic
def assign_beat(request, beat, *, by):
    """In which beat the home lies; None: not known yet."""
    locked, now = clock.locked_now(request)
    locked.beat = beat
    locked.save(update_fields=["beat"])
    states.note_event(locked, now=now, by=by, note=str(beat or "no beat"))
    return locked


@transaction.atomic
def approve(request, *, by):
    """Officers will look at the home. Needs an identity and a beat."""
    locked, now = _from_intake(request)
    if not locked.identity:
        raise RequestError("First note how you know that this person lives there.")
    if locked.beat_id is None:
        raise RequestError("First choose the beat: without it no officer sees the home.")
    event = states.change_state(locked, RequestState.SCHEDULED, now=now, by=by, decision="", desk_note="")
    clock.settle(locked, now)
    emails.queue_about("approved", locked, event)
    return locked


@transaction.atomic
def note_and_approve(request, *, by, identity="", note="", beat=None):
    """Approve, noting first what was still open: how we know the person, and the beat. All of it, or nothing."""
    if identity:
        note_identity(request, identity, by=by, note=note)
    if beat:
        assign_beat(request, beat, by=by)
    return approve(request, by=by)


@transaction.atomic
def ask(request, question, *, by):
    """Ask the resident something. The question itself stands on the resident's page, not in the mail."""
    return _decide(request, RequestState.ASKED, "asked", by=by, desk_note=question)


@transaction.atomic
def decline(request, reason, *, by, explanation=""):
    """`reason`: enums.Decision."""
    return _decide(request, RequestState.DECLINED, "declined", by=by, decision=reason, desk_note=explanation)


@transaction.atomic
def inform_only(request, *, by, explanation=""):
    """Too long, or somebody stays: officers know of the home, and do not look at it."""
    return _decide(request, RequestState.INFORMATION, "information", by=by, desk_note=explanation)


@transaction.atomic
def suspend(request, reason, *, by):
    """Nobody looks at the home for a while, for instance while it is fumigated. The resident reads the reason."""
    locked, now = clock.locked_now(request)
    if locked.state not in CLOCK_STATES:
        raise RequestError(f"Only an approved request can be paused. This one: {locked.get_state_display()}.")
    event = states.change_state(locked, RequestState.SUSPENDED, now=now, by=by, desk_note=reason)
    emails.queue_about("paused", locked, event)
    return locked


@transaction.atomic
def resume(request, *, by):
    """Officers look at the home again."""
    locked, now = clock.locked_now(request)
    if locked.state != RequestState.SUSPENDED:
        raise RequestError(f"This request is not paused: {locked.get_state_display()}.")
    event = states.change_state(locked, RequestState.SCHEDULED, now=now, by=by, desk_note="")
    clock.settle(locked, now)
    emails.queue_about("changed", locked, event)
    return locked


@transaction.atomic
def restrict(request, is_restricted, *, by, note=""):
    """Caution, or no more: while it holds, nothing is told to callers. The resident is told nothing of it."""
    locked, now = clock.locked_now(request)
    words = "restricted" if is_restricted else "no longer restricted"
    states.write(locked, now=now, by=by, note=": ".join(filter(None, [words, note])), is_restricted=is_restricted)
    return locked


def _decide(request, state, mail, *, by, **fields):
    locked, now = _from_intake(request)
    event = states.change_state(locked, state, now=now, by=by, **fields)
    emails.queue_about(mail, locked, event)
    return locked


def _from_intake(request):
    locked, now = clock.locked_now(request)
    if locked.state not in INTAKE_STATES:
        raise RequestError(f"This request is not waiting for a decision: {locked.get_state_display()}.")
    return locked, now
