"""Whoever asked is told of the end: the asker, and all those whose questions were asked together with it."""

from chat_sessions import emails
from chat_sessions.enums import QuestionState

TEMPLATES = {
    QuestionState.ANSWERED_LIVE: "question_answered_live",
    QuestionState.ANSWERED_WRITING: "question_answered_writing",
}


def tell_of_answer(question, event):
    """One mail a person and kind of answer, however often this is called; nothing while there is no answer."""
    template = TEMPLATES.get(question.state)
    if template is None:
        return
    for each in [question, *_joined(question)]:
        _tell(template, each, question, event)


def tell_in_writing(question, event):
    """What was answered live is reviewed now: whoever wished for a written answer reads it, once."""
    for each in [question, *_joined(question)]:
        if each.wants_writing:
            _tell(TEMPLATES[QuestionState.ANSWERED_WRITING], each, question, event)


def to_call(question):
    """Who asked it, alone or together with others, and has no mail address: their sign-ups."""
    return [each.sign_up for each in [question, *_joined(question)] if each.sign_up and not each.sign_up.email]


def _tell(template, each, kept, event):
    key = f"chat_sessions.{template}:{each.pk}"
    emails.queue_about_question(template, each, event, key=key, kept=kept, answer=kept.answer)


def tell_of_other_end(template, question, event):
    """It is not asked, or passed on: for the others it is the end, too, and they read the same reason."""
    emails.queue_about_question(template, question, event)
    for each in _joined(question):
        emails.queue_about_question(template, each, event, key=f"chat_sessions.question:{event.pk}:{each.pk}")


def _joined(question):
    """What is asked together with it, each pointing to it as it is now."""
    joined = question.merged_questions.select_related("sign_up__session").order_by("pk")
    for each in joined:
        each.merged_into = question
    return joined
