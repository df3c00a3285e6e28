"""What moderators decide about a question. Nothing is deleted, every step is kept, and the asker hears of it.

Each verb locks the question and reads it anew. Done already: no error, and False. Criticism is no reason for anything
here. How two questions become one: merging.py; how one is not asked: declining.py.
"""

from django.db import transaction
from django.db.models import Max

from chat_sessions import emails
from chat_sessions.enums import LISTED_STATES, OPEN_STATES, WAITING_STATES, Destination, QuestionState
from chat_sessions.services import seats
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock
from chat_sessions.services.telling import tell_of_other_end
from chat_sessions.words import state_words

REVIEWABLE_STATES = [QuestionState.RECEIVED, QuestionState.RETURNED, QuestionState.APPROVED]
RETURNABLE_STATES = [*WAITING_STATES, QuestionState.APPROVED]


@transaction.atomic
def take_in_review(question, *, by):
    """Somebody looks at it. An approved question leaves the list meanwhile; its votes are kept."""
    locked = lock(question)
    if locked.state == QuestionState.IN_REVIEW:
        return False
    refuse_unless_in(locked, REVIEWABLE_STATES)
    change_state(locked, QuestionState.IN_REVIEW, by=by)
    return True


@transaction.atomic
def approve(question, *, by):
    """On the list, where people vote for it."""
    locked = lock(question)
    if locked.state in LISTED_STATES:
        return False
    refuse_unless_in(locked, WAITING_STATES)
    refuse_while_decline_waits(locked)
    _tell("question_approved", locked, change_state(locked, QuestionState.APPROVED, by=by, staff_note=""))
    return True


@transaction.atomic
def redirect(question, *, destination, by, note=""):
    """Passed to those who can answer it. `note`: for the asker, beside the standing words of the destination."""
    locked = lock(question)
    if locked.state == QuestionState.REDIRECTED and locked.destination == destination:
        return False
    refuse_unless_in(locked, OPEN_STATES)
    refuse_while_decline_waits(locked)
    kept = {"destination": Destination(destination), "staff_note": note.strip()}
    event = change_state(locked, QuestionState.REDIRECTED, by=by, note=note.strip(), **kept)
    tell_of_other_end("question_redirected", locked, event)
    return True


@transaction.atomic
def return_for_edit(question, *, note, by):
    """Back to the asker, who reads the note and can change the question."""
    note = note.strip()
    if not note:
        raise ChatError("Write what should be changed: the asker reads it.")
    locked = lock(question)
    if locked.state == QuestionState.RETURNED and locked.staff_note == note:
        return False
    if locked.sign_up_id is None:
        raise ChatError("It was asked by phone: there is nobody to return it to.")
    refuse_unless_in(locked, RETURNABLE_STATES)
    refuse_while_decline_waits(locked)
    if locked.session.answers_published_at:
        raise ChatError("The answers are published: the asker could not change it any more.")
    event = change_state(locked, QuestionState.RETURNED, by=by, note=note, staff_note=note)
    _tell("question_returned", locked, event)
    return True


@transaction.atomic
def queue(question, *, by):
    """To be asked in the hour: the last in the queue. The session is locked, so that no two get one position."""
    session = seats.lock(question.session)
    locked = lock(question)
    if locked.state == QuestionState.QUEUED:
        return False
    refuse_unless_in(locked, [QuestionState.APPROVED])
    last = session.questions.aggregate(last=Max("queue_position"))["last"] or 0
    change_state(locked, QuestionState.QUEUED, by=by, queue_position=last + 1)
    return True


@transaction.atomic
def unqueue(question, *, by):
    """Out of the queue, and still on the list."""
    seats.lock(question.session)
    locked = lock(question)
    if locked.state == QuestionState.APPROVED:
        return False
    refuse_unless_in(locked, [QuestionState.QUEUED])
    change_state(locked, QuestionState.APPROVED, by=by)
    return True


@transaction.atomic
def translate(question, *, translation, translated_by, by):
    """In English, for the Chief: beside the words of the asker, never in their place."""
    locked = lock(question)
    if (locked.translation, locked.translated_by) == (translation, translated_by):
        return False
    note = f"Translated by {translated_by}." if translation else "Translation taken away."
    change_state(locked, locked.state, by=by, note=note, translation=translation, translated_by=translated_by)
    return True


def refuse_unless_in(question, states):
    """Say that it has moved on: somebody else decided, or the asker took it back. Or that it is not for anybody yet."""
    refuse_before_its_place(question)
    if question.state not in states:
        raise ChatError(f"{question} cannot be changed so any more. It is now: “{state_words(question)}”.")


def refuse_before_its_place(question):
    """It came with a sign-up, and nobody knows yet whose address that is: nothing is mailed to it, or listed."""
    if question.waits_for_its_place:
        raise ChatError(f"{question} came with a sign-up that is not confirmed yet: it waits until it is.")


def refuse_while_decline_waits(question):
    """Whoever proposed a decline is answered first."""
    if question.awaits_second:
        raise ChatError(f"It is proposed not to ask {question}: confirm or refuse that first.")


def _tell(template, question, event):
    emails.queue_about_question(template, question, event)
