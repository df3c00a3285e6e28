"""Who has a place in a session: core.seats, with what is special about sessions.

This is the one place where a sign-up changes state. A session without a capacity never fills up.
"""

from django.utils import timezone

from chat_sessions import emails
from chat_sessions.enums import SessionStatus, SignUpState
from chat_sessions.models import ChatSession, SignUpEvent
from chat_sessions.services import first_questions
from core.models import DepartmentProfile
from core.seats.deadlines import offer_deadline
from core.seats.places import LIVE_STATES, TIMED_STATES
from core.seats.seating import LINE_CLOSED, Seating

NO_LIMIT = 1_000_000


class SessionSeats(Seating):
    """The places of a locked session."""

    @property
    def places(self):
        return self.locked.sign_ups

    @property
    def capacity(self):
        return NO_LIMIT if self.locked.capacity is None else self.locked.capacity

    @property
    def line_capacity(self):
        return self.locked.line_capacity

    @property
    def stands_still(self):
        return self.locked.status == SessionStatus.CANCELLED

    @property
    def line_ends_at(self):
        return self.locked.starts_at

    def next_deadline(self, now):
        profile = DepartmentProfile.current()
        return offer_deadline(
            now,
            begins_at=self.locked.starts_at,
            last_joining=self.locked.starts_at,
            hours=profile.offer_hours,
            late_hours=profile.late_offer_hours,
        )

    def change_state(self, place, state, **step):
        return change_state(place, state, **step)

    def tell_lapsed(self, place, event):
        tell = emails.queue_line_closed if event.note == LINE_CLOSED else emails.queue_lapsed
        tell(place, event)

    def tell_offered(self, place, event):
        emails.queue_offered(place, event)


def lock(session):
    """The session as it is now, and nobody else's until the transaction ends."""
    return ChatSession.objects.select_for_update().get(pk=session.pk)


def lock_with(sign_up):
    """The session of a sign-up, locked, and the sign-up re-read under the lock."""
    locked = lock(sign_up.session)
    sign_up.refresh_from_db()
    sign_up.session = locked
    return locked


def settle(locked, now=None):
    """End what has run out, then offer free places to the line: before a place is given, and after one is freed."""
    return SessionSeats(locked).settle(now)


def change_state(sign_up, state, *, now=None, expires_at=None, by=None, note=""):
    """Write the state, and the step that led to it. The step is what mails are told apart by."""
    now = now or timezone.now()
    before, sign_up.state = sign_up.state or "", state
    sign_up.expires_at = expires_at if state in TIMED_STATES else None
    if state == SignUpState.WAITLISTED:
        sign_up.queued_at = now
    if sign_up.pk is None:
        sign_up.save()
    else:
        sign_up.save(update_fields=["state", "expires_at", "queued_at"])
        if state not in LIVE_STATES and before != SignUpState.CONFIRMED:
            first_questions.let_go(sign_up, now)
    return SignUpEvent.objects.create(sign_up=sign_up, at=now, from_state=before, to_state=state, by=by, note=note)
