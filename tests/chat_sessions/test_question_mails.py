"""What the asker is told at each step: the reason in plain words, the link, and what can be done."""

import pytest
from django.db import transaction

from chat_sessions import emails
from chat_sessions.enums import DeclineReason, Destination, QuestionState
from chat_sessions.models import Answer
from chat_sessions.services import declining, merging, questions, triage
from mailroom.models import Message
from tests.chat_sessions.builders import JOIN_LINK, ask, make_session, moderator, place
from tests.chat_sessions.visitors import TEXT, answered, listed

pytestmark = pytest.mark.django_db


def told(name, question, state, **fields):
    """The mail about this step, as one line of text."""
    with transaction.atomic():
        event = questions.change_state(question, state, **fields)
        emails.queue_about_question(f"question_{name}", question, event)
    return one_line(Message.objects.get(template=f"chat_sessions/question_{name}"))


def one_line(mail):
    assert JOIN_LINK not in mail.html and mail.html.count('class="button"') == 1
    assert "/questions/ASK-" in mail.text and "CHAT-" in mail.text
    return f"{mail.subject} | {' '.join(mail.text.split())}"


@pytest.fixture
def question():
    return ask(place(make_session()))


def test_received_and_approved(question):
    mail = one_line(Message.objects.get(template="chat_sessions/question_received"))
    assert mail.startswith("We have your question: CHAT with the Chief |") and TEXT in mail
    assert "complaint" not in mail
    assert "others can vote for it" in told("approved", question, QuestionState.APPROVED)


def test_approved_where_nothing_is_listed():
    question = ask(place(make_session(public_list=False)))
    mail = told("approved", question, QuestionState.APPROVED)
    assert "vote" not in mail and "answered in writing" in mail


def test_merged_in_the_words_that_are_asked(question):
    main = listed(place(question.session, "ben"), "How many crossing guards are there?")
    mail = told("merged", question, QuestionState.MERGED, merged_into=main)
    assert "How many crossing guards are there?" in mail and "we tell you when it is answered" in mail
    assert "Ben" not in mail


@pytest.mark.parametrize(("destination", "words"), [(Destination.COMPLAINT, "watch commander"),
                                                    (Destination.RECORDS, "The records section")])  # fmt: skip
def test_redirected_says_where(question, destination, words):
    mail = told("redirected", question, QuestionState.REDIRECTED, destination=destination, staff_note="Ask for Lee.")
    assert words in mail and "Ask for Lee." in mail and "another question" in mail


def test_returned_says_what_to_change(question):
    mail = told("returned", question, QuestionState.RETURNED, staff_note="Please leave out the name.")
    assert "Please leave out the name." in mail and "change it and send it again" in mail


def test_declined_says_why_and_what_can_be_done(question):
    by = {"reason_proposed_by": moderator("first"), "reason_confirmed_by": moderator("second")}
    mail = told("declined", question, QuestionState.DECLINED, reason=DeclineReason.OFF_TOPIC, **by)
    assert "It is not about the police department." in mail and "Criticism is never a reason" in mail
    assert "in other words" in mail and "call us" in mail and "First" not in mail and "Second" not in mail


def test_answered_with_the_answer_once_it_is_reviewed(question):
    main = answered(place(question.session, "ben"), "How many guards are there?", answer="Forty <of> them.")
    mail = told("answered_writing", question, QuestionState.MERGED, merged_into=main)
    assert "Forty <of> them." in mail and "Chief Pat Doe" in mail
    Answer.objects.update(reviewed_at=None)
    other = ask(place(question.session, "cleo"), "Another one, of somebody else?")
    main.refresh_from_db()
    mail = told("answered_live", other, QuestionState.MERGED, merged_into=main)
    assert "Forty" not in mail and "published after the session" in mail


def test_an_answer_that_nobody_wrote_down_yet(question):
    assert "answered in the session" in told("answered_live", question, QuestionState.ANSWERED_LIVE)


def test_who_asked_by_phone_gets_no_mail(question):
    before = Message.objects.count()
    question.sign_up = None
    event = questions.change_state(question, QuestionState.APPROVED)
    emails.queue_about_question("question_approved", question, event)
    assert Message.objects.count() == before


def test_words_about_an_own_case_are_read_on_the_page_alone_where_that_is_on_record(question):
    text = "Officer Fox stopped me in May, and what became of my complaint?"
    mine = ask(place(question.session, "ben"), text, is_own_case=True)
    triage.approve(mine, by=moderator())
    merging.merge(question, mine, by=moderator())
    declining.propose(mine, reason="confidential", by=moderator())
    declining.confirm(mine, by=moderator("second"))
    mails = Message.objects.filter(to="ben@example.com", template__contains="question")
    assert {mail.template.partition("question_")[2] for mail in mails} == {
        "received", "approved", "joined", "declined",
    }  # fmt: skip
    assert not any("Officer Fox" in f"{mail.html} {mail.text}" for mail in mails)
    assert all("See my question" in mail.text for mail in mails)
    assert TEXT in Message.objects.get(template="chat_sessions/question_received", to="ana@example.com").text  # control
