"""What staff do with one registration. Each verb names who did it."""

from copy import copy
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.seats.places import TIMED_STATES
from programs import emails
from programs.enums import ClassStatus, RegistrationState, Source
from programs.models import Registration
from programs.models.registration import MOVED_FROM
from programs.services import seats
from programs.services.entry import refuse_for_student, refuse_registering
from programs.services.errors import RegistrationError
from programs.services.registrations import new_badge_code, new_registration, refuse_second_place

# A second "mail again" within this time is a double click, not a wish.
RESEND_PAUSE = timedelta(seconds=10)
MAILED_AGAIN = "mailed again"


@transaction.atomic
def register_caller(*, offering, answers, by, form_key=None):
    """Enter a person who called or wrote, with or without mail: a seat if one is free, else the end of the line.

    Staff may do so before registration opens and after it closes, but not in a class
    that is cancelled or over. The same form sent twice is one registration.
    """
    locked = seats.lock(offering)
    first = Registration.objects.filter(form_key=form_key).first() if form_key else None
    if first:
        return first
    refuse_registering(locked)
    now = timezone.now()
    _refuse_if_over(locked, now)
    counted = seats.settle(locked, now)
    registration = new_registration(locked, answers, form_key=form_key, source=Source.STAFF)
    _seat_or_queue(counted, registration, now=now, by=by, note="entered by staff")
    registration.will_miss.add(*answers.get("will_miss", []))
    return registration


def _seat_or_queue(counted, registration, *, now, by, note):
    if counted.free and not counted.waiting:
        event = seats.change_state(registration, RegistrationState.CONFIRMED, now=now, by=by, note=note)
        emails.queue_confirmed(registration, event)
    else:
        event = seats.change_state(registration, RegistrationState.WAITLISTED, now=now, by=by, note=note)
        emails.queue_waitlisted(registration, event)


@transaction.atomic
def confirm(registration, *, by, over_capacity_reason=""):
    """Confirm a seat. Where none is free, only on purpose: with a reason, and then beyond the capacity."""
    locked = _lock_for_staff(registration)
    now = timezone.now()
    _refuse_if_over(locked, now)
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    if not registration.is_live:
        raise RegistrationError(f"{registration}: has ended. Register this person anew.")
    has_seat = registration.state in TIMED_STATES and not registration.is_overdue(now)
    if not has_seat and not seats.free_seats(locked, now) and not over_capacity_reason:
        raise RegistrationError(
            f"{registration}: the class is full. Seat this person beyond the capacity with a reason, or raise it."
        )
    event = seats.change_state(
        registration, RegistrationState.CONFIRMED, now=now, by=by, note=over_capacity_reason or "confirmed by staff"
    )
    emails.queue_confirmed(registration, event)
    return registration


@transaction.atomic
def offer(registration, *, by):
    """Offer a free seat to this person ahead of the line, on purpose. Twice is no error."""
    locked = _lock_for_staff(registration)
    now = timezone.now()
    if registration.state == RegistrationState.OFFERED and not registration.is_overdue(now):
        return registration
    if registration.state != RegistrationState.WAITLISTED:
        raise RegistrationError(f"{registration}: only a person in line can be offered a seat.")
    deadline = seats.next_deadline(locked, now)
    if deadline is None:
        raise RegistrationError(f"{registration}: it is too late in the class for an offer.")
    if not seats.free_seats(locked, now):
        raise RegistrationError(f"{registration}: no seat is free.")
    seats.make_offer(registration, deadline, now=now, by=by, note="offered by staff")
    return registration


@transaction.atomic
def decline(registration, *, by, reason):
    """Say no, with a reason that is mailed; a freed seat goes to the line. Twice is no error."""
    if not reason.strip():
        raise RegistrationError("Write the reason: it is mailed to the person.")
    locked = _lock_for_staff(registration)
    if registration.state == RegistrationState.DECLINED:
        return registration
    if not registration.is_live:
        raise RegistrationError(f"{registration}: there is no live registration to decline.")
    now = timezone.now()
    gone = seats.leave_calendar(registration, locked, now)
    event = seats.change_state(registration, RegistrationState.DECLINED, now=now, by=by, note=reason.strip())
    emails.queue_declined(registration, event, gone=gone)
    seats.settle(locked, now)
    return registration


def _lock_for_staff(registration):
    """The class, locked; not for students, whose seats are another module's."""
    locked = seats.lock_with(registration)
    refuse_for_student(registration)
    return locked


@transaction.atomic
def move(registration, *, to, by, front=None):
    """Move a live registration to another class: a seat there if one is free, else a place in its line.

    As a rule behind everyone who waits there. With `front`, ahead of them: a seat that is free once the
    line has been offered what it can be offered, else the front of the line.

    Locks both classes, always in the same order, so that two moves cannot wait for each other.
    People of a cancelled class can be moved too. Twice is no error.
    """
    source, to = _lock_both(registration.offering, to)
    registration.refresh_from_db()
    refuse_for_student(registration)
    if registration.is_live and registration.offering_id == to.pk:
        return registration
    now = timezone.now()
    seats.settle(source, now)  # an offer whose time ran out is not carried along
    registration.refresh_from_db()
    _refuse_move(registration, source, to, now)
    counted = seats.settle(to, now)
    gone = seats.leave_calendar(registration, source, now)
    registration.offering = to
    registration.badge_code = new_badge_code(to)
    registration.will_miss.clear()
    note = f"{MOVED_FROM}{source}{', ahead of the line' if front else ''}"[:300]
    told = {"moved_from": source, "gone": gone}
    if counted.free and (front or not counted.waiting):
        event = seats.change_state(registration, RegistrationState.CONFIRMED, now=now, by=by, note=note)
        emails.queue_confirmed(registration, event, **told)
    else:
        _queue(registration, front, now=now, by=by, note=note, told=told)
    _begin_anew(registration)
    seats.settle(source, now)
    return registration


def _begin_anew(registration):
    """What staff had decided about this person was about the class that they have left."""
    registration.outcome = registration.exempt_reason = ""
    registration.save(update_fields=["outcome", "exempt_reason"])


def _queue(registration, front, *, now, by, note, told):
    since = front.place(registration.offering, now) if front else None
    event = seats.change_state(registration, RegistrationState.WAITLISTED, now=now, queued_at=since, by=by, note=note)
    if front:
        front.joined_by(registration)
    emails.queue_waitlisted(registration, event, is_ahead=bool(front), **told)


def _lock_both(source, target):
    locked = {pk: None for pk in sorted({source.pk, target.pk})}
    for pk in locked:
        locked[pk] = seats.lock(source if pk == source.pk else target)
    return locked[source.pk], locked[target.pk]


def _refuse_move(registration, source, target, now):
    if registration.offering_id != source.pk or not registration.is_live or registration.is_overdue(now):
        raise RegistrationError(f"{registration}: cannot be moved; it is not in {source} any more.")
    refuse_registering(target)
    _refuse_if_over(target, now)
    if target.registrations.same_person(registration).exists():
        raise RegistrationError(f"{registration}: already has a place in {target}.")


@transaction.atomic
def correct_contact(registration, *, email, phone):
    """Mend a mistyped mail address or phone. Mails already sent stay where they are; use resend."""
    _lock_for_staff(registration)
    refuse_address_of_another(registration, email)
    registration.email = email
    registration.phone = phone
    registration.save(update_fields=["email", "phone"])


def refuse_address_of_another(registration, email):
    """One person has one live registration in a class: by name and mail address."""
    changed = copy(registration)
    changed.email = email
    if email and registration.is_live:
        refuse_second_place(changed, registration.offering)


@transaction.atomic
def resend(registration, *, by):
    """Mail this person once more how they stand, with fresh links. A double click mails once."""
    if not registration.email:
        raise RegistrationError(f"{registration}: has no mail address; please call.")
    seats.lock_with(registration)
    now = timezone.now()
    lately = registration.events.filter(note=MAILED_AGAIN, to_state=registration.state, at__gt=now - RESEND_PAUSE)
    if lately.exists():
        return registration
    event = registration.events.create(
        at=now, from_state=registration.state, to_state=registration.state, by=by, note=MAILED_AGAIN
    )
    emails.queue_standing(registration, event)
    return registration


def _refuse_if_over(offering, now):
    if offering.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{offering} is cancelled.")
    if offering.ends_at and now > offering.ends_at:
        raise RegistrationError(f"{offering} is over.")
