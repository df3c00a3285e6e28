"""Who has a seat in a class: core.seats, with what is special about classes.

This is the one place where a registration changes state and a seat changes hands.
"""

from django.db.models import F
from django.utils.translation import gettext as _

from core.models import DepartmentProfile
from core.seats.deadlines import offer_deadline
from core.seats.places import TIMED_STATES
from core.seats.seating import Seating
from programs import emails
from programs.enums import ClassStatus, Outcome, RegistrationState
from programs.models import ClassOffering, ClassSession, RegistrationEvent
from programs.services.errors import RegistrationError


class ClassSeats(Seating):
    """The seats of a locked class."""

    @property
    def places(self):
        return self.locked.registrations

    @property
    def capacity(self):
        return self.locked.capacity

    @property
    def line_capacity(self):
        return self.locked.line_capacity

    @property
    def stands_still(self):
        return self.locked.status == ClassStatus.CANCELLED

    @property
    def line_ends_at(self):
        return self.locked.last_joining_moment

    def next_deadline(self, now):
        if self.locked.last_joining_moment is None:
            return None
        profile = DepartmentProfile.current()
        return offer_deadline(
            now,
            begins_at=self.locked.begins_at,
            last_joining=self.locked.last_joining_moment,
            hours=profile.offer_hours,
            late_hours=profile.late_offer_hours,
        )

    def change_state(self, place, state, **step):
        return change_state(place, state, **step)

    def tell_lapsed(self, place, event):
        emails.queue_lapsed(place, event)

    def tell_offered(self, place, event):
        emails.queue_offer(place, event)


def lock(offering):
    """The class as it is now, and nobody else's until the transaction ends."""
    classes = ClassOffering.objects.select_related("program").prefetch_related("sessions")
    return classes.select_for_update(of=("self",)).get(pk=offering.pk)


def lock_with(registration):
    """The class of a registration, locked, and the registration re-read under the lock."""
    locked = lock(registration.offering)
    registration.refresh_from_db()
    if registration.offering_id != locked.pk:
        raise RegistrationError(_("This registration has just been moved to another class. Please look again."))
    registration.offering = locked
    return locked


def count(locked, now):
    return ClassSeats(locked).count(now)


def free_seats(locked, now):
    """Seats that a person could have now."""
    return count(locked, now).free


def change_state(registration, state, *, now, expires_at=None, queued_at=None, by=None, note=""):
    """Write the state, and the step that led to it. The step is what mails are told apart by.

    `queued_at`: since when a person in line has waited, if not since now.
    """
    before = registration.state or ""
    if before and registration.outcome == Outcome.GRADUATED:
        # A certificate hangs on this seat: it is not given up, moved or joined with another by a slip.
        raise RegistrationError(_("%(person)s: has graduated. Nothing was changed.") % {"person": registration})
    registration.state = state
    registration.expires_at = expires_at if state in TIMED_STATES else None
    if state == RegistrationState.WAITLISTED:
        registration.queued_at = queued_at or now
    if not registration.is_live:
        registration.closing_note = note
    if registration.pk is None:
        registration.save()
    else:
        registration.save(update_fields=["offering", "badge_code", "state", "expires_at", "queued_at", "closing_note"])
    return RegistrationEvent.objects.create(
        registration=registration, at=now, from_state=before, to_state=state, by=by, note=note
    )


def settle(locked, now=None):
    """End what has run out, then offer every free seat to the line: before a seat is given, and after one is freed."""
    return ClassSeats(locked).settle(now)


def take(registration, *, now, hold_until):
    """A seat for a newcomer in a locked class, or the end of the line; None when that is full too."""
    return ClassSeats(registration.offering).take(registration, now=now, hold_until=hold_until)


def make_offer(registration, deadline, *, now, by=None, note=""):
    """Offer a seat that is known to be free to a person in line."""
    ClassSeats(registration.offering).make_offer(registration, deadline, now=now, by=by, note=note)


def next_deadline(locked, now):
    """When an offer made now would end; None when it is too late to offer."""
    return ClassSeats(locked).next_deadline(now)


def shorten_offers(locked, now):
    """After the last joining moment has moved earlier; returns the steps, by the primary key of the registration."""
    return ClassSeats(locked).shorten_offers(now)


def leave_calendar(registration, locked, now):
    """The sessions that a person who gives up a confirmed seat must have taken out of the calendar.

    A calendar drops a session only for a higher SEQUENCE (RFC 5546), so that of each session grows;
    whoever comes back gets the sessions with that number, and their calendar takes them again.
    """
    if registration.state != RegistrationState.CONFIRMED or not registration.email:
        return []
    gone = [session for session in locked.held_sessions if session.ends_at > now]
    ClassSession.objects.filter(pk__in=[session.pk for session in gone]).update(sequence=F("sequence") + 1)
    for session in gone:
        session.sequence += 1
    return gone
