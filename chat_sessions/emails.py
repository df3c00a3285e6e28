"""How the room mails. How to get in never stands in a mail or in a calendar file: both point to our page."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from chat_sessions.calendars import cancellation, session_calendar
from core.codes import issue_code
from core.languages import speak
from core.links import make_token
from mailroom.services import Attachment, queue

SIGN_UP_LINK = "chat-sign-up"
LINK_DAYS_AFTER_SESSION = 60


def queue_about(template, place, event, *, key=None, calendar=False, gone=False, secrets=(), **context):
    """One mail about a sign-up, from templates/mail/chat_sessions/<template>.html, with its personal link.

    `calendar`: with the session for a calendar; `gone`: with the file that takes it out again.
    """
    if not place.email:
        return
    session = place.session
    token = sign_up_token(place)
    queue(
        template=f"chat_sessions/{template}",
        to=place.email,
        language=place.language,
        about=place.reference,
        dedupe_key=key or f"chat_sessions.event:{event.pk}",
        secrets=[token, *secrets],
        attachments=_calendar_files(place, calendar, gone),
        context={
            "place": place,
            "session": session,
            "link": absolute("chat:open", token),
            "session_link": f"{settings.SITE_URL}{session.get_absolute_url()}",
            **context,
        },
    )


def queue_about_question(template, question, event, *, key=None, **context):
    """What became of a question, to whoever asked it; told apart by the step. Nobody to write to: no mail."""
    if question.sign_up_id is None:
        return
    place = question.sign_up
    token = sign_up_token(place)
    queue_about(
        template,
        place,
        event,
        key=key or f"chat_sessions.question:{event.pk}",
        secrets=[token],
        question=question,
        question_link=absolute("chat:open_question", token, question.reference),
        **context,
    )


def queue_survey(place):
    """How was it? Once a person."""
    token = sign_up_token(place)
    link = absolute("chat:open_survey", token)
    queue_about("survey", place, None, key=f"chat_sessions.survey:{place.pk}", secrets=[token], survey_link=link)


def queue_held(place, event):
    """Please confirm: a link and a code."""
    code, _row = issue_code(
        purpose=confirm_purpose(place),
        email_key=place.email_key,
        valid_for=place.expires_at - timezone.now(),
    )
    queue_about("held", place, event, secrets=[code], code=code)


def queue_confirmed(place, event):
    queue_about("confirmed", place, event, calendar=True)


def queue_waitlisted(place, event):
    queue_about("waitlisted", place, event, position=place.line_position())


def queue_offered(place, event):
    queue_about("offered", place, event)


def queue_lapsed(place, event):
    queue_about("lapsed", place, event)


def queue_withdrawn(place, event, *, had_seat):
    queue_about("withdrawn", place, event, gone=had_seat)


def confirm_purpose(place):
    """What the six-digit code is good for: this sign-up, nothing else."""
    return f"chat-sign-up:{place.pk}"


def sign_up_token(place):
    """Opens the personal pages of a sign-up; its mails carry it in their links."""
    return make_token(SIGN_UP_LINK, place.pk, place.session.ends_at + timedelta(days=LINK_DAYS_AFTER_SESSION))


def absolute(name, *parts):
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def _calendar_files(place, calendar, gone):
    with speak(place.language):
        files = [Attachment("session.ics", "text/calendar", session_calendar(place.session))] if calendar else []
        if gone:
            files.append(Attachment("cancelled.ics", "text/calendar; method=CANCEL", cancellation(place.session)))
    return files
