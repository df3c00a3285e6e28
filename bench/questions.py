"""Bench content of CHAT: a session whose hour runs, with listed questions, votes for them, and people who poll.

Run by bench.machine.run_module, with the portal's settings, it prints as JSON the address of the list, and the cookie
of each person who is signed up. BENCH_QUESTIONS and BENCH_PEOPLE say how many of each there shall be.
"""

import json
import os
from datetime import time

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import sign_up_token
from chat_sessions.enums import QuestionState, SessionStatus, SignUpState, Topic
from chat_sessions.models import ChatSession, Question, SignUp, Vote
from core.references import new_reference

TEXT = "Why are there so few crossing guards near the schools in the morning, and what can parents do about it?"
VOTES_A_PERSON = 5


def fill(questions, people):
    """A session that runs from midnight to midnight; (the session, its people)."""
    session = ChatSession.objects.create(
        number=ChatSession.objects.count() + 1,
        status=SessionStatus.PUBLISHED,
        date=timezone.localdate(),
        start_time=time(0),
        end_time=time(23, 59),
        topic="Traffic around schools",
    )
    signed_up = SignUp.objects.bulk_create(person(session, number) for number in range(people))
    asked = Question.objects.bulk_create(question(session, number, signed_up) for number in range(questions))
    now = timezone.now()
    # In pairs that differ: one vote a person and question.
    Vote.objects.bulk_create(
        Vote(question=asked[(number * 7 + each) % questions], sign_up=voter, at=now)
        for number, voter in enumerate(signed_up)
        for each in range(min(VOTES_A_PERSON, questions))
    )
    return session, signed_up


def person(session, number):
    return SignUp(
        reference=new_reference("CHAT"),
        session=session,
        state=SignUpState.CONFIRMED,
        name=f"Resident {number}",
        email=f"resident{number}@example.com",
        email_key=f"resident{number}@example.com",
        language="en",
    )


def question(session, number, people):
    return Question(
        reference=new_reference("ASK"),
        session=session,
        sign_up=people[number % len(people)],
        text=f"{TEXT} ({number})",
        topic=Topic.values[number % len(Topic.values)],
        language="en",
        state=QuestionState.APPROVED,
        shows_name=number % 3 == 0,
    )


def cookie_of(sign_up):
    """The cookie of a browser in which the link of this person's mail was followed."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(reverse("chat:open", args=[sign_up_token(sign_up)]))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    made, residents = fill(int(os.environ["BENCH_QUESTIONS"]), int(os.environ["BENCH_PEOPLE"]))
    page = reverse("chat:questions", args=[made.number])
    print(json.dumps({"page": page, "cookies": [cookie_of(each) for each in residents]}))
