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
from programs.calendars import class_calendar

REGISTRATION_LINK = "registration"
LINK_DAYS_AFTER_CLASS = 30


def queue_about(template, registration, event, *, key=None, calendar=False, secrets=(), **context):
    """One mail about a registration, from templates/mail/programs/<template>.html, with its personal link."""
    if not registration.email:
        return
    offering = registration.offering
    token = make_token(REGISTRATION_LINK, registration.pk, link_end(offering))
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
            "link": absolute("programs:open_registration", token),
            "packet_link": absolute("programs:open_packet", token),
            "class_link": f"{settings.SITE_URL}{offering.get_absolute_url()}",
            **context,
        },
    )


def absolute(name, token):
    """The full address of a page that a token opens."""
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def link_end(offering):
    """A mail's link works until a month after the class; what it lets one do depends on the state."""
    last = max((session.date for session in offering.sessions.all()), default=timezone.localdate())
    last = max(last, timezone.localdate()) + timedelta(days=LINK_DAYS_AFTER_CLASS)
    return datetime.combine(last, time(0), tzinfo=timezone.get_default_timezone())
