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
INTEREST_LINK = "chat-interest"
LINK_DAYS_AFTER_SESSION = 60
WISH_LINK_GOOD_FOR = timedelta(days=365)
DOOR_CODE_GOOD_FOR = timedelta(minutes=30)


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
    # Its question went to nobody, since the place was never theirs.
    queue_about("lapsed", place, event, has_question=place.questions.exists())


def queue_line_closed(place, event):
    queue_about("line_closed", place, event)


def queue_withdrawn(place, event, *, had_seat):
    queue_about("withdrawn", place, event, gone=had_seat)


def reminder_key(place, kind):
    """One reminder of a kind for each date and time: a session that was moved is reminded of anew."""
    session = place.session
    return f"chat_sessions.reminder:{kind}:{session.date}T{session.start_time:%H:%M}:{place.pk}"


def queue_reminder(place, kind):
    queue_about("reminder", place, None, key=reminder_key(place, kind), calendar=True)


def queue_door_code(place):
    """On demand, shortly before going in: proves that whoever stands at the door reads this mail."""
    code, row = issue_code(purpose=door_purpose(place), email_key=place.email_key, valid_for=DOOR_CODE_GOOD_FOR)
    minutes = int(DOOR_CODE_GOOD_FOR.total_seconds() // 60)
    key = f"chat_sessions.door:{row.pk}"
    queue_about("door_code", place, None, key=key, secrets=[code], code=code, minutes=minutes)


def confirm_purpose(place):
    """What the six-digit code is good for: this sign-up, nothing else."""
    return f"chat-sign-up:{place.pk}"


def sign_up_token(place):
    """Opens the personal pages of a sign-up; its mails carry it in their links."""
    return make_token(SIGN_UP_LINK, place.pk, place.session.ends_at + timedelta(days=LINK_DAYS_AFTER_SESSION))


def absolute(name, *parts):
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def door_purpose(place):
    return f"chat-door:{place.pk}"


def queue_interest_confirmation(wish):
    """Double opt-in: please confirm that you want to hear of future sessions."""
    _queue_interest("interest", wish, key=f"chat_sessions.interest:{wish.pk}:{timezone.now():%Y%m%d%H}")


def new_session_key(wish_pk, session):
    return f"chat_sessions.published:{session.pk}:{wish_pk}"


def queue_new_session(wish, session):
    page = f"{settings.SITE_URL}{session.get_absolute_url()}"
    _queue_interest("new_session", wish, key=new_session_key(wish.pk, session), session=session, session_link=page)


def _queue_interest(template, wish, *, key, **context):
    token = make_token(INTEREST_LINK, wish.pk, timezone.now() + WISH_LINK_GOOD_FOR)
    queue(
        template=f"chat_sessions/{template}",
        to=wish.email,
        language=wish.language,
        dedupe_key=key,
        secrets=[token],
        context={"link": absolute("chat:open_interest", token), **context},
    )


def _calendar_files(place, calendar, gone):
    with speak(place.language, "chat_sessions"):
        files = [Attachment("session.ics", "text/calendar", session_calendar(place.session))] if calendar else []
        if gone:
            files.append(Attachment("cancelled.ics", "text/calendar; method=CANCEL", cancellation(place.session)))
    return files
