"""How the room mails: one outbox row for one person, in the transaction of what it tells about.

A person without a mail address gets no row: staff phone them. A mail is told apart from
every other by the step (RegistrationEvent) that caused it, so nothing is mailed twice.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.languages import speak
from core.links import make_token
from mailroom.services import Attachment, queue
from programs.calendars import cancellation, seat_calendar

REGISTRATION_LINK = "registration"
LINK_DAYS_AFTER_CLASS = 30


def queue_about(template, registration, event, *, key=None, calendar=False, gone=(), secrets=(), **context):
    """One mail about a registration, from templates/mail/programs/<template>.html, with its personal link.

    `calendar`: with the dates of the class for a calendar; `gone`: sessions that leave the reader's calendar.
    """
    if not registration.email:
        return
    offering = registration.offering
    token = make_token(REGISTRATION_LINK, registration.pk, link_end(offering))
    with speak(registration.language, "programs"):
        attachments = calendar_files(offering if calendar else None, gone)
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
            "link": absolute("programs:open_registration", token),
            "packet_link": absolute("programs:open_packet", token),
            "class_link": f"{settings.SITE_URL}{offering.get_absolute_url()}",
            "has_calendar": calendar,
            "gone": gone,
            **context,
        },
    )


def calendar_files(offering, gone):
    """The dates of a class, and those that leave a calendar; in the language that is spoken."""
    files = [Attachment("class.ics", "text/calendar", seat_calendar(offering))] if offering else []
    if gone:
        files.append(Attachment("cancelled.ics", "text/calendar; method=CANCEL", cancellation(gone)))
    return files


def absolute(name, token):
    """The full address of a page that a token opens."""
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def link_end(offering):
    """A mail's link works until a month after the class; what it lets one do depends on the state."""
    last = max((session.date for session in offering.sessions.all()), default=timezone.localdate())
    last = max(last, timezone.localdate()) + timedelta(days=LINK_DAYS_AFTER_CLASS)
    return datetime.combine(last, time(0), tzinfo=timezone.get_default_timezone())
