"""Which session something is entered for."""

from django.utils import timezone

from chat_sessions.enums import SessionStatus
from chat_sessions.models import ChatSession
from core.keys import key_from


def coming_sessions(now):
    """Published, and not over: for them people are signed up and questions taken."""
    coming = ChatSession.objects.coming(timezone.localdate(now)).filter(status=SessionStatus.PUBLISHED)
    return [session for session in coming if now < session.closing_moment]


def session_in(request):
    """The session that the address names (?session=<pk>), if it is one of those."""
    chosen = key_from(request.GET.get("session", ""))
    return next((session for session in coming_sessions(timezone.now()) if session.pk == chosen), None)
