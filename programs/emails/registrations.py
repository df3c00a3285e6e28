"""Mails about one registration: how it stands, what changed, when to come."""

from django.utils import timezone

from core.codes import issue_code
from core.languages import speak
from core.links import make_token
from core.seats.places import TIMED_STATES
from programs.emails.sending import absolute, queue_about
from programs.enums import RegistrationState
from programs.models import AcceptancePacket
from programs.records import standing

ABSENCE_LINK = "absence"


def confirm_purpose(registration):
    """What the six-digit code in a hold's mail is good for: this registration, nothing else."""
    return f"registration:{registration.pk}"


def queue_held(registration, event):
    """Your seat is held; confirm within a day, by the link or the code."""
    if not registration.email:
        return
    code, _row = issue_code(
        purpose=confirm_purpose(registration),
        email_key=registration.email_key,
        valid_for=registration.expires_at - timezone.now(),
    )
    queue_about("held", registration, event, secrets=[code], code=code)


def queue_confirmed(registration, event, *, moved_from=None, gone=()):
    """`moved_from`: the class that the person was in until now, with its sessions `gone` from their calendar."""
    is_asked = not AcceptancePacket.objects.filter(registration=registration).exists()
    queue_about("confirmed", registration, event, calendar=True, is_asked=is_asked, moved_from=moved_from, gone=gone)


def queue_waitlisted(registration, event, *, moved_from=None, gone=(), is_ahead=False):
    queue_about("waitlisted", registration, event, position=registration.line_position(),
                moved_from=moved_from, gone=gone, is_ahead=is_ahead)  # fmt: skip


def queue_offer(registration, event):
    queue_about("offered", registration, event)


def queue_offer_ends_soon(registration, event):
    """Told apart by the offer's own step, so that an offer is warned of once."""
    queue_about("offer_ends_soon", registration, event, key=f"programs.offer-ends:{event.pk}")


def queue_lapsed(registration, event):
    """A hold, an offer or a place in line has ended; told by the step with which it did."""
    ways = [*TIMED_STATES, RegistrationState.WAITLISTED]
    ended = registration.events.filter(to_state=RegistrationState.LAPSED, from_state__in=ways)
    ended = ended.order_by("at", "pk").last()
    if ended.from_state == RegistrationState.WAITLISTED:
        queue_about("line_closed", registration, event)
    else:
        queue_about("lapsed", registration, event, was_offer=ended.from_state == RegistrationState.OFFERED)


def queue_withdrawn(registration, event, *, gone=()):
    queue_about("withdrawn", registration, event, gone=gone)


def queue_declined(registration, event, *, gone=()):
    queue_about("declined", registration, event, gone=gone)


def queue_merged(registration, event):
    """Two registrations of this person were joined: how they stand now; of the one that ended, that it did."""
    with speak(registration.language, "programs"):
        standing_now = standing(registration, timezone.now())
    queue_about(
        "merged",
        registration,
        event,
        calendar=registration.state == RegistrationState.CONFIRMED,
        standing_now=standing_now,
    )


def queue_standing(registration, event):
    """Once more how a person stands, whatever that is, with fresh links."""
    by_state = {
        RegistrationState.HELD: queue_held,
        RegistrationState.CONFIRMED: queue_confirmed,
        RegistrationState.WAITLISTED: queue_waitlisted,
        RegistrationState.OFFERED: queue_offer,
        RegistrationState.LAPSED: queue_lapsed,
        RegistrationState.WITHDRAWN: queue_withdrawn,
        RegistrationState.DECLINED: queue_declined,
        RegistrationState.MERGED: queue_merged,
    }
    by_state[registration.state](registration, event)


def queue_class_cancelled(registration, *, gone=()):
    # With the class: somebody who was moved may lose the next one, too.
    key = f"programs.class-cancelled:{registration.pk}:{registration.offering_id}"
    queue_about("class_cancelled", registration, None, key=key, gone=gone)


def queue_class_changed(registration, changes, key, **context):
    """Sessions were moved, cancelled or added: the changes in words, and for a seat the calendar anew."""
    _queue_change("class_changed", registration, changes, key, **context)


def queue_class_postponed(registration, changes, key, **context):
    """The whole class has new dates: the person keeps the place, and may give it up."""
    _queue_change("class_postponed", registration, changes, key, **context)


def _queue_change(template, registration, changes, key, *, reason="", is_shortened=False):
    has_seat = registration.state == RegistrationState.CONFIRMED
    queue_about(
        template,
        registration,
        None,
        key=f"programs.class-changed:{registration.pk}:{registration.offering_id}:{key}",
        calendar=has_seat,
        gone=[change.after for change in changes if change.is_cancelled] if has_seat else [],
        changes=changes,
        reason=reason,
        is_shortened=is_shortened,
    )


def queue_reminder(registration, session):
    """Once a session as it stands: a moved session is a new reminder."""
    token = make_token(ABSENCE_LINK, f"{registration.pk}:{session.pk}", session.starts_at)
    link = absolute("programs:open_absence", token)
    queue_about(
        "reminder",
        registration,
        None,
        key=f"programs.reminder:{registration.pk}:{session.pk}:{session.sequence}",
        secrets=[token],
        session=session,
        absence_link=link,
    )


def queue_absences_used(registration, standing, key):
    """Another absence would end the way to graduation."""
    queue_about("absences_used", registration, None, key=key, standing=standing)
