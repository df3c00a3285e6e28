"""What residents may know of the sessions, as of one moment. How to get in is not part of it."""

from datetime import timedelta
from math import ceil

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat_sessions.enums import SessionPhase
from chat_sessions.models import ChatSession
from chat_sessions.services.seats import SessionSeats
from core.enums import Language

TAKES_SIGN_UPS = {SessionPhase.OPEN, SessionPhase.LIVE}
COMING = {SessionPhase.ANNOUNCED, *TAKES_SIGN_UPS, SessionPhase.CANCELLED}
SESSIONS_SHOWN = 12
NEXT_KEY, NEXT_SECONDS = "chat_sessions.next", 30
HOURS_BEFORE_MINUTES_COUNT = 2


def public_sessions(now):
    """Sessions as the public pages show them; the places are counted in the same query."""
    return ChatSession.objects.public().with_places(now)


def describe(session, now):
    """The session beside its phase and the places that a newcomer could have now."""
    phase, waiting = session.phase(now), session.line_length
    # Places that are free while people wait are already on their way to the line.
    left = session.places_left(now) if session.capacity is None or not waiting else 0
    line_is_over = left == 0 and (waiting >= session.line_capacity or SessionSeats(session).next_deadline(now) is None)
    return {
        "session": session,
        "phase": phase,
        "places_left": left,
        "is_limited": left is not None,
        "line_length": waiting,
        "line_is_over": line_is_over,
        "can_sign_up": phase in TAKES_SIGN_UPS and not line_is_over,
        "countdown": countdown(session.starts_at, now),
        "languages": language_names(session),
        "door_is_open": session.is_door_open(now),
    }


def coming_sessions(now):
    """Not over yet, the next one first; cancelled ones stay until their day is over."""
    return [entry for entry in (describe(session, now) for session in _coming(now)) if entry["phase"] in COMING]


def _coming(now):
    return public_sessions(now).coming(timezone.localdate(now))[:SESSIONS_SHOWN]


def past_sessions(now):
    """The newest first."""
    rows = ChatSession.objects.past(timezone.localdate(now + timedelta(days=1)))[:SESSIONS_SHOWN]
    return [{"session": session, "phase": session.phase(now)} for session in rows if session.phase(now) not in COMING]


def next_session(now):
    """For the home page, which everybody reads: the one that begins next and is not cancelled, or None.

    What is known of it is at most half a minute old.
    """
    rows = cache.get_or_set(NEXT_KEY, lambda: list(_coming(now)), NEXT_SECONDS)
    entries = (describe(session, now) for session in rows)
    return next((entry for entry in entries if entry["phase"] in COMING - {SessionPhase.CANCELLED}), None)


def language_names(session):
    """The languages that are interpreted, each by its own name."""
    return [(code, Language(code).label) for code in session.languages if code in Language.values]


def countdown(moment, now):
    """How long it is until then, in plain words; nothing once it has come."""
    if moment <= now:
        return ""
    days = (timezone.localdate(moment) - timezone.localdate(now)).days
    if days > 1:
        return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}
    if days == 1:
        return _("tomorrow")
    minutes = ceil((moment - now).total_seconds() / 60)
    hours = minutes // 60
    if hours >= HOURS_BEFORE_MINUTES_COUNT:
        return ngettext("today, in %(number)s hour", "today, in %(number)s hours", hours) % {"number": hours}
    return ngettext("in %(number)s minute", "in %(number)s minutes", minutes) % {"number": minutes}
