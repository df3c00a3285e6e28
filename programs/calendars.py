"""A class as a calendar file."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.calendars import Event, calendar_text
from programs.enums import ClassStatus


def class_calendar(offering):
    """All sessions of the class, for its public page. Cancelled ones stay in it, marked."""
    return calendar_text([_event(session) for session in offering.sessions.all()], name=str(offering))


def seat_calendar(offering):
    """The sessions that take place, for whoever has a seat."""
    return calendar_text([_event(session) for session in offering.held_sessions], name=str(offering))


def cancellation(sessions):
    """Takes these sessions out of a calendar: all of one class, and nothing else in the file."""
    events = [_event(session, is_over=True) for session in sessions]
    return calendar_text(events, name=str(sessions[0].offering), method="CANCEL")


def _event(session, *, is_over=False):
    offering = session.offering
    topic = session.topic or (_("Graduation") if session.is_graduation else "")
    return Event(
        uid=f"class-session-{session.uid}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=session.sequence,
        starts=session.starts_at,
        ends=session.ends_at,
        summary=f"{offering.program.name}: {topic}" if topic else offering.program.name,
        location=offering.location,
        url=f"{settings.SITE_URL}{offering.get_absolute_url()}",
        cancelled=is_over or session.cancelled or offering.status == ClassStatus.CANCELLED,
    )
