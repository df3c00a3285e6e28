"""A class as a calendar file."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.calendars import Event, calendar_text
from programs.enums import ClassStatus


def class_calendar(offering):
    """All sessions of the class. Cancelled ones stay in it, marked, so that calendars take them out."""
    return calendar_text([_event(offering, session) for session in offering.sessions.all()], name=str(offering))


def _event(offering, session):
    topic = session.topic or (_("Graduation") if session.is_graduation else "")
    return Event(
        uid=f"class-session-{session.uid}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=session.sequence,
        starts=session.starts_at,
        ends=session.ends_at,
        summary=f"{offering.program.name}: {topic}" if topic else offering.program.name,
        location=offering.location,
        url=f"{settings.SITE_URL}{offering.get_absolute_url()}",
        cancelled=session.cancelled or offering.status == ClassStatus.CANCELLED,
    )
