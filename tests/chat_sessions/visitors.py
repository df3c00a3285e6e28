"""What a resident does with questions in a browser."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import sign_up_token
from chat_sessions.enums import AnswerKind, QuestionState
from chat_sessions.models import Answer, Question
from chat_sessions.services import questions
from core.guards import new_form_key
from tests.chat_sessions.builders import ask, moderator, place

TEXT = "Why are there so few crossing guards near the schools?"


def browser_of(sign_up):
    """A browser in which the mailed link of this sign-up was followed a moment ago."""
    client = Client()
    client.get(reverse("chat:open_survey", args=[sign_up_token(sign_up)]))
    return client


def typed(text=TEXT, **fields):
    """A filled in form, as a browser sends it."""
    values = {"form_key": new_form_key(), "text": text, "language": "en", "topic": "traffic", "shows_name": "no"}
    return values | fields


def ask_page(session):
    return reverse("chat:ask", args=[session.number])


def list_page(session):
    return reverse("chat:questions", args=[session.number])


def send(client, session, text=TEXT, **fields):
    return client.post(ask_page(session), typed(text, **fields))


def listed(by, text=TEXT, **fields):
    """A question of this sign-up that a moderator has put on the list."""
    question = ask(by, text, **fields)
    questions.change_state(question, QuestionState.APPROVED)
    return question


def many_listed(session, number, **fields):
    """So many questions on the list, asked by phone: quicker than one by one."""
    rows = [
        Question(
            reference=f"ASK-{uuid4().hex[:4].upper()}-{index:04}",
            session=session,
            text=f"Question {index}: {fields.get('text', TEXT)}",
            state=QuestionState.APPROVED,
        )
        for index in range(number)
    ]
    return Question.objects.bulk_create(rows)


def answered(by, text=TEXT, *, kind=AnswerKind.LIVE, seconds=754, answer="We have hired ten more.", **fields):
    """A question with a reviewed answer."""
    question = listed(by, text, **fields)
    questions.change_state(question, QuestionState(f"answered_{'live' if kind == AnswerKind.LIVE else 'writing'}"))
    now = timezone.now()
    Answer.objects.create(
        question=question, kind=kind, text=answer, speaker="Chief Pat Doe", recording_seconds=seconds,
        answered_at=now, reviewed_at=now,
    )  # fmt: skip
    return question


def merge(question, into):
    questions.change_state(question, QuestionState.MERGED, merged_into=into)


def decline(question, reason):
    first, second = moderator("first"), moderator("second")
    questions.change_state(
        question, QuestionState.DECLINED, reason=reason, reason_proposed_by=first, reason_confirmed_by=second
    )


def people(session, number):
    return [place(session, f"person{each}") for each in range(number)]
