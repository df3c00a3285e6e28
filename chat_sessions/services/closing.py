"""The end of the hour: from this second on nothing is asked, and whatever is open gets an owner and a day."""

from django.db import transaction
from django.utils import timezone

from chat_sessions.enums import QuestionState, SessionPhase, SessionStatus
from chat_sessions.models import ChatRules
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock_session
from core.services import business_day

# What was asked for a cancelled session is owed an end, too.
CLOSABLE = {SessionPhase.LIVE, SessionPhase.ENDED, SessionPhase.CANCELLED}


def due_day(session):
    """By when what is open is answered in writing: business days after the session."""
    return business_day(session.date, ChatRules.current().answer_days)


@transaction.atomic
def close_hour(session, *, owner, by):
    """The hour is over, or does not take place. Every open question gets a day by which it is answered, and `owner`.

    The owner sees to that; whoever had one already keeps it. What stood in the queue was not reached: it goes back to
    the list.
    """
    locked = lock_session(session.pk)
    if locked.ended_at:
        return False
    now = timezone.now()
    if locked.phase(now) not in CLOSABLE:
        raise ChatError("Only an hour that has begun can be closed.")
    locked.ended_at = now
    locked.save(update_fields=["ended_at"])
    due_on = due_day(locked)
    for question in locked.questions.open().from_known().select_for_update(of=["self"]).order_by("pk"):
        state = QuestionState.APPROVED if question.state == QuestionState.QUEUED else question.state
        question.owner, question.due_on = question.owner or owner, question.due_on or due_on
        note = f"Not answered in the hour. Owner: {question.owner.get_username()}; due {question.due_on:%B %-d, %Y}."
        change_state(question, state, now=now, by=by, note=note, owner=question.owner, due_on=question.due_on)
    return True


def can_reopen(session, now):
    """Whether it was closed before its planned end, and nothing has followed yet."""
    is_on = session.status == SessionStatus.PUBLISHED and now < session.ends_at
    return bool(is_on and session.ended_at and not session.answers_published_at)


@transaction.atomic
def reopen_hour(session):
    """It was closed too early: until its planned end, the door and the questions are open again."""
    locked = lock_session(session.pk)
    if locked.ended_at is None:
        return False
    if not can_reopen(locked, timezone.now()):
        raise ChatError("The session is over: its hour cannot be opened again.")
    locked.ended_at = None
    locked.save(update_fields=["ended_at"])
    return True
