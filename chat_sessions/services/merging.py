"""Several people ask the same: their questions become one, and nobody's voice is lost. There is no way back."""

from django.db import transaction

from chat_sessions import emails
from chat_sessions.enums import ANSWERED_STATES, LISTED_STATES, OPEN_STATES, WAITING_STATES, QuestionState
from chat_sessions.models import Question, Vote
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import change_state, lock_session
from chat_sessions.services.telling import tell_of_answer
from chat_sessions.services.triage import refuse_before_its_place, refuse_unless_in, refuse_while_decline_waits
from chat_sessions.words import state_words

# What others can be joined with: their text stands.
KEEPING_STATES = [*WAITING_STATES, *LISTED_STATES, *ANSWERED_STATES]


@transaction.atomic
def merge(question, kept, *, by):
    """Ask `question` together with `kept`, of the same session: votes and tally follow, the asker is told.

    What was merged into `question` before points to `kept` from now on, so chains and circles cannot be.
    """
    question, kept = _lock_both(question, kept)
    if question.merged_into_id == kept.pk:
        return False
    _refuse_to_merge(question, kept)
    joined = list(question.merged_questions.select_related("sign_up__session").order_by("pk"))
    for each in [question, *joined]:
        _point(each, kept, by)
    # The queue has closed ranks behind whatever left it.
    kept.refresh_from_db(fields=["queue_position"])
    _move_votes([question, *joined], kept)
    note = f"{question} is asked together with it."
    event = change_state(kept, kept.state, by=by, note=note)
    # Once, however many follow: forty equal questions are not forty mails.
    emails.queue_about_question("question_joined", kept, event, key=f"chat_sessions.joined:{kept.pk}")
    tell_of_answer(kept, event)
    return True


def _lock_both(question, kept):
    lock_session(question.session_id)
    rows = Question.objects.select_for_update().filter(pk__in=[question.pk, kept.pk]).order_by("pk")
    locked = {row.pk: row for row in rows}
    return locked[question.pk], locked[kept.pk]


def _refuse_to_merge(question, kept):
    if question.pk == kept.pk:
        raise ChatError("Choose another question than this one.")
    if question.session_id != kept.session_id:
        raise ChatError("The two questions are for different sessions.")
    refuse_unless_in(question, OPEN_STATES)
    for each in (question, kept):
        refuse_before_its_place(each)
        refuse_while_decline_waits(each)
    if kept.state not in KEEPING_STATES:
        raise ChatError(f"Nothing can be asked together with {kept}. It is now: “{state_words(kept)}”.")


def _point(question, kept, by):
    event = change_state(question, QuestionState.MERGED, by=by, note=f"Asked together with {kept}.", merged_into=kept)
    emails.queue_about_question("question_merged", question, event)


def _move_votes(questions, kept):
    """One vote a person: a second one of theirs stays where it was, and counts no more."""
    for question in questions:
        voted = kept.votes.values("sign_up")
        Vote.objects.filter(question=question).exclude(sign_up__in=voted).update(question=kept)
