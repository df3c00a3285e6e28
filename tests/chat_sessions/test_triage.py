"""What moderators decide about a question: one verb a step, the asker told, nothing lost."""

import pytest

from chat_sessions.enums import QuestionState
from chat_sessions.services import merging, triage
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, steps, withdraw
from tests.chat_sessions.builders import make_session, moderator
from tests.chat_sessions.visitors import browser_of
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_an_approved_question_is_on_the_list_and_the_asker_told_once():
    question = question_of()
    assert triage.take_in_review(question, by=moderator())
    assert triage.approve(question, by=moderator())
    assert triage.approve(question, by=moderator()) is False
    assert again(question).state == QuestionState.APPROVED
    assert mailed("question_approved", "ana") == 1
    assert [step[:2] for step in steps(question)] == [
        ("received", ""),
        ("in_review", "moderator"),
        ("approved", "moderator"),
    ]


def test_a_redirected_question_says_where_and_why():
    question = question_of()
    triage.redirect(question, destination="complaint", note="Form 12 is at the desk.", by=moderator())
    question = again(question)
    assert (question.state, question.destination) == ("redirected", "complaint")
    mail = Message.objects.get(template="chat_sessions/question_redirected")
    assert "complaint process" in mail.html and "Form 12 is at the desk." in mail.html


def test_those_who_asked_the_same_read_where_it_went():
    session = make_session()
    kept, same = question_of("ana", session=session), question_of("ben", session=session)
    merging.merge(same, kept, by=moderator())
    triage.redirect(kept, destination="records", note="Ask for Lee.", by=moderator())
    mail = Message.objects.get(template="chat_sessions/question_redirected", to="ben@example.com")
    page = words(browser_of(same.sign_up).get(same.get_absolute_url()))
    for told in (" ".join(mail.text.split()), page):
        assert "The records section" in told and "Ask for Lee." in told


def test_a_returned_question_carries_the_note_and_can_be_looked_at_again():
    question = question_of()
    with pytest.raises(ChatError, match="Write what should be changed"):
        triage.return_for_edit(question, note=" ", by=moderator())
    triage.return_for_edit(question, note="Leave out the name, please.", by=moderator())
    assert again(question).staff_note == "Leave out the name, please."
    assert mailed("question_returned", "ana") == 1
    triage.take_in_review(question, by=moderator())
    triage.approve(question, by=moderator())
    assert again(question).staff_note == ""


def test_the_queue_grows_at_its_end_and_gives_back():
    session = make_session()
    first, second = (approved(name, session=session) for name in ("ana", "ben"))
    for question in (first, second):
        triage.queue(question, by=moderator())
    assert [again(first).queue_position, again(second).queue_position] == [1, 2]
    triage.unqueue(first, by=moderator())
    assert (again(first).state, again(first).queue_position) == ("approved", None)
    triage.queue(first, by=moderator())
    assert (again(second).queue_position, again(first).queue_position) == (1, 2)
    assert mailed("question_approved") == 2  # coming and going in the queue is not mailed


def test_a_question_must_be_approved_before_it_is_queued():
    with pytest.raises(ChatError, match="Received"):
        triage.queue(question_of(), by=moderator())


@pytest.mark.parametrize(
    "verb",
    [
        lambda question, by: triage.approve(question, by=by),
        lambda question, by: triage.redirect(question, destination="records", by=by),
        lambda question, by: triage.return_for_edit(question, note="Please shorten it.", by=by),
        lambda question, by: triage.take_in_review(question, by=by),
        lambda question, by: triage.queue(question, by=by),
    ],
)
def test_what_the_asker_took_back_stays_taken_back(verb):
    question = question_of()
    withdraw(question)
    with pytest.raises(ChatError, match="Taken back by the asker"):
        verb(question, moderator())
    assert again(question).state == "withdrawn"


def test_nothing_else_happens_while_a_decline_waits():
    question = proposed(question_of())
    with pytest.raises(ChatError, match="confirm or refuse that first"):
        triage.approve(question, by=moderator("second"))
    with pytest.raises(ChatError, match="confirm or refuse that first"):
        triage.redirect(question, destination="city", by=moderator("second"))


def test_a_translation_stands_beside_the_words_and_leaves_the_queue_alone():
    question = approved(text="¿Por qué hay tan pocos cruces?", language="es")
    triage.queue(question, by=moderator())
    triage.translate(question, translation="Why so few crossings?", translated_by="R. Diaz", by=moderator())
    question = again(question)
    assert (question.text[0], question.translation, question.queue_position) == ("¿", "Why so few crossings?", 1)
    assert steps(question)[-1] == ("queued", "moderator", "Translated by R. Diaz.")
