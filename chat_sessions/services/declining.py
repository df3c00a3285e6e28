"""A question is not asked: one person proposes it, a second one decides. The text is kept, the reason is public."""

from django.db import transaction

from chat_sessions.enums import LISTED_STATES, OPEN_STATES, DeclineReason, QuestionState
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock
from chat_sessions.services.telling import tell_of_other_end
from chat_sessions.services.triage import refuse_unless_in
from chat_sessions.words import state_words

# How the step begins: while it waits, the same person may translate the question or name an owner, too.
PROPOSED = "Decline proposed. "


@transaction.atomic
def propose(question, *, reason, by, note=""):
    """Say why it should not be asked. It leaves the list until the second person decides; the asker hears nothing yet.

    `note`: for the asker, beside the standing words of the reason; kept in the step until it is confirmed.
    """
    locked = lock(question)
    if locked.awaits_second and (locked.reason_proposed_by_id, locked.reason) == (by.pk, reason):
        return False
    refuse_unless_in(locked, OPEN_STATES)
    if locked.awaits_second:
        raise ChatError("It is proposed already not to ask it: confirm or refuse that.")
    kept = {"reason": DeclineReason(reason), "reason_proposed_by": by}
    change_state(locked, QuestionState.IN_REVIEW, by=by, note=f"{PROPOSED}{note.strip()}", **kept)
    return True


@transaction.atomic
def confirm(question, *, by):
    """The second person agrees. The asker is told the reason. The database refuses the proposer, too."""
    locked = lock(question)
    if locked.state == QuestionState.DECLINED:
        return False
    _refuse_without_proposal(locked)
    if locked.reason_proposed_by_id == by.pk:
        raise ChatError("You proposed this: somebody else must confirm it.")
    note = proposal_of(locked).note
    event = change_state(
        locked, QuestionState.DECLINED, by=by, note=note, staff_note=note, reason_confirmed_by=by
    )  # fmt: skip
    tell_of_other_end("question_declined", locked, event)
    return True


@transaction.atomic
def refuse(question, *, by, note=""):
    """It is not declined: back to where it was, the list included. Who proposed it may take that back so, too."""
    locked = lock(question)
    if locked.state in OPEN_STATES and not locked.awaits_second:
        return False
    _refuse_without_proposal(locked)
    was_listed = proposal_of(locked).from_state in LISTED_STATES
    state = QuestionState.APPROVED if was_listed else QuestionState.IN_REVIEW
    words = f"Not declined. {note.strip()}".strip()
    change_state(locked, state, by=by, note=words, reason="", reason_proposed_by=None)
    return True


def proposal_of(question):
    """The step by which the decline was proposed; its note as the proposer wrote it."""
    steps = question.events.filter(by=question.reason_proposed_by_id, to_state=QuestionState.IN_REVIEW)
    # Until the steps began so, theirs was the last one.
    step = steps.filter(note__startswith=PROPOSED).last() or steps.last()
    step.note = step.note.removeprefix(PROPOSED)
    return step


def _refuse_without_proposal(question):
    if not question.awaits_second:
        raise ChatError(f"Nobody proposes to decline {question}. It is now: “{state_words(question)}”.")
