"""The pages of the hour ask the database no more because there is more to show."""

import pytest
from django.urls import reverse

from chat_sessions.enums import QuestionState
from chat_sessions.models import Answer, Question
from core.models import DepartmentProfile
from staff.roles import MODERATOR
from tests.chat_sessions.builders import live_session, place
from tests.chat_sessions.desk import page
from tests.programs.admin.helpers import signed_in
from tests.programs.admin.test_queries import queries
from tests.volume import few

pytestmark = pytest.mark.django_db

STATES = [QuestionState.APPROVED, QuestionState.QUEUED, QuestionState.ANSWERED_LIVE]
# A full set of every state is enough to tell; in full, three hundred as the worst hour.
SIZES = few([(3, 0), (9, 3), (288, 12)])
MOST = {"live": 10, "presenter": 9, "afterwards": 9, "close": 11, "report": 11, "reports": 11}


def fill(session, by, how_many, start):
    rows = [
        Question(
            reference=f"ASK-{session.pk}-{number}",
            session=session,
            sign_up=by,
            text=f"Question number {number} of a long hour",
            state=STATES[number % 3],
            queue_position=number + 1 if number % 3 == 1 else None,
        )
        for number in range(start, start + how_many)
    ]
    Question.objects.bulk_create(rows)
    answered = [row for row in rows if row.state == QuestionState.ANSWERED_LIVE]
    Answer.objects.bulk_create(
        Answer(question=row, kind="live", text="Yes.", answered_at=session.starts_at) for row in answered
    )


@pytest.mark.parametrize("name", MOST)
def test_the_queries_do_not_grow_with_the_questions(name):
    session = live_session()
    by = place(session)
    client = signed_in(MODERATOR)
    DepartmentProfile.current()
    is_of_all = name == "reports"
    address = reverse("admin:chat_sessions_chatsession_reports") if is_of_all else page("chatsession", session, name)
    counts = []
    for how_many, start in SIZES:
        fill(session, by, how_many, start)
        counts.append(len(queries(address, client)))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= MOST[name]


def test_a_board_that_has_not_changed_costs_a_few_queries():
    session = live_session()
    fill(session, place(session), 300, 0)
    client, address = signed_in(MODERATOR), page("chatsession", session, "live")
    seen = client.get(address).context["board"].digest
    response = client.get(f"{address}?seen={seen}", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (204, b"")


def test_more_than_anybody_reads_is_cut_and_said():
    session = live_session()
    fill(session, place(session), 300, 0)
    shown = signed_in(MODERATOR).get(page("chatsession", session, "live"))
    assert len(shown.context["board"].approved) == 60
    assert b"40 more, with fewer votes" in shown.content
