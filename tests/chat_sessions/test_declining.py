"""A decline needs two people, has a reason, and keeps the words."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chat_sessions.models import Question
from chat_sessions.services import answers, closing, declining, merging, triage
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, steps, withdraw
from tests.chat_sessions.builders import live_session, make_session, moderator
from tests.chat_sessions.visitors import browser_of
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_the_second_person_declines_and_the_asker_reads_why():
    question = proposed(question_of(), reason="private", note="It names your neighbor.")
    assert mailed("question_declined") == 0
    assert question.staff_note == ""  # nothing is said before it is decided
    declining.confirm(question, by=moderator("second"))
    question = again(question)
    assert (question.state, question.reason_confirmed_by.username) == ("declined", "second")
    assert question.text  # kept
    mail = Message.objects.get(template="chat_sessions/question_declined")
    assert "names a private person" in mail.html and "It names your neighbor." in mail.html
    assert "moderator" not in mail.text.replace("A moderator", "") and "second" not in mail.text


def test_who_proposes_cannot_confirm():
    question = proposed(question_of())
    with pytest.raises(ChatError, match="somebody else must confirm"):
        declining.confirm(question, by=moderator())
    assert again(question).state == "in_review"


def test_the_database_has_the_last_word():
    question = proposed(question_of())
    rows = Question.objects.filter(pk=question.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="declined", reason_confirmed_by=moderator())
    assert rows.update(state="declined", reason_confirmed_by=moderator("second"))  # control


def test_a_second_proposal_waits_for_the_first():
    question = proposed(question_of())
    assert declining.propose(question, reason="off_topic", by=moderator()) is False
    with pytest.raises(ChatError, match="proposed already"):
        declining.propose(question, reason="threat", by=moderator("second"))


def test_a_refused_decline_puts_the_question_back_where_it_was():
    listed, new = proposed(approved("ana")), proposed(question_of("ben"))
    assert listed.state == "in_review"  # off the list at once: it may name somebody
    for question in (listed, new):
        declining.refuse(question, note="It is a fair question.", by=moderator("second"))
    assert [again(listed).state, again(new).state] == ["approved", "in_review"]
    assert steps(new)[-1] == ("in_review", "second", "Not declined. It is a fair question.")
    assert declining.refuse(new, by=moderator("second")) is False
    declining.propose(new, reason="threat", by=moderator("second"))  # and now the other way round
    declining.confirm(new, by=moderator())


def test_what_else_the_proposer_does_while_it_waits_is_not_what_the_asker_reads():
    session = live_session()
    proposer, second = moderator(), moderator("second")
    declined, kept = (proposed(approved(name, session=session), note="Not ours.") for name in ("ana", "ben"))
    for question in (declined, kept):
        triage.translate(question, translation="Is it?", translated_by="R. Diaz", by=proposer)
    closing.close_hour(session, owner=proposer, by=proposer)
    answers.assign(declined, owner=second, due_on=date(2030, 1, 2), by=proposer)
    declining.confirm(declined, by=second)
    mail = Message.objects.get(template="chat_sessions/question_declined")
    assert "Not ours." in mail.text and "Owner" not in mail.text and "Translated" not in mail.text
    declining.refuse(kept, by=second)
    assert again(kept).state == "approved"  # where it was when it was proposed


def test_a_question_that_was_taken_back_meanwhile_is_not_declined():
    question = proposed(question_of())
    withdraw(question)
    with pytest.raises(ChatError, match="Taken back by the asker"):
        declining.confirm(question, by=moderator("second"))


def test_those_who_asked_the_same_hear_it_once_too_with_the_reason_and_the_words_of_the_other_are_gone():
    session = make_session()
    kept, same = question_of("ana", session=session, text="Is Jon Miller a thief?"), question_of("ben", session=session)
    merging.merge(same, kept, by=moderator())
    declining.confirm(proposed(kept, reason="private", note="He holds no office."), by=moderator("second"))
    assert [mailed("question_declined", name) for name in ("ana", "ben")] == [1, 1]
    mail = Message.objects.get(template="chat_sessions/question_declined", to="ben@example.com")
    page = words(browser_of(same.sign_up).get(same.get_absolute_url()))
    for told in (" ".join(mail.text.split()), page):
        assert "It names a private person." in told and "He holds no office." in told
        assert "Jon Miller" not in told
    own_page = words(browser_of(same.sign_up).get(same.sign_up.get_absolute_url()))
    assert "Asked together with others</strong>: It names a private person." in own_page


def test_the_words_of_another_are_shown_only_while_they_are_public():
    session = make_session()
    kept, same = approved("ana", session=session, text="Is Jon Miller a thief?"), question_of("ben", session=session)
    merging.merge(same, kept, by=moderator())
    page_of_ben = same.get_absolute_url()
    assert "Jon Miller" in words(browser_of(same.sign_up).get(page_of_ben))
    proposed(kept)
    page = words(browser_of(same.sign_up).get(page_of_ben))
    assert "Jon Miller" not in page and "looked at once, for all of you" in page
