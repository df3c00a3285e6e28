"""Figures alone: right, and never about a few."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from chat_sessions.models import Answer, Question, SignUp
from chat_sessions.services import merging, reports
from staff.roles import COORDINATOR, RECORDS
from tests.chat_sessions.asked import proposed, question_of, somebody, withdraw
from tests.chat_sessions.builders import client_of, live_session, place, sign_up
from tests.chat_sessions.desk import page, signed_in, words
from tests.chat_sessions.hours import answer_live, closed, listed, reviewed, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, []),
        ({"a": 4}, [("Other", None)]),
        ({"a": 5, "b": 7}, [("b", 7), ("a", 5)]),
        ({"a": 9, "b": 3, "c": 2}, [("a", 9), ("Other", 5)]),
        # The rest would be one person alone: a larger group joins it.
        ({"a": 9, "b": 6, "c": 1}, [("a", 9), ("Other", 7)]),
        ({"a": 5, "c": 1}, [("Other", 6)]),
        ({"a": 2, "b": 2}, [("Other", None)]),
    ],
)
def test_no_group_is_smaller_than_five_nor_what_is_left_over(numbers, expected):
    assert reports.shown(Counter(numbers), 5) == expected


def session_with_figures():
    session = live_session()
    for number in range(6):
        place(session, f"p{number}", zip_code="90503-1234" if number else "90501", language="en")
    SignUp.objects.filter(name__in=["P0", "P1"]).update(joined_at=session.starts_at)
    sign_up(session, "held")
    ana, ben, cleo, dan, eve = listed(session, "ana", "ben", "cleo", "dan", "eve")
    merging.merge(ben, ana, by=somebody())
    answer_live(ana)
    withdraw(eve)
    proposed(dan)
    session = closed(session)
    reviewed(written(cleo))
    Question.objects.filter(pk__in=[ana.pk, cleo.pk]).update(created_at=session.starts_at - timedelta(days=2))
    Answer.objects.filter(question=ana).update(answered_at=session.starts_at)
    Answer.objects.filter(question=cleo).update(answered_at=session.starts_at + timedelta(days=6))
    return session


def test_the_report_of_a_session():
    report = reports.of_session(session_with_figures())
    assert (report.signed_up, report.attended) == (11, 2)
    # One alone in 90501 would be known by name to some: so another group stands with it.
    assert report.zips == [("90503", 5), ("Other", 6)]
    assert report.languages == [("English", 11)]
    # Of the five, one was taken back; ana's and ben's were answered live as one, cleo's in writing, dan's is open.
    assert (report.questions.received, report.answered, report.answerable, report.share_answered) == (5, 3, 4, 75)
    assert report.median_days == 5.0


def test_all_sessions_together_add_up():
    sessions = [session_with_figures(), live_session()]
    each, whole = reports.of_all()
    assert {report.session.pk for report in each} == {session.pk for session in sessions}
    assert (whole.signed_up, whole.questions.received, whole.answered) == (11, 5, 3)
    assert whole.median_days == 5.0


def test_a_session_without_anything_has_no_figures_but_a_report():
    report = reports.of_session(live_session())
    assert (report.share_answered, report.median_days, report.zips) == (None, None, [])
    assert client_of().get(page("chatsession", report.session, "report")).status_code == 200


def test_no_name_no_address_and_no_text_is_in_a_report():
    session = session_with_figures()
    client = client_of()
    addresses = [
        page("chatsession", session, "report"), page("chatsession", session, "report_csv"),
        reverse("admin:chat_sessions_chatsession_reports"), reverse("admin:chat_sessions_chatsession_reports_csv"),
    ]  # fmt: skip
    for address in addresses:
        shown = words(client.get(address))
        assert "P1" not in shown and "p1@example" not in shown and "crossing guards" not in shown
        assert "90501" not in shown and "1234" not in shown
        assert "Answered, alone or together (percent)" in shown and "75" in shown
        assert signed_in(RECORDS).get(address).status_code == 200
        assert signed_in(COORDINATOR).get(address).status_code == 403


def test_all_reports_ask_the_same_number_of_questions_of_the_database(django_assert_max_num_queries):
    for _ in range(3):
        session = live_session()
        place(session, f"p{session.pk}")
    question_of("x", session=session)
    with django_assert_max_num_queries(6):
        reports.of_all()
