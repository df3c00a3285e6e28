"""The question that came with a sign-up.

It is a row from the first moment, so nothing is lost; moderators see it, and the asker has a receipt for it, when
the place is confirmed. (Before that, nobody knows whether the address is real, so no mail repeats what was typed.)
"""

from chat_sessions import emails
from chat_sessions.enums import QuestionState
from chat_sessions.models import FIRST_MARK, Question
from chat_sessions.services import questions
from core.references import new_reference


def keep(place, text, *, form_key):
    """Keep it with a new sign-up, in the transaction of the sign-up."""
    question = Question(
        reference=new_reference(questions.PREFIX),
        session=place.session,
        sign_up=place,
        text=text,
        language=place.language,
        shows_name=place.may_use_name,
        form_key=f"{form_key}{FIRST_MARK}",
    )
    questions.change_state(question, QuestionState.RECEIVED, note="Kept until the place is confirmed.")
    return question


def pass_on(place, now):
    """The place has just been confirmed: from now on it waits for a moderator."""
    for question in place.questions.came_with_sign_up().filter(state=QuestionState.RECEIVED):
        event = questions.change_state(question, QuestionState.RECEIVED, now=now, note="The place is confirmed.")
        emails.queue_about_question("question_received", question, event)


def let_go(place, now):
    """The place ended before it was ever confirmed: the text stays, and nobody is asked to answer it."""
    for question in place.questions.came_with_sign_up().filter(state=QuestionState.RECEIVED):
        questions.change_state(question, QuestionState.WITHDRAWN, now=now, note="The place was never confirmed.")
