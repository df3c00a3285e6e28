"""The triage board, the page of a question, and the verbs as a moderator meets them."""

import pytest
from django.contrib.admin.models import LogEntry

from chat_sessions.services import triage
from staff.roles import COORDINATOR, RECORDS
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, somebody, vote
from tests.chat_sessions.builders import make_session, place
from tests.chat_sessions.desk import ask_for, client_of, page, said, signed_in, verb, words

pytestmark = pytest.mark.django_db

PRIVATE = "My neighbor Jim Roe was arrested by officer 4711."


def reads():
    return LogEntry.objects.filter(change_message__startswith="Read: about an own case").count()


def test_the_board_has_every_question_in_its_column():
    session = make_session()
    new, listed, queued = question_of("ana", session=session), *(approved(name, session=session) for name in "bc")
    triage.queue(queued, by=somebody())
    vote(listed, place(session, "dan"))
    response = client_of().get(page("chatsession", session, "board"))
    columns = {column.title: [each.pk for each in column.questions] for column in response.context["columns"]}
    assert columns == {
        "Received": [new.pk], "In review": [], "Approved": [listed.pk], "Queue": [queued.pk], "Answered": [],
    }  # fmt: skip
    assert "1 vote" in words(response) and "Name not shown" in words(response)


def test_the_board_can_be_narrowed_and_shrugs_at_nonsense():
    session = make_session()
    question_of("ana", session=session, topic="traffic")
    question_of("ben", session=session, topic="youth", language="es")
    board, client = page("chatsession", session, "board"), client_of()
    found = {query: client.get(board + query).context["found"] for query in (
        "?topic=traffic", "?language=es&only=", "?topic=traffic&language=es", "?only=own", "?topic=%00&only=x",
    )}  # fmt: skip
    assert list(found.values()) == [1, 1, 0, 0, 2]


@pytest.mark.parametrize("rows", [1, 6])
def test_the_board_asks_the_database_as_often_for_many_as_for_one(rows, django_assert_max_num_queries):
    session = make_session()
    for number in range(rows):
        approved(f"p{number}", session=session)
    client = client_of()
    with django_assert_max_num_queries(8):
        client.get(page("chatsession", session, "board"))


def test_one_click_on_the_board_approves_and_comes_back_to_it():
    question = question_of()
    back = page("chatsession", question.session, "board") + f"?topic=other#question-{question.pk}"
    client = client_of()
    response = client.post(verb(question, "approve"), {"back": back})
    assert (response.status_code, response["Location"]) == (302, back)
    assert (again(question).state, mailed("question_approved")) == ("approved", 1)
    assert "It is so already" not in said(response)
    assert client.post(verb(question, "approve"), {"back": "https://evil.example/"})["Location"].startswith("/admin/")


def test_what_is_about_an_own_case_is_read_by_a_click_that_is_kept():
    question = question_of(text=PRIVATE, is_own_case=True)
    client = client_of()
    for address in (page("chatsession", question.session, "board"), ask_for("question")):
        assert "Jim Roe" not in words(client.get(address))
    assert reads() == 0
    assert "Jim Roe" in words(client.get(page("question", question)))
    assert "Jim Roe" in words(client.get(verb(question, "decline")))
    assert reads() == 2
    history = words(client.get(page("question", question, "history")))
    assert "Read: about an own case" in history and "Jim Roe" not in history
    # Control: of other questions no reading is kept.
    client.get(page("question", question_of("ben")))
    assert reads() == 2


def test_a_decline_by_two_people_over_the_pages():
    question = question_of(text="You are all liars, why should we trust you?")
    first, second = client_of("first"), client_of("second")
    asked = first.get(verb(question, "decline"))
    assert "Criticism is not a reason" in words(asked)
    first.post(verb(question, "decline"), {"reason": "threat", "note": "A slur."})
    assert "Confirm the decline" not in words(first.get(page("question", question)))
    assert "somebody else must confirm it" in words(first.get(page("question", question)))
    refused = first.post(verb(question, "confirm"))
    assert refused.status_code == 200 and "somebody else must confirm" in words(refused)
    assert "Confirm the decline" in words(second.get(page("question", question)))
    second.post(verb(question, "confirm"))
    assert again(question).state == "declined"
    shown = words(second.get(page("question", question)))
    assert "Proposed by first, confirmed by second" in shown and "You are all liars" in shown


def test_merge_offers_the_most_alike_first_and_quotes_no_own_case():
    session = make_session()
    mine = question_of("ana", session=session, text="Why so few crossing guards?")
    other = question_of("ben", session=session, text="When do you hire dispatchers?")
    alike = question_of("cleo", session=session, text="Why are there so few crossing guards?")
    own = question_of("dan", session=session, text=PRIVATE, is_own_case=True)
    elsewhere = question_of("eve")
    response = client_of().get(verb(mine, "merge"))
    offered = [key for key, _label in response.context["form"].fields["kept"].choices if key]
    assert offered[0] == alike.pk and {*offered} == {alike.pk, other.pk, own.pk}
    assert "Jim Roe" not in words(response)
    refused = client_of().post(verb(mine, "merge"), {"kept": elsewhere.pk})
    assert "not one of the available choices" in words(refused)
    client_of().post(verb(mine, "merge"), {"kept": alike.pk})
    assert again(mine).merged_into == alike


@pytest.mark.parametrize(
    ("name", "data", "words_said"),
    [
        ("return", {"note": ""}, "This field is required"),
        ("return", {"note": "a\u202eb"}, "hidden character"),
        ("redirect", {"destination": "moon"}, "Select a valid choice"),
        ("decline", {"reason": "criticism"}, "Select a valid choice"),
        ("decline", {"reason": "threat", "note": "x" * 501}, "at most 400"),
        ("merge", {"kept": "9" * 30}, "Select a valid choice"),
        ("translate", {"translation": "Hello", "translated_by": ""}, "Say who translated it"),
    ],
)
def test_bad_input_is_said_beside_the_field(name, data, words_said):
    question = question_of()
    response = client_of().post(verb(question, name), data)
    assert response.status_code == 200 and words_said in words(response)
    assert again(question).state == "received"


def test_somebody_was_quicker():
    question = question_of()
    triage.redirect(question, destination="city", by=somebody("second"))
    response = client_of().post(verb(question, "approve"))
    assert "Redirected" in words(response)


@pytest.mark.parametrize("role", [RECORDS, COORDINATOR, None])
def test_each_verb_is_for_moderators(role):
    question = proposed(question_of())
    client = signed_in(role)
    for name in ("approve", "review", "queue", "unqueue", "merge", "translate", "return", "redirect", "decline",
                 "confirm", "refuse"):  # fmt: skip
        assert client.get(verb(question, name)).status_code == 403
        assert client.post(verb(question, name), {"reason": "threat"}).status_code == 403
    can_look = 200 if role == RECORDS else 403
    assert client.get(page("chatsession", question.session, "board")).status_code == can_look
    assert client.get(page("question", question)).status_code == can_look
    assert again(question).state == "in_review"


def test_nothing_can_be_deleted():
    question = question_of()
    client = client_of()
    assert client.post(page("question", question, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(page("chatsession", question.session, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(page("signup", question.sign_up, "delete"), {"post": "yes"}).status_code == 403
