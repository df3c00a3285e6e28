"""Questions that ask the same become one: tally and votes follow, everybody is told, never in a circle."""

import pytest

from chat_sessions.models import Question
from chat_sessions.services import merging, sign_ups, triage
from chat_sessions.services.errors import ChatError
from mailroom.models import Message
from tests.chat_sessions.asked import again, approved, mailed, proposed, question_of, vote
from tests.chat_sessions.builders import make_session, moderator, place

pytestmark = pytest.mark.django_db


def tally(question):
    row = Question.objects.with_votes().get(pk=question.pk)
    return row.vote_count, row.merged_count


def test_votes_follow_and_count_once_a_person():
    session = make_session()
    kept, same = approved("ana", session=session), approved("ben", session=session)
    both, one = place(session, "cleo"), place(session, "dan")
    for question, by in ((kept, both), (same, both), (same, one)):
        vote(question, by)
    merging.merge(same, kept, by=moderator())
    assert tally(kept) == (2, 1)
    sign_ups.withdraw(one)
    assert tally(kept) == (1, 1)


def test_what_was_merged_before_follows_along_and_every_asker_is_told():
    session = make_session()
    first, second, third = (approved(name, session=session) for name in ("ana", "ben", "cleo"))
    merging.merge(first, second, by=moderator())
    merging.merge(second, third, by=moderator())
    assert {again(each).merged_into_id for each in (first, second)} == {third.pk}
    assert tally(third) == (0, 2)
    assert [mailed("question_merged", name) for name in ("ana", "ben", "cleo")] == [2, 1, 0]
    assert [mailed("question_joined", name) for name in ("ana", "ben", "cleo")] == [0, 1, 1]


def test_many_equal_questions_become_one_and_its_asker_gets_one_mail():
    session = make_session()
    kept = approved("ana", session=session)
    for number in range(9):
        merging.merge(question_of(f"p{number}", session=session), kept, by=moderator())
    assert tally(kept) == (0, 9)
    assert (mailed("question_joined"), mailed("question_merged")) == (1, 9)


def test_never_in_a_circle_nor_with_itself():
    session = make_session()
    one, other = (approved(name, session=session) for name in ("ana", "ben"))
    merging.merge(one, other, by=moderator())
    assert merging.merge(one, other, by=moderator()) is False
    with pytest.raises(ChatError, match="Merged into another"):
        merging.merge(other, one, by=moderator())
    with pytest.raises(ChatError, match="another question"):
        merging.merge(other, other, by=moderator())


def test_only_within_a_session_and_not_while_a_decline_waits():
    session = make_session()
    one, waits = approved("ana", session=session), proposed(question_of("ben", session=session))
    with pytest.raises(ChatError, match="different sessions"):
        merging.merge(one, question_of("cleo"), by=moderator())
    for pair in ((one, waits), (waits, one)):
        with pytest.raises(ChatError, match="confirm or refuse"):
            merging.merge(*pair, by=moderator())


def test_the_place_in_the_queue_stays_and_the_words_of_others_are_mailed_only_if_public():
    session = make_session()
    kept, same = approved("ana", session=session, text="Kept words, all of them."), question_of("ben", session=session)
    triage.queue(kept, by=moderator())
    merging.merge(same, kept, by=moderator())
    assert again(kept).queue_position == 1
    private = question_of("cleo", session=session, text="Words that nobody has looked at.")
    merging.merge(question_of("dan", session=session), private, by=moderator())
    mails = {mail.to: mail.html for mail in Message.objects.filter(template="chat_sessions/question_merged")}
    assert "Kept words" in mails["ben@example.com"]
    assert "nobody has looked" not in mails["dan@example.com"]
