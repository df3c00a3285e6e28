"""The hour itself: the order of the queue, and what was answered. (Into the queue and out of it: triage.py.)

Two moderators work at once: each verb locks the session, and says when what the page had shown is no longer so.
"""

from django.db import transaction
from django.utils import timezone

from chat_sessions.enums import LISTED_STATES, AnswerKind, QuestionState, SessionStatus
from chat_sessions.models import Answer
from chat_sessions.services import queue_order
from chat_sessions.services.closing import due_day
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock
from chat_sessions.services.telling import tell_of_answer
from chat_sessions.services.triage import refuse_unless_in


def move_up(question, *, seen):
    """One place forward. `seen`: the position that the page had shown. False: it is the first already."""
    return _move(question, seen, lambda place: max(place - 1, 1))


def move_down(question, *, seen):
    """One place back. False: it is the last already."""
    return _move(question, seen, lambda place: place + 1)


def move_to_front(question, *, seen):
    """The next to be asked: what the Chief sees changes."""
    return _move(question, seen, lambda place: 1)


@transaction.atomic
def _move(question, seen, target):
    locked = lock(question)
    refuse_unless_in(locked, [QuestionState.QUEUED])
    keys = queue_order.keys_of(locked.session_id)
    place = keys.index(locked.pk) + 1
    if place != seen:
        raise ChatError(f"Somebody moved the queue meanwhile: {locked} is number {place} now. Look again.")
    wanted = min(target(place), len(keys))
    if wanted == place:
        return False
    keys.remove(locked.pk)
    keys.insert(wanted - 1, locked.pk)
    queue_order.put(keys)
    return True


@transaction.atomic
def answer_live(question, *, speaker, note, seconds, by):
    """It was answered in the session: who spoke, in short what was said, and where in the recording (seconds).

    Everybody who asked it is told at once; what is written here is published after a review.
    """
    locked = lock(question)
    if locked.state == QuestionState.ANSWERED_LIVE:
        return False
    refuse_unless_in(locked, LISTED_STATES)
    _refuse_before_the_hour(locked.session)
    now = timezone.now()
    said = {
        "kind": AnswerKind.LIVE,
        "text": note.strip(),
        "speaker": speaker,
        "recording_seconds": seconds,
        "written_by": by,
        "answered_at": now,
    }
    locked.answer, _is_new = Answer.objects.update_or_create(question=locked, defaults=said)
    tell_of_answer(locked, change_state(locked, QuestionState.ANSWERED_LIVE, now=now, by=by))
    return True


@transaction.atomic
def take_back(question, *, by):
    """It was not answered after all: a slip of the hand. Back on the list; what was noted is kept for the next time.

    When the hour is closed, it gets an owner and a day as all that was open then.
    """
    locked = lock(question)
    if locked.state in LISTED_STATES:
        return False
    refuse_unless_in(locked, [QuestionState.ANSWERED_LIVE])
    if locked.answer.reviewed_at:
        raise ChatError("The answer is reviewed already: it stands.")
    owed = {}
    if locked.session.ended_at:
        owed = {"owner": locked.owner or by, "due_on": locked.due_on or due_day(locked.session)}
    change_state(locked, QuestionState.APPROVED, by=by, note="Not answered after all.", **owed)
    return True


def _refuse_before_the_hour(session):
    if session.status != SessionStatus.PUBLISHED or timezone.now() < session.starts_at:
        raise ChatError("The session has not begun: nothing can be answered in it yet.")
