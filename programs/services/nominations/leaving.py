"""Ends the way of a student, whoever ends it, and frees the seat that an enrolled one had."""

from django.db import transaction

from programs.enums import RegistrationState
from programs.enums.nominations import NominationState
from programs.services import seats
from programs.services.nominations import states


@transaction.atomic
def leave(nomination, state, *, now, note, by=None, counselor=None, role="", closing_note=""):
    """Withdrawn, removed, refused, taken back: from any state that allows it. `note` names no student.

    `closing_note`: why, in words that only the coordinator reads. Returns the nomination as it is now.
    """
    locked_class = seats.lock(nomination.semester.offering)
    nomination = states.lock(nomination)
    was_enrolled = nomination.state == NominationState.ENROLLED
    fields = {"closing_note": closing_note} if closing_note else {}
    states.change_state(nomination, state, now=now, by=by, counselor=counselor, role=role, note=note, **fields)
    if was_enrolled and nomination.registration.is_live:
        registration = nomination.registration
        registration.offering = locked_class
        seats.change_state(registration, RegistrationState.WITHDRAWN, now=now, by=by, note=note)
        seats.settle(locked_class, now)
    return nomination
