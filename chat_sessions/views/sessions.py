"""The sessions, for anyone: without a session of the browser or a cookie."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chat_sessions.calendars import session_calendar
from chat_sessions.catalog import coming_sessions, describe, past_sessions, public_sessions
from chat_sessions.models import Question
from core.pages import same_for_everyone

TOP_QUESTIONS = 5


def get_session(number, now):
    """One public session with its places as of `now`, or 404."""
    return get_object_or_404(public_sessions(now), number=number)


@require_safe
@same_for_everyone
def chat(request):
    now = timezone.now()
    context = {"coming": coming_sessions(now), "past": past_sessions(now)}
    return render(request, "chat_sessions/chat.html", context)


@require_safe
@same_for_everyone
def session_page(request, number):
    now = timezone.now()
    session = get_session(number, now)
    context = describe(session, now) | {
        "hosts": session.hosts.all(),
        "questions": Question.objects.top_of(session)[:TOP_QUESTIONS] if session.public_list else [],
    }
    return render(request, "chat_sessions/session.html", context)


@require_safe
def calendar_file(request, number):
    """The session for the resident's own calendar."""
    session = get_session(number, timezone.now())
    response = HttpResponse(session_calendar(session), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="chat-{session.number}.ics"'
    return response
