"""What becomes of a question: the one writer of Question.state. Nothing is deleted, and every step is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat_sessions import emails
from chat_sessions.enums import OPEN_STATES, QuestionState, SignUpState
from chat_sessions.models import ChatSession, Question, QuestionEvent, SignUp
from chat_sessions.services import queue_order
from chat_sessions.services.errors import ChatError
from chat_sessions.services.flags import flags_of
from core.references import new_reference

PREFIX = "ASK"


def lock_session(session_pk):
    """The session of a question, until the transaction ends: meanwhile nobody closes the hour or moves the queue."""
    return ChatSession.objects.select_for_update().get(pk=session_pk)


def lock(question):
    """The question as it is now, held until the transaction ends; its session first."""
    session = lock_session(question.session_id)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    locked.session = session
    return locked


def change_state(question, state, *, now=None, by=None, note="", **fields):
    """One step: the new state, what else changes with it, and the event. The question and its session are locked.

    Whoever leaves the queue leaves no gap in it.
    """
    before, question.state = ("" if question.pk is None else question.state), state
    if state != QuestionState.QUEUED:
        fields["queue_position"] = None
    for name, value in fields.items():
        setattr(question, name, value)
    if question.pk is None:
        question.flags = flags_of(question.text)
        question.save()
    else:
        question.save(update_fields=["state", "changed_at", *fields])
    if before == QuestionState.QUEUED and state != QuestionState.QUEUED:
        queue_order.close_ranks(question.session_id)
    return QuestionEvent.objects.create(
        question=question, at=now or timezone.now(), from_state=before, to_state=state, by=by, note=note
    )


@transaction.atomic
def ask(*, place, answers, form_key):
    """A question of somebody who is signed up; the same form sent twice is one. `answers`: fields of a Question.

    The session and the sign-up are locked: whoever is removed at this moment, or too late by a second, asks nothing
    more.
    """
    session = lock_session(place.session_id)
    place = SignUp.objects.select_for_update().get(pk=place.pk)
    place.session = session
    first = Question.objects.filter(form_key=form_key).first()
    if first:
        return first
    now = timezone.now()
    if place.state != SignUpState.CONFIRMED:
        raise ChatError(_("Please confirm your sign-up first."))
    if not session.takes_questions(now):
        raise ChatError(_("The session is over: we take no more questions for it."))
    question = Question(reference=new_reference(PREFIX), session=session, sign_up=place, form_key=form_key, **answers)
    event = change_state(question, QuestionState.RECEIVED, now=now)
    emails.queue_about_question("question_received", question, event)
    return question


@transaction.atomic
def change(question, answers):
    """What came back with a wish is sent once more, in other words; the earlier ones are kept in the history.

    `answers`: fields of a Question. A translation of the earlier words goes with them.
    """
    locked = lock(question)
    if not can_change(locked):
        raise ChatError(_("This question can no longer be changed. To add something, please ask a new one."))
    new = {**answers, "flags": flags_of(answers["text"]), "translation": "", "translated_by": ""}
    change_state(locked, QuestionState.RECEIVED, note=locked.text, **new)
    return locked


def can_change(question):
    """Only what a moderator sent back, and until the answers are out."""
    return question.state == QuestionState.RETURNED and question.session.answers_published_at is None


@transaction.atomic
def withdraw(question):
    """The asker takes it back; it is kept, and no longer shown. Twice is no error.

    If others ask the same together with it, it stays for them: only the name of the asker is no longer shown.
    """
    locked = lock(question)
    if locked.state in OPEN_STATES and locked.merged_questions.exists():
        locked.shows_name = False
        locked.save(update_fields=["shows_name", "changed_at"])
    elif locked.state in OPEN_STATES:
        change_state(locked, QuestionState.WITHDRAWN)
    return locked
