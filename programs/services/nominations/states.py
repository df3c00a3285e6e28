"""The one writer of Nomination.state."""

from programs.enums.nominations import LIVE_NOMINATIONS, NominationState
from programs.models import Nomination, NominationEvent, SchoolQuota
from programs.services.errors import RegistrationError

S = NominationState
_ENDS = {S.WITHDRAWN, S.EXPIRED, S.REMOVED}
_ASKED = _ENDS | {S.DECLINED, S.REFUSED}

# From which state to which. What a person may do is decided by the verbs; this is what can never happen.
STEPS = {
    "": {S.ALTERNATE, S.NOMINATED},
    S.ALTERNATE: _ENDS | {S.NOMINATED},
    S.NOMINATED: _ASKED | {S.INVITED, S.ALTERNATE},
    S.INVITED: _ASKED | {S.STUDENT_DONE, S.GUARDIAN_DONE, S.READY},
    S.STUDENT_DONE: _ASKED | {S.READY, S.INVITED},
    S.GUARDIAN_DONE: _ASKED | {S.READY, S.INVITED, S.REVOKED},
    S.READY: _ASKED | {S.ACCEPTED, S.STUDENT_DONE, S.GUARDIAN_DONE, S.REVOKED},
    S.ACCEPTED: _ENDS | {S.ENROLLED, S.READY, S.REVOKED},
    S.ENROLLED: {S.WITHDRAWN, S.REMOVED, S.REVOKED},
}


class NominationError(RegistrationError):
    """A rule forbids it. The message is written for whoever acts, and names no student."""


def lock(nomination):
    """The nomination as it is now, held until the transaction ends. What was read before is not to be trusted."""
    return Nomination.objects.select_for_update().get(pk=nomination.pk)


def lock_quota(quota):
    """The places of one school, nobody else's until the transaction ends: count only after this."""
    return SchoolQuota.objects.select_for_update().get(pk=quota.pk)


def change_state(nomination, state, *, now, by=None, counselor=None, role="", note="", **fields):
    """One step: the new state, what else changes with it, and the event. The nomination is locked, or new."""
    before = nomination.state or ""
    if state not in STEPS.get(before, set()):
        raise NominationError("This has changed in the meantime. Please look again.")
    nomination.state = state
    for name, value in fields.items():
        setattr(nomination, name, value)
    if nomination.pk is None:
        nomination.save()
    else:
        nomination.save(update_fields=["state", *fields])
    return note_event(nomination, from_state=before, now=now, by=by, counselor=counselor, role=role, note=note)


def note_event(nomination, *, now, from_state=None, by=None, counselor=None, role="", note=""):
    """A step in the history of a nomination; without `from_state` the state stays as it is."""
    return NominationEvent.objects.create(
        nomination=nomination,
        at=now,
        from_state=nomination.state if from_state is None else from_state,
        to_state=nomination.state,
        by=by,
        counselor=counselor,
        role=role,
        note=note,
    )


def has_ended(nomination):
    return nomination.state not in LIVE_NOMINATIONS
