"""What the room mails. Each function writes one outbox row, in the transaction of what it tells about.

A person without a mail address gets no row: staff phone them. A mail is told apart from
every other by the step (RegistrationEvent) that caused it, so nothing is mailed twice.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.codes import issue_code
from core.languages import speak
from core.links import make_token
from mailroom.services import Attachment, queue
from programs.calendars import class_calendar
from programs.enums import RegistrationState

REGISTRATION_LINK = "registration"
INTEREST_LINK = "class-interest"
ABSENCE_LINK = "absence"
LINK_DAYS_AFTER_CLASS = 30


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
    _queue("held", registration, event, secrets=[code], code=code)


def queue_confirmed(registration, event):
    _queue("confirmed", registration, event, calendar=True)


def queue_waitlisted(registration, event):
    _queue("waitlisted", registration, event, position=registration.line_position())


def queue_offer(registration, event):
    _queue("offered", registration, event)


def queue_offer_ends_soon(registration, event):
    """Told apart by the offer's own step, so that an offer is warned of once."""
    _queue("offer_ends_soon", registration, event, key=f"programs.offer-ends:{event.pk}")


def queue_lapsed(registration, event):
    """A hold, an offer or a place in line has ended; told by the step with which it did."""
    ended = registration.events.filter(to_state=RegistrationState.LAPSED).order_by("at", "pk").first()
    if ended.from_state == RegistrationState.WAITLISTED:
        _queue("line_closed", registration, event)
    else:
        _queue("lapsed", registration, event, was_offer=ended.from_state == RegistrationState.OFFERED)


def queue_withdrawn(registration, event):
    _queue("withdrawn", registration, event)


def queue_declined(registration, event):
    _queue("declined", registration, event)


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
    }
    by_state[registration.state](registration, event)


def queue_class_cancelled(registration, offering):
    _queue("class_cancelled", registration, None, key=f"programs.class-cancelled:{registration.pk}", calendar=True)


def queue_class_changed(registration, changes, key):
    """Sessions were moved, cancelled or added: the changes in words, and the calendar anew."""
    _queue("class_changed", registration, None, key=f"programs.class-changed:{registration.pk}:{key}",
           calendar=True, changes=changes)  # fmt: skip


def queue_reminder(registration, session):
    """Once a session as it stands: a moved session is a new reminder."""
    token = make_token(ABSENCE_LINK, f"{registration.pk}:{session.pk}", session.starts_at)
    link = _absolute("programs:open_absence", token)
    _queue(
        "reminder",
        registration,
        None,
        key=f"programs.reminder:{registration.pk}:{session.pk}:{session.sequence}",
        secrets=[token],
        session=session,
        absence_link=link,
    )


def queue_interest_confirmation(interest):
    """Double opt-in: please confirm that you want to hear of the next class."""
    _queue_interest("interest", interest, key=f"programs.interest:{interest.pk}:{timezone.now():%Y%m%d%H}")


def queue_class_opens(interest, offering):
    _queue_interest("class_opens", interest, key=f"programs.opens:{interest.pk}:{offering.pk}", offering=offering)


def _queue(template, registration, event, *, key=None, calendar=False, secrets=(), **context):
    if not registration.email:
        return
    offering = registration.offering
    token = make_token(REGISTRATION_LINK, registration.pk, _link_end(offering))
    attachments = []
    if calendar:
        with speak(registration.language):
            attachments = [Attachment("class.ics", "text/calendar", class_calendar(offering))]
    queue(
        template=f"programs/{template}",
        to=registration.email,
        language=registration.language,
        about=registration.reference,
        dedupe_key=key or f"programs.event:{event.pk}",
        secrets=[token, *secrets],
        attachments=attachments,
        context={
            "registration": registration,
            "offering": offering,
            "program": offering.program,
            "link": _absolute("programs:open_registration", token),
            "class_link": f"{settings.SITE_URL}{offering.get_absolute_url()}",
            **context,
        },
    )


def _queue_interest(template, interest, *, key, offering=None):
    token = make_token(INTEREST_LINK, interest.pk, timezone.now() + timedelta(days=365))
    queue(
        template=f"programs/{template}",
        to=interest.email,
        language=interest.language,
        dedupe_key=key,
        secrets=[token],
        context={
            "program": interest.program,
            "offering": offering,
            "class_link": f"{settings.SITE_URL}{offering.get_absolute_url()}" if offering else "",
            "link": _absolute("programs:open_interest", token),
        },
    )


def _absolute(name, token):
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def _link_end(offering):
    """A mail's link works until a month after the class; what it lets one do depends on the state."""
    last = max((session.date for session in offering.sessions.all()), default=timezone.localdate())
    last = max(last, timezone.localdate()) + timedelta(days=LINK_DAYS_AFTER_CLASS)
    return datetime.combine(last, time(0), tzinfo=timezone.get_default_timezone())
