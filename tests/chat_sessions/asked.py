"""Questions in any state, and what was mailed about them."""

from django.contrib.auth.models import User

from chat_sessions.models import Question
from chat_sessions.services import declining, questions, triage
from mailroom.models import Message
from tests.chat_sessions.builders import ask, make_session, place

BY = "moderator"


def somebody(username=BY):
    """A member of staff, whatever the role: verbs do not ask."""
    return User.objects.get_or_create(username=username, defaults={"is_staff": True})[0]


def question_of(name="ana", *, session=None, **answers):
    """A new question of a confirmed person."""
    return ask(place(session or make_session(), name), **answers)


def approved(name="ana", **kwargs):
    question = question_of(name, **kwargs)
    triage.approve(question, by=somebody())
    return again(question)


def proposed(question, *, by=BY, reason="off_topic", note=""):
    declining.propose(question, reason=reason, note=note, by=somebody(by))
    return again(question)


def again(question):
    """As it is in the database now."""
    return Question.objects.get(pk=question.pk)


def mailed(template, to=None):
    """How many mails of this kind there are."""
    found = Message.objects.filter(template=f"chat_sessions/{template}")
    return found.filter(to=f"{to}@example.com").count() if to else found.count()


def vote(question, by):
    return question.votes.create(sign_up=by, at=by.created_at)


def steps(question):
    """[(to_state, who, note)] in their order."""
    return [(event.to_state, str(event.by or ""), event.note) for event in question.events.select_related("by")]


withdraw = questions.withdraw
