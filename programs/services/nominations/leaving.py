"""Ends the way of a student, whoever of family or staff ends it, and frees the seat that an enrolled one had."""

from django.db import transaction

from programs.emails import student_roster as mails
from programs.enums import RegistrationState
from programs.enums.nominations import COUNTED_STATES, NominationState
from programs.services import seats
from programs.services.counselors import answerable_for
from programs.services.nominations import states


@transaction.atomic
def leave(nomination, state, *, now, note, by=None, counselor=None, role="", closing_note=""):
    """Withdrawn, removed, refused, taken back: from any state that allows it. `note` names no student.

    The counselor hears that it has ended, and neither why nor who ended it.

    `closing_note`: why, in words that only the coordinator reads. Returns the nomination as it is now.
    """
    locked_class = seats.lock(nomination.semester.offering)
    nomination = states.lock(nomination)
    was_enrolled, was_counted = nomination.state == NominationState.ENROLLED, nomination.state in COUNTED_STATES
    fields = {"closing_note": closing_note} if closing_note else {}
    event = states.change_state(nomination, state, now=now, by=by, counselor=counselor, role=role, note=note, **fields)
    for each in answerable_for(nomination):
        mails.queue_nominee_news(each, nomination, event, "left", frees_a_place=was_counted)
    if was_enrolled and nomination.registration.is_live:
        registration = nomination.registration
        registration.offering = locked_class
        seats.change_state(registration, RegistrationState.WITHDRAWN, now=now, by=by, note=note)
        seats.settle(locked_class, now)
    return nomination
