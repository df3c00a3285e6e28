"""The briefing sheet, word for word; and that it is a tagged PDF without an empty box."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from chat_sessions import paper
from chat_sessions.models import Question
from chat_sessions.services import merging, triage
from core.pdf import PdfUnavailable
from staff.roles import COORDINATOR
from tests.chat_sessions.asked import approved, question_of, somebody, vote
from tests.chat_sessions.builders import client_of, make_session, place
from tests.chat_sessions.desk import page, said, signed_in
from tests.core.pdf_reader import empty_boxes, tag_faults, text_of, title_of
from tests.programs import papers

pytestmark = [pytest.mark.paper, pytest.mark.once, pytest.mark.django_db]

ASKED = [
    ("en", "Why are there so few crossing guards near the schools?", "traffic"),
    ("es", "¿Quién revisa cada caso en que un oficial usa la fuerza?", "force"),
    ("ja", "夜間のパトロールについて教えてください。", "other"),
    ("ko", "우리 동네의 빈집털이에 어떤 대책이 있습니까?", "burglary"),
    ("zh-hans", "请问如何申请成为志愿者？", "hiring"),
    ("vi", "Làm sao để con tôi tham gia chương trình thiếu niên?", "youth"),
]


@pytest.fixture(autouse=True)
def a_day_before(monkeypatch):
    monkeypatch.setattr(papers, "GOLDEN", papers.Path(__file__).with_name("golden"))
    with time_machine.travel(datetime(2027, 3, 3, 9, tzinfo=ZoneInfo("America/Los_Angeles")), tick=False):
        yield


@pytest.fixture
def session():
    session = make_session(
        date=date(2027, 3, 4), agenda="Welcome\nYour questions", languages=["ko", "es"], moderated_by="Kim Lee"
    )
    rows = [
        approved(f"p{number}", session=session, text=text, language=language, topic=topic)
        for number, (language, text, topic) in enumerate(ASKED)
    ]
    triage.translate(rows[3], translation="What is done about burglaries?", translated_by="Kim", by=somebody())
    for number in range(3):
        voter = place(session, f"v{number}", language="ko", accommodations=["asl"])
        for row in rows[: number + 1]:
            vote(row, voter)
    merging.merge(question_of("joined", session=session), rows[0], by=somebody())
    Question.objects.filter(pk=rows[1].pk).update(shows_name=True)
    return session


def test_the_briefing_sheet_in_six_languages(session):
    content = paper.briefing(session)
    assert tag_faults(content) == []
    assert empty_boxes(content) == 0
    assert title_of(content) == "Briefing: CHAT with the Chief, March 4, 2027"
    papers.assert_golden(content, "briefing")


def test_names_stand_there_only_of_those_who_show_theirs(session):
    told = text_of(paper.briefing(session))
    assert "P1" in told
    assert not any(f"P{number}" in told for number in (0, 2, 3, 4, 5)) and "@" not in told


def test_without_a_question_it_is_printed_too():
    assert "No question is approved yet." in text_of(paper.briefing(make_session()))


def test_a_letter_without_a_font_does_not_stop_the_rest(session):
    approved("emoji", session=session, text="Will there be a parade of horses \U0001fae8 this year?")
    approved("rare", session=session, text="Ancient: \U00013080 and more.")
    content = paper.briefing(session)
    assert empty_boxes(content) == 0
    assert "Ancient: · and more." in text_of(content)
    assert "cannot be printed" in text_of(content)


def test_many_questions_are_the_most_wanted_then_the_others_by_topic(session):
    for number in range(12):
        approved(f"more{number}", session=session, text=f"Question of many, number {number}.", topic="youth")
    told = text_of(paper.briefing(session))
    assert told.count("Question of many") == 12
    assert "Schools and young people 13" in told


def test_it_is_a_file_for_those_who_may_read_questions(session, monkeypatch):
    address = page("chatsession", session, "briefing")
    response = client_of().get(address)
    assert response["Content-Disposition"] == 'attachment; filename="briefing-2027-03-04.pdf"'
    assert signed_in(COORDINATOR).get(address).status_code == 403

    def cannot(_session):
        raise PdfUnavailable

    monkeypatch.setattr(paper, "briefing", cannot)
    response = client_of().get(address)
    assert response.status_code == 302 and "a library is missing" in said(response)
