"""Who has a seat. The one place where a registration changes state and a seat changes hands.

taken = confirmed + holds and offers whose time has not run out: counted under the lock
of the class, never kept in a counter. A free seat with people waiting goes to the line
first, whatever freed it.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import DepartmentProfile
from programs import emails
from programs.enums import TIMED_STATES, ClassStatus, Outcome, RegistrationState
from programs.models import ClassOffering, ClassSession, RegistrationEvent, seat_taken_at
from programs.services.deadlines import offer_deadline, shortened_deadline
from programs.services.errors import RegistrationError

LINE_CLOSED = "line closed"


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


@dataclass(frozen=True)
class Count:
    """How a class stands at one moment, under its lock."""

    free: int
    waiting: int
    overdue: int


def count(locked, now):
    """Seats that nobody has and nobody is being offered, people in line, and what has run out: in one query."""
    counted = locked.registrations.aggregate(
        taken=models.Count("pk", filter=seat_taken_at(now)),
        waiting=models.Count("pk", filter=Q(state=RegistrationState.WAITLISTED)),
        overdue=models.Count("pk", filter=Q(state__in=TIMED_STATES, expires_at__lte=now)),
    )
    free = max(locked.capacity - counted["taken"], 0)
    return Count(free=free, waiting=counted["waiting"], overdue=counted["overdue"])


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
    """End what has run out, then offer every free seat to the line, longest-waiting first.

    Called before a seat is given and after one is freed. Safe to call at any time and any
    number of times; in a cancelled class nothing moves any more. Returns the Count after it.
    """
    now = now or timezone.now()
    counted = count(locked, now)
    if locked.status == ClassStatus.CANCELLED:
        return counted
    if counted.overdue:
        for registration in locked.registrations.overdue(now).order_by("expires_at", "pk"):
            event = change_state(registration, RegistrationState.LAPSED, now=now, note="time ran out")
            emails.queue_lapsed(registration, event)
    if counted.waiting and _serve_line(locked, counted.free, now):
        return count(locked, now)
    return counted


def _serve_line(locked, free, now):
    """Offer the free seats to the line, or close it when it is too late; whether anything changed."""
    deadline = next_deadline(locked, now)
    if deadline is None:
        return _close_line_if_too_late(locked, now)
    offered = list(locked.registrations.in_line()[:free])
    for registration in offered:
        make_offer(registration, deadline, now=now)
    return bool(offered)


def make_offer(registration, deadline, *, now, by=None, note=""):
    """Offer a seat that is known to be free to a person in line."""
    event = change_state(registration, RegistrationState.OFFERED, now=now, expires_at=deadline, by=by, note=note)
    emails.queue_offer(registration, event)


def next_deadline(locked, now):
    """When an offer made now would end; None when it is too late to offer."""
    if locked.last_joining_moment is None:
        return None
    profile = DepartmentProfile.current()
    return offer_deadline(
        now,
        begins_at=locked.begins_at,
        last_joining=locked.last_joining_moment,
        hours=profile.offer_hours,
        late_hours=profile.late_offer_hours,
    )


def _close_line_if_too_late(locked, now):
    """After the last joining moment nobody waits in vain: everyone in line is told that it is over."""
    if locked.last_joining_moment is None or now < locked.last_joining_moment:
        return False
    for registration in locked.registrations.in_line():
        event = change_state(registration, RegistrationState.LAPSED, now=now, note=LINE_CLOSED)
        emails.queue_lapsed(registration, event)
    return True


def shorten_offers(locked, now):
    """After the last joining moment has moved earlier: no offer ends later than that moment.

    Returns the steps, by the primary key of the registration, so that each person can be told.
    """
    last = locked.last_joining_moment
    if last is None:
        return {}
    too_long = locked.registrations.filter(state=RegistrationState.OFFERED, expires_at__gt=max(last, now))
    return {
        registration.pk: change_state(
            registration,
            RegistrationState.OFFERED,
            now=now,
            expires_at=shortened_deadline(last, now),
            note="less time to answer: the dates of the class have changed",
        )
        for registration in too_long
    }


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
