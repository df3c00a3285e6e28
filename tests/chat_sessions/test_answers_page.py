"""What everybody reads afterwards: questions, answers, and an account that adds up."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.enums import AnswerKind, DeclineReason, Destination, QuestionState
from chat_sessions.models import Answer, ChatSession, Question
from chat_sessions.recording import at_second
from chat_sessions.services import counts, questions
from core.models import ClosureDay
from core.services import business_day
from tests.chat_sessions.builders import JOIN_LINK, ask, make_session, place, sign_up
from tests.chat_sessions.visitors import answered, decline, many_listed, merge
from tests.pages import words
from tests.volume import few

pytestmark = pytest.mark.django_db


def publish(session, **fields):
    now = timezone.now()
    ChatSession.objects.filter(pk=session.pk).update(ended_at=now, answers_published_at=now, **fields)


def page_of(session):
    return words(Client().get(reverse("chat:answers", args=[session.number])))


def test_nothing_is_shown_before_it_is_published_but_by_when():
    ClosureDay.objects.create(date=date(2027, 5, 31), name="Memorial Day")
    with time_machine.travel(date(2027, 5, 10)):
        session = make_session(date=date(2027, 5, 20))
        answered(place(session), answer="Forty of them.")
        page = page_of(session)
    assert "by Friday, June 4, 2027" in page and "Forty of them." not in page and "Received" not in page


def test_business_days_skip_weekends_and_closure_days():
    ClosureDay.objects.create(date=date(2027, 5, 31), name="Memorial Day")
    ClosureDay.objects.create(date=date(2027, 5, 26), name="Open all the same", closed=False)
    assert business_day(date(2027, 5, 27), 0) == date(2027, 5, 27)
    assert business_day(date(2027, 5, 27), 1) == date(2027, 5, 28)
    assert business_day(date(2027, 5, 28), 1) == date(2027, 6, 1)
    assert business_day(date(2027, 5, 25), 1) == date(2027, 5, 26)


def test_each_answer_says_who_where_and_in_which_words():
    session = make_session()
    ana, ben = place(session, "ana"), place(session, "benedikt")
    live = answered(ana, "학교 앞에 왜 경찰이 없나요", language="ko", shows_name=True, answer="We have hired ten more.")
    Question.objects.filter(pk=live.pk).update(translation="Why are there no police at the school?")
    Answer.objects.filter(question=live).update(
        translation="열 명 더 뽑았습니다.",
        translated_by="S. Park",
        links="https://example.com/guards\njavascript:alert(1)\n\n",
    )
    written = answered(ben, "How much does a guard cost?", kind=AnswerKind.WRITTEN, seconds=None, answer="It is free.")
    for name in ("cleo", "dan"):
        merge(ask(place(session, name), f"The same by {name}, please?"), written)
    publish(session, recording_link="https://video.example.com/chat-1")
    page = page_of(session)
    assert page.index("학교 앞에") < page.index("How much does")
    for phrase in ("Asked by Ana", "Asked by 3 people", "Why are there no police", "We have hired ten more.",
                  "열 명 더 뽑았습니다.", "Translated by S. Park", "Chief Pat Doe", "In the recording at 0:12:34",
                  "It is free.", 'href="https://video.example.com/chat-1#t=754"',
                  'href="https://example.com/guards"', "Answered in writing: Chief Pat Doe"):  # fmt: skip
        assert phrase in page, phrase
    assert "Benedikt" not in page and "The same by cleo" not in page and 'href="javascript' not in page
    assert JOIN_LINK not in page and "example.com/j/" not in page


def test_an_answer_that_is_not_reviewed_or_not_written_is_not_shown():
    session = make_session()
    question = answered(place(session), answer="A draft that nobody has read.")
    Answer.objects.filter(question=question).update(reviewed_at=None)
    without = ask(place(session, "ben"), "Answered, and no text yet?")
    questions.change_state(without, QuestionState.ANSWERED_LIVE)
    publish(session)
    page = page_of(session)
    assert "A draft that" not in page and page.count("The text is being prepared.") == 2


def one_of_each(session):
    """One question in every state, and two more that are declined."""
    ana = place(session)

    def asked():
        return ask(ana, f"Question {Question.objects.count()} of all of them?")

    main = answered(ana)
    answered(ana, "Another, in writing?", kind=AnswerKind.WRITTEN)
    merge(asked(), main)
    questions.change_state(asked(), QuestionState.REDIRECTED, destination=Destination.CITY)
    questions.withdraw(asked())
    for reason in (DeclineReason.THREAT, DeclineReason.THREAT, DeclineReason.OFF_TOPIC):
        decline(asked(), reason)
    for state in ("received", "in_review", "returned", "approved"):
        questions.change_state(asked(), QuestionState(state))
    questions.change_state(asked(), QuestionState.QUEUED, queue_position=1)


def test_the_counts_add_up_and_show_what_is_nothing():
    session = make_session()
    one_of_each(session)
    found = counts.of_session(session)
    parts = (found.answered_live, found.answered_writing, found.merged, found.redirected, found.withdrawn)
    assert parts == (1, 1, 1, 1, 1) and found.declined == 3 and found.open == 5
    assert sum(parts) + found.declined + found.open == found.received == 13
    assert found.by_reason == {"private": 0, "confidential": 0, "threat": 2, "advertising": 0, "off_topic": 1}
    publish(session)
    page = page_of(session)
    assert '<th scope="row">Received</th><td>13</td>' in page
    assert '<th scope="row">It advertises something.</th><td>0</td>' in page


def test_a_session_without_questions_says_so_in_figures():
    session = make_session()
    publish(session)
    assert counts.of_session(session).received == 0
    assert "No question was answered." in page_of(session) and "<td>0</td>" in page_of(session)


def test_what_came_with_an_address_that_nobody_confirmed_is_not_counted():
    session = make_session()
    ask(place(session))
    spam = sign_up(session, "spam")
    caller = sign_up(session, "caller", email="")
    for state, by in (("received", spam), ("withdrawn", spam), ("received", caller), ("received", None)):
        number = Question.objects.count()
        key = f"{number}:first" if by == spam else None
        Question.objects.create(
            reference=f"X-{number}", session=session, sign_up=by, text="?", state=state, form_key=key
        )
    assert counts.of_session(session).received == 3


@pytest.mark.parametrize("number", few([1, 3, 300]))
def test_the_queries_do_not_grow_with_the_answers(number, django_assert_num_queries):
    session = make_session()
    rows = many_listed(session, number)
    Question.objects.update(state=QuestionState.ANSWERED_LIVE)
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(question=each, kind=AnswerKind.LIVE, text="Yes.", answered_at=now, reviewed_at=now) for each in rows
    )
    publish(session)
    page_of(session)
    # The session, the questions with their answers, the counts.
    with django_assert_num_queries(3):
        assert Client().get(reverse("chat:answers", args=[session.number])).status_code == 200


@pytest.mark.parametrize(
    ("link", "seconds", "phrase", "url"),
    [("https://v.example.com/a.mp4", 754, "0:12:34", "https://v.example.com/a.mp4#t=754"),
     ("https://www.youtube.com/watch?v=x&t=3", 3661, "1:01:01", "https://www.youtube.com/watch?v=x&t=3661"),
     ("https://youtu.be/x", 0, "0:00:00", "https://youtu.be/x?t=0"), ("", 5, "0:00:05", "")],
)  # fmt: skip
def test_a_moment_of_the_recording(link, seconds, phrase, url):
    moment = at_second(link, seconds)
    assert (moment.words, moment.url) == (phrase, url)
    assert at_second(link, None) is None


def test_a_cancelled_one_says_so_and_a_draft_is_not_there():
    session = make_session()
    ChatSession.objects.update(status="cancelled", cancelled_reason="Flood.")
    assert "was cancelled" in page_of(session)
    draft = make_session(status="draft")
    assert Client().get(reverse("chat:answers", args=[draft.number])).status_code == 404
    with time_machine.travel(session.ends_at, tick=False):
        assert Client().get(f"/chat/{'9' * 40}/answers/").status_code == 404
