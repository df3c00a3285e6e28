"""CHAT with the Chief in the demo: every phase and every state is there, by the rules, at any hour of any day."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from chat_sessions.enums import Accommodation, DeclineReason, QuestionState, SessionPhase, SignUpState
from chat_sessions.forms.questions import LONGEST, SHORTEST
from chat_sessions.models import ChatSession, Host, Question, QuestionEvent, SignUp, SignUpEvent, Vote
from chat_sessions.services import counts, live, surveys, upkeep
from mailroom.models import Message
from portal.demo import accounts, chat
from portal.demo.chat import words
from tests.programs.builders import local

pytestmark = pytest.mark.django_db

NUMBER = {"finished": 1, "today": 2, "full": 3, "cancelled": 4, "announced": 5}
MORNING = (2026, 11, 20, 9, 5)
MOMENTS = {
    "first minutes of a year": (2027, 1, 1, 0, 2),
    "noon": (2026, 12, 2, 12, 0),
    "afternoon": (2026, 11, 26, 15, 47),
    "last minutes of a day": (2026, 7, 4, 23, 58),
    "clocks set back": (2026, 11, 1, 1, 30),
}


@pytest.fixture
def lived_through():
    def run():
        accounts.create()
        users = get_user_model().objects
        moderators = {name: users.get(username=name) for name in ["moderator", "moderator-2"]}
        chat.live_through(timezone.now(), first=moderators["moderator"], second=moderators["moderator-2"])
        return SimpleNamespace(first=moderators["moderator"], second=moderators["moderator-2"])

    return run


def session_of(key):
    return ChatSession.objects.get(number=NUMBER[key])


def asked(key, text):
    return Question.objects.with_votes().get(session__number=NUMBER[key], text=text)


def states_of(rows):
    return Counter(rows.values_list("state", flat=True))


def test_it_fills_the_room(lived_through, client):
    moderators = lived_through()

    assert_the_past_session_is_accounted_for(moderators)
    assert_those_who_came_said_how_it_was()
    assert_the_next_one_is_full_with_a_line_and_an_offer()
    assert_questions_stand_in_every_state(moderators)
    assert_the_others_are_cancelled_and_announced()
    assert_nobody_in_it_exists()
    assert_every_public_page_opens(client)


def assert_the_past_session_is_accounted_for(moderators):
    session = session_of("finished")
    counted = counts.of_session(session)
    assert (counted.received, counted.answered_live, counted.answered_writing) == (12, 4, 2)
    assert (counted.merged, counted.redirected, counted.declined, counted.withdrawn, counted.open) == (2, 2, 1, 1, 0)
    assert counted.by_reason[DeclineReason.PRIVATE_PERSON] == 1
    declined = session.questions.get(state=QuestionState.DECLINED)
    assert (declined.reason_proposed_by, declined.reason_confirmed_by) == (moderators.first, moderators.second)
    for question in session.questions.answered().select_related("answer"):
        assert (question.answer.written_by, question.answer.reviewed_by) == (moderators.first, moderators.second)
    korean = asked("finished", words.FINISHED["korean"])
    assert (korean.language, bool(korean.translation), bool(korean.answer.translation)) == ("ko", True, True)
    crossing = asked("finished", words.FINISHED["crossing"])
    assert crossing.merged_count == 2
    assert crossing.vote_count > 5
    assert session.recording_link
    assert 30 <= (timezone.localdate() - session.date).days <= 40


def assert_those_who_came_said_how_it_was():
    session = session_of("finished")
    assert session.sign_ups.exclude(joined_at=None).count() == 17
    number, means, topics = surveys.results(session)
    assert number == 8
    assert means
    assert len(topics) == 4
    assert not session.sign_ups.filter(joined_at=None).exclude(surveyed_at=None).exists()


def assert_the_next_one_is_full_with_a_line_and_an_offer():
    session = session_of("full")
    assert states_of(session.sign_ups) == {"confirmed": 11, "offered": 1, "waitlisted": 3, "withdrawn": 1}
    assert session.places_left() == 0
    assert session.sign_ups.get(state=SignUpState.OFFERED).expires_at > timezone.now()
    assert session.sign_ups.filter(email="").count() == 1


def assert_questions_stand_in_every_state(moderators):
    here = session_of("full").questions
    assert states_of(here) == {"received": 4, "in_review": 2, "returned": 1, "approved": 2, "queued": 1}
    assert {flag for question in here.all() for flag in question.flags} == {"phone"}
    assert here.get(is_own_case=True).state == QuestionState.RECEIVED
    waits = asked("full", words.NEXT["advert"])
    assert waits.awaits_second
    assert waits.reason_proposed_by == moderators.first
    assert asked("full", words.NEXT["vote_first"]).vote_count > asked("full", words.NEXT["parcels"]).vote_count > 0
    assert here.filter(sign_up=None).count() == 1
    assert set(states_of(Question.objects)) == set(QuestionState)


def assert_the_others_are_cancelled_and_announced():
    assert session_of("cancelled").phase() == SessionPhase.CANCELLED
    assert session_of("announced").phase() == SessionPhase.ANNOUNCED
    templates = Counter(Message.objects.values_list("template", flat=True))
    assert templates["chat_sessions/cancelled"] == 3
    # Told of all that one can sign up for, or soon can: three sessions.
    assert (templates["chat_sessions/interest"], templates["chat_sessions/new_session"]) == (2, 3)


def assert_nobody_in_it_exists():
    for place in SignUp.objects.all():
        assert place.email.endswith("@example.com") or str(place.phone).startswith("(310) 555-01")
    assert {kind for place in SignUp.objects.all() for kind in place.accommodations} == set(Accommodation)
    assert all(SHORTEST <= len(question.text) <= LONGEST for question in Question.objects.all())
    for session in ChatSession.objects.exclude(number=NUMBER["announced"]):
        assert session.join_link.startswith("https://meeting.example.com/")
    # The Chief changes: a row, not a word in a page.
    assert [str(host) for host in Host.objects.all()] == ["Chief of Police Adrian Calloway", "Captain Noemi Bright"]


def assert_every_public_page_opens(client):
    front = client.get(reverse("chat:chat")).content.decode()
    assert "May 22, 2023" in front
    for session in ChatSession.objects.all():
        page = client.get(session.get_absolute_url())
        assert page.status_code == 200
        assert str(session.topic) in page.content.decode()
    answers = client.get(reverse("chat:answers", args=[NUMBER["finished"]])).content.decode()
    assert words.FINISHED["korean"] in answers
    assert words.FINISHED["neighbor"] not in answers


@pytest.mark.once
@pytest.mark.volume
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_started_at_any_moment_it_is_the_same(lived_through, moment):
    with time_machine.travel(local(*moment), tick=False):
        lived_through()
        now = timezone.now()

        today = session_of("today")
        assert today.date == timezone.localdate(now)
        begun = today.phase(now) == SessionPhase.LIVE
        assert begun or today.phase(now) == SessionPhase.OPEN
        assert states_of(today.questions) == Counter(
            {"queued": 2, "answered_live": 1, "approved": 3} if begun else {"queued": 3, "approved": 3}
        )
        assert [question.queue_position for question in today.questions.queued()] == list(range(1, 3 if begun else 4))
        assert today.sign_ups.exclude(joined_at=None).exists() == begun
        assert set(states_of(Question.objects)) == set(QuestionState)
        for rows, column in [(SignUpEvent, "at"), (QuestionEvent, "at"), (Vote, "at"), (Question, "created_at")]:
            assert not rows.objects.filter(**{f"{column}__gt": now}).exists()


@pytest.mark.once
def test_in_the_morning_today_is_at_noon(lived_through):
    with time_machine.travel(local(*MORNING), tick=False):
        lived_through()

        assert f"{session_of('today').start_time:%H:%M}" == "12:00"
        assert session_of("today").phase() == SessionPhase.OPEN


@pytest.mark.once
def test_it_goes_on_by_the_clock(lived_through):
    """The next moderator works on, and the offer ends."""
    with time_machine.travel(local(*MORNING), tick=False):
        moderators = lived_through()
    with time_machine.travel(local(2026, 11, 20, 12, 10)):
        first = session_of("today").questions.queued().first()
        live.answer_live(first, speaker="The Chief", note="Yes.", seconds=600, by=moderators.second)
    with time_machine.travel(local(*MORNING) + timedelta(days=5)):
        upkeep.settle_overdue_places()

    assert session_of("today").questions.queued().first().queue_position == 1
    assert states_of(session_of("full").sign_ups)["lapsed"] == 1
    assert session_of("full").sign_ups.filter(state=SignUpState.OFFERED).count() == 1
