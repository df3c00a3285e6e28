"""A session as a calendar file. It points to our page: how to get in never stands in it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from chat_sessions.enums import SessionStatus
from core.calendars import Event, calendar_text


def session_calendar(session):
    return calendar_text([_event(session)], name=session.title)


def cancellation(session):
    """Takes the session out of a calendar."""
    return calendar_text([_event(session, is_over=True)], name=session.title, method="CANCEL")


def _event(session, *, is_over=False):
    page = f"{settings.SITE_URL}{session.get_absolute_url()}"
    return Event(
        uid=f"chat-session-{session.uid}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=session.sequence,
        starts=session.starts_at,
        ends=session.ends_at,
        summary=f"{session.title}: {session.topic}" if session.topic else session.title,
        location=_("Online, through our page"),
        description=_("Shortly before the start, open this page and go in: %(page)s") % {"page": page},
        url=page,
        cancelled=is_over or session.status == SessionStatus.CANCELLED,
    )
