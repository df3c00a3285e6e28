"""What anyone reads: the sessions in every phase, in plain phrase, for a constant number of queries."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat_sessions.catalog import countdown
from chat_sessions.enums import QuestionState
from chat_sessions.models import ChatSession, Question, Vote
from tests.chat_sessions.builders import ask, live_session, make_session, place
from tests.pages import words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())


def answered(session, **fields):
    ChatSession.objects.filter(pk=session.pk).update(answers_published_at=timezone.now(), **fields)


def test_what_it_is_and_what_comes(client):
    make_session(languages=["es", "ko"], has_asl=True, capacity=40)
    make_session(days=20, topic="Burglaries")
    page = words(client.get("/chat/"))
    for phrase in (
        "Cultivating Honesty, Accountability, and Trust", "everyone has equal access", "(IACP)", "12:00 PM",
        "Pacific time", "40 places left of 40.", "Español", "한국어", "American Sign Language", "It begins in 14 days.",
        "Burglaries", "/chat/1/sign-up/", "/chat/tell-me/",
    ):  # fmt: skip
        assert phrase in page, phrase


def test_what_was_and_where_to_read_and_hear_it(client):
    answered(make_session(days=-20, topic="Hiring"), recording_link="https://video.example.com/1")
    make_session(days=-3, topic="Traffic")
    make_session(days=-2, status="draft", topic="Secret plans")
    page = words(client.get("/chat/"))
    assert "The date of the next session is not fixed yet." in page
    assert "https://video.example.com/1" in page and "/chat/1/answers/" in page
    assert "The answers are being prepared." in page and "/chat/2/answers/" not in page
    assert "Secret plans" not in page


def test_a_session_that_ended_an_hour_ago_is_among_the_earlier_ones_at_once(client):
    session = make_session(days=1)
    with time_machine.travel(session.ends_at + timedelta(minutes=1)):
        page = words(client.get("/chat/"))
    assert page.index("Earlier sessions") < page.index("/chat/1/") and "/chat/1/sign-up/" not in page


def cancelled():
    session = make_session()
    ChatSession.objects.filter(pk=session.pk).update(status="cancelled", cancelled_reason="The Chief is ill.")


@pytest.mark.parametrize(
    ("make", "phrase", "signs_up"),
    [
        (lambda: make_session(opens_at=timezone.now() + timedelta(days=3)), "Sign-up opens", False),
        (make_session, "Sign-up is open", True),
        (live_session, "Live now", True),
        (lambda: make_session(days=-1), "The answers are being prepared", False),
        (lambda: answered(make_session(days=-1)), "Read the questions and answers", False),
        (cancelled, "The Chief is ill.", False),
    ],
    ids=["announced", "open", "live", "ended", "answered", "cancelled"],
)
def test_a_session_in_every_phase(client, make, phrase, signs_up):
    make()
    answer = client.get("/chat/1/")
    page = words(answer)
    assert answer.status_code == 200 and phrase in page and not answer.cookies
    assert ("/chat/1/sign-up/" in page) == signs_up
    assert "The session is recorded and published." in page and "(310) 618-5688" in page


def test_what_is_on_the_page_of_a_session(client):
    make_session(agenda="Crossing guards\nSpeed limits", moderated_by="Kim Park", languages=["vi", "xx"])
    page = words(client.get("/chat/1/"))
    for phrase in ("Pat Doe", "Kim Park", "Crossing guards<br>Speed limits", "Tiếng Việt", "With captions.",
                  "at least 48 hours before", "(310) 618-5880", "From 11:45 AM", "by telephone"):  # fmt: skip
        assert phrase in page, phrase


def test_the_questions_that_most_people_want_to_hear_come_first(client):
    session = make_session()
    ana, ben = place(session, "ana"), place(session, "ben")
    for number in range(7):
        ask(ana, f"Question number {number}, is it listed?")
    listed = list(Question.objects.all())
    Question.objects.exclude(pk=listed[0].pk).update(state=QuestionState.APPROVED)
    for by in (ana, ben):
        Vote.objects.create(question=listed[5], sign_up=by, at=timezone.now())
    page = words(client.get("/chat/1/"))
    assert page.index("number 5,") < page.index("number 1,") and "2 people want to hear this." in page
    assert "number 0," not in page and "number 6," not in page and "Ana" not in page
    ChatSession.objects.update(public_list=False)
    assert "number 5," not in words(client.get("/chat/1/"))


def test_the_calendar_file_names_the_zone_and_our_page(client):
    make_session()
    answer = client.get("/chat/1/session.ics")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "TZID=America/Los_Angeles" in text and "/chat/1/" in text.replace("\r\n ", "")


def test_the_home_page_names_the_next_session(client):
    assert "Talk with the Chief" not in words(client.get("/"))
    cancelled()
    make_session(days=20, topic="Burglaries")
    cache.clear()  # it is kept for half a minute
    page = words(client.get("/"))
    assert "Talk with the Chief" in page and "/chat/2/sign-up/" in page and "/chat/1/" not in page


@pytest.mark.parametrize("address", ["/chat/", "/"])
def test_queries_are_constant_in_the_number_of_sessions(client, address):
    counts = []
    for days in (3, 4, 5):
        make_session(days=days, capacity=1)
        make_session(days=-days)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 3


@pytest.mark.parametrize(
    ("later", "phrase"),
    [
        ({"days": 14}, "in 14 days"),
        ({"days": 2}, "in 2 days"),
        ({"hours": 13}, "tomorrow"),
        ({"hours": 11}, "today, in 11 hours"),
        ({"hours": 2}, "today, in 2 hours"),
        ({"minutes": 119}, "in 119 minutes"),
        ({"seconds": 1}, "in 1 minute"),
        ({"seconds": 0}, ""),
        ({"days": -1}, ""),
    ],
)
def test_how_long_it_is_until_then_in_plain_words(later, phrase):
    assert countdown(NOON + timedelta(**later), NOON) == phrase
