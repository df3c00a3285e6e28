"""What the room says on the Monday page; and that each line opens a page that shows it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User

from chat_sessions import monday
from chat_sessions.models import ChatSession, Question
from chat_sessions.services import sessions
from core.models import ClosureDay
from staff.roles import RECORDS
from tests.chat_sessions.asked import proposed, question_of, somebody
from tests.chat_sessions.builders import client_of, make_session, moderator, place
from tests.chat_sessions.desk import page
from tests.chat_sessions.hours import closed, listed, written
from tests.programs.admin.helpers import staff

pytestmark = pytest.mark.django_db

PACIFIC = ZoneInfo("America/Los_Angeles")
FRIDAY = datetime(2027, 3, 5, 10, tzinfo=PACIFIC)
HOUR = {"date": date(2027, 3, 18)}


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


def lines(user=None):
    return monday.lines(user or moderator(), datetime.now(PACIFIC))


def about(words):
    """The one line with these words, or None."""
    found = [line for line in lines() if words in line.text]
    assert len(found) <= 1
    return found[0] if found else None


def test_questions_that_nobody_has_decided_about_are_urgent_after_a_business_day(clock):
    session = make_session(**HOUR)
    question_of("ana", session=session)
    line = about("for a moderator")
    assert (line.count, line.urgent) == (1, False)
    assert line.text == f"1 question waits for a moderator: {session}"
    clock.move_to(FRIDAY + timedelta(days=2, hours=13))  # Sunday
    assert not about("for a moderator").urgent
    clock.move_to(FRIDAY + timedelta(days=3, minutes=1))  # Monday, the same hour
    assert about("for a moderator").urgent
    assert "1 for more than a business day" in about("for a moderator").text


def test_a_closure_day_is_no_business_day(clock):
    question_of("ana", session=make_session(**HOUR))
    ClosureDay.objects.create(date=date(2027, 3, 8), name="Closed")
    clock.move_to(FRIDAY + timedelta(days=3, hours=5))
    assert not about("for a moderator").urgent
    clock.move_to(FRIDAY + timedelta(days=4, hours=1))
    assert about("for a moderator").urgent


def test_a_proposed_decline_waits_for_a_second_person_and_for_nobody_else(clock):
    session = make_session(**HOUR)
    proposed(question_of("ana", session=session))
    assert about("for a moderator") is None
    assert about("second person").count == 1


def test_an_hour_that_is_over_with_open_questions_wants_to_be_closed(clock):
    session = make_session(**HOUR)
    listed(session, "ana")
    clock.move_to(datetime(2027, 3, 18, 12, 59, tzinfo=PACIFIC))
    assert about("Close the hour") is None
    clock.move_to(datetime(2027, 3, 18, 13, tzinfo=PACIFIC))
    assert about("Close the hour").text.startswith("Close the hour: 1 question is open")
    closed(session)
    assert about("Close the hour") is None


def test_a_cancelled_session_with_open_questions_wants_to_be_closed_at_once(clock):
    session = make_session(**HOUR)
    listed(session, "ana")
    sessions.cancel(session, reason="The Chief is ill.")
    line = about("Cancelled, but 1 question is open")
    assert client_of().get(line.url).status_code == 200
    closed(session)
    assert about("Cancelled, but") is None


def test_answers_are_due_then_overdue_then_to_review(clock):
    session = make_session(**HOUR)
    ana, ben = listed(session, "ana", "ben")
    clock.move_to(datetime(2027, 3, 18, 13, tzinfo=PACIFIC))
    closed(session)
    due = Question.objects.get(pk=ana.pk).due_on
    assert due == date(2027, 4, 1)
    assert about("due") is None
    clock.move_to(datetime(2027, 3, 30, 9, tzinfo=PACIFIC))
    assert (about("due").count, about("due").urgent) == (2, False)
    clock.move_to(datetime(2027, 4, 2, 9, tzinfo=PACIFIC))
    assert about("2 overdue").urgent
    written(ben)
    assert about("for a review").count == 1


def test_what_people_need_is_ordered_by_a_day_and_late_wishes_are_said_after_it(clock):
    session = make_session(**HOUR)
    place(session, "ana", accommodations=["asl"])
    place(session, "ben", accommodations=["other"])
    assert about("to be") is None and about("order by") is None  # Two weeks ahead it is too early to say so.
    clock.move_to(datetime(2027, 3, 10, 9, tzinfo=PACIFIC))
    assert about("order by March 16").text.startswith("1 person needs") and not about("order by").urgent
    clock.move_to(datetime(2027, 3, 16, 9, tzinfo=PACIFIC))
    assert about("order by March 16").urgent
    clock.move_to(datetime(2027, 3, 17, 9, tzinfo=PACIFIC))
    assert about("sign language") is None
    place(session, "cleo", accommodations=["interpreter"])
    assert (about("wished late").count, about("wished late").urgent) == (1, True)


def test_a_wish_of_the_weekend_is_said_too_though_it_came_two_days_before(clock):
    session = make_session(date=date(2027, 3, 8), start_time=time(18), end_time=time(19))  # Monday evening
    place(session, "ana", accommodations=["asl"])
    clock.move_to(datetime(2027, 3, 6, 9, tzinfo=PACIFIC))  # Saturday; to be ordered by Thursday
    assert not place(session, "ben", accommodations=["interpreter"]).is_late_wish
    assert about("wished late").count == 2


def test_a_wish_that_staff_add_by_phone_the_day_before_is_late_and_said(clock):
    session = make_session(**HOUR)
    ana = place(session, "ana")
    early = place(session, "ben", accommodations=["captions"])
    clock.move_to(datetime(2027, 3, 17, 9, tzinfo=PACIFIC))
    typed = {"phone": "", "zip_code": "", "language": "en"}
    client = client_of()
    client.post(page("signup", ana), typed | {"name": "Ana", "accommodations": ["asl"]})
    client.post(page("signup", early), typed | {"name": "Benedict", "accommodations": ["captions"]})
    ana.refresh_from_db(), early.refresh_from_db()
    assert (ana.is_late_wish, early.is_late_wish, early.name) == (True, False, "Benedict")
    assert about("wished late").count == 1
    client.post(page("signup", ana), typed | {"name": "Ana"})
    ana.refresh_from_db()
    assert not ana.is_late_wish


def test_the_next_session_without_a_link_is_urgent_two_days_before(clock):
    session = make_session(join_link="", **HOUR)
    assert not about("No link yet").urgent
    clock.move_to(datetime(2027, 3, 16, 12, tzinfo=PACIFIC))
    assert about("No link yet").urgent
    ChatSession.objects.filter(pk=session.pk).update(join_link="https://example.com/j/1")
    assert about("No link yet") is None


def test_the_next_session_is_told_with_a_plot(clock):
    session = make_session(**HOUR)
    assert about("0 signed up").plot is None
    place(session, "ana")
    clock.shift(timedelta(days=2))
    place(session, "ben")
    line = about("2 signed up")
    assert line.count is None
    assert line.plot.rows == [["Mar 5, 2027", 1], ["Mar 7, 2027", 2]]
    assert line.plot.limit is None


def test_only_who_may_do_something_about_it_sees_a_line(clock):
    session = make_session(join_link="", **HOUR)
    question_of("ana", session=session)
    assert lines(staff(RECORDS)) == []
    assert lines(somebody("nobody")) == []
    assert len(lines(User.objects.create_superuser("root"))) == 3


def test_each_line_opens_a_page(clock):
    session = make_session(join_link="", **HOUR)
    place(session, "zoe", accommodations=["asl"])
    proposed(question_of("ana", session=session))
    written(listed(session, "ben")[0])
    question_of("cleo", session=session)
    clock.move_to(datetime(2027, 3, 18, 13, tzinfo=PACIFIC))
    found = lines()
    closed(session)
    client = client_of()
    for line in [*found, *lines()]:
        assert client.get(line.url).status_code == 200, line.text
    assert len(found) >= 4


def test_the_number_of_queries_does_not_grow_with_the_questions(clock, django_assert_max_num_queries):
    session = make_session(**HOUR)
    for number in range(5):
        question_of(f"p{number}", session=session)
    user = moderator()
    lines(user)
    with django_assert_max_num_queries(24):
        lines(user)
