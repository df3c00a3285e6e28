"""What follows the hour: who answers what, the answers in writing, their review, and their page.

An answer is public when somebody else than its writer has reviewed it, and the answers of its session are published.
"""

from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from chat_sessions.enums import ANSWERED_STATES, OPEN_STATES, AnswerKind, QuestionState
from chat_sessions.models import Answer
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock, lock_session
from chat_sessions.services.telling import tell_in_writing, tell_of_answer
from chat_sessions.services.triage import refuse_unless_in, refuse_while_decline_waits

# What a person writes; the rest of an Answer follows from who does it, and when.
WRITTEN_FIELDS = ["text", "speaker", "recording_seconds", "links", "translation", "translated_by"]


@transaction.atomic
def assign(question, *, owner, due_on, by):
    """Who sees to it that the question is answered, and by when."""
    locked = lock(question)
    refuse_unless_in(locked, OPEN_STATES)
    if (locked.owner, locked.due_on) == (owner, due_on):
        return False
    note = f"Owner: {owner.get_username()}; due {due_on:%B %-d, %Y}."
    change_state(locked, locked.state, by=by, note=note, owner=owner, due_on=due_on)
    return True


def wording_of(question):
    """What is written as an answer to the question now: {} where nothing is."""
    return Answer.objects.filter(question=question).values(*WRITTEN_FIELDS).first() or {}


def version_of(question):
    """Stands for these words: a form that began with others is out of date."""
    return blake2b(repr(sorted(wording_of(question).items())).encode(), digest_size=8).hexdigest()


@transaction.atomic
def write(question, *, wording, seen, by):
    """Write the answer, or mend it. Then it waits for a review, also when it had one before.

    `wording`: WRITTEN_FIELDS. `seen`: what the writer's form had begun with (version_of); somebody else's words are
    never overwritten unseen.
    """
    locked = lock(question)
    refuse_unless_in(locked, [*OPEN_STATES, *ANSWERED_STATES])
    refuse_while_decline_waits(locked)
    before = wording_of(locked)
    if before == wording:
        return False
    if version_of(locked) != seen:
        raise ChatError("Somebody else wrote meanwhile: read it first. Save again to put your words in its place.")
    now = timezone.now()
    answer = Answer.objects.filter(question=locked).first() or Answer(question=locked)
    # What is mended later was answered when it was: the report counts the days until then.
    if locked.state in OPEN_STATES:
        answer.kind, answer.answered_at = AnswerKind.WRITTEN, now
    for name in WRITTEN_FIELDS:
        setattr(answer, name, wording[name])
    answer.written_by, answer.reviewed_by, answer.reviewed_at = by, None, None
    answer.save()
    change_state(locked, locked.state, now=now, by=by, note="Answer written." if not before else "Answer changed.")
    return True


@transaction.atomic
def review(question, *, seen, by):
    """A second person stands for the answer. It becomes public with its session's page, and those who asked are told.

    `seen`: the words that the reviewer read (version_of).
    """
    locked = lock(question)
    answer = Answer.objects.filter(question=locked).first()
    if answer is None or (answer.kind == AnswerKind.LIVE and locked.state != QuestionState.ANSWERED_LIVE):
        raise ChatError("There is no answer to review.")
    if answer.reviewed_at:
        return False
    refuse_unless_in(locked, [*OPEN_STATES, *ANSWERED_STATES])
    refuse_while_decline_waits(locked)
    if version_of(locked) != seen:
        raise ChatError("The answer was changed meanwhile. Please read it again.")
    if answer.written_by_id == by.pk:
        raise ChatError("You wrote this answer: somebody else must review it.")
    if not answer.text:
        raise ChatError("Nothing is written yet: say in a few words what was answered.")
    now = timezone.now()
    answer.reviewed_by, answer.reviewed_at = by, now
    answer.save(update_fields=["reviewed_by", "reviewed_at"])
    locked.answer = answer
    state = QuestionState.ANSWERED_WRITING if locked.state in OPEN_STATES else locked.state
    event = change_state(locked, state, now=now, by=by, note="Answer reviewed.")
    tell_of_answer(locked, event)
    tell_in_writing(locked, event)
    return True


@transaction.atomic
def publish(session):
    """The page of answers: what is reviewed stands on it at once, what is reviewed later appears then."""
    locked = lock_session(session.pk)
    if locked.answers_published_at:
        return False
    if locked.ended_at is None:
        raise ChatError("Close the hour first: what was not answered then gets an owner and a day.")
    locked.answers_published_at = timezone.now()
    locked.save(update_fields=["answers_published_at"])
    return True
