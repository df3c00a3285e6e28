"""The end of the hour and the answers after it, as staff meet them."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from chat_sessions.models import ChatSession, Question
from chat_sessions.services import callers, merging, sessions
from staff.roles import MODERATOR, RECORDS
from tests.chat_sessions.asked import again, proposed, question_of, somebody
from tests.chat_sessions.builders import client_of, live_session, make_session, moderator
from tests.chat_sessions.desk import page, said, signed_in, words
from tests.chat_sessions.hours import answer_live, closed, listed, over, reviewed, written

pytestmark = pytest.mark.django_db


def of(session, name):
    return page("chatsession", session, name)


def answer_page(question):
    return f"{page('chatsession', question.session, 'afterwards')}{question.pk}/"


def typed(**fields):
    names = ("text", "speaker", "recording_seconds", "links", "translation", "translated_by")
    return {"write": "1", **{f"answer-{name}": fields.get(name, "") for name in names}}


def write(client, question, **fields):
    seen = client.get(answer_page(question)).context["version"]
    return client.post(answer_page(question), typed(**fields) | {"seen": fields.get("seen", seen)})


def test_closing_asks_first_who_sees_to_the_rest_and_is_kept_in_the_history():
    session = live_session()
    (ana,) = listed(session, "ana")
    client = client_of()
    before = words(client.get(of(session, "close")))
    assert "1 question is open" in before and "nobody is let in" in before
    assert ChatSession.objects.get().ended_at is None
    response = client.post(of(session, "close"), {"owner": moderator().pk})
    assert response.url == of(session, "afterwards")
    assert again(ana).owner == moderator()
    assert LogEntry.objects.get().change_message == "The hour is closed."
    client.post(of(session, "reopen"))
    assert ChatSession.objects.get().ended_at is None


def test_an_hour_closed_too_early_is_opened_again_from_the_page_of_the_session():
    session, client = closed(live_session()), client_of()
    tool = words(client.get(of(session, "change")))
    assert "Open the hour again" in tool and "Close the hour" not in tool
    assert "Open the hour again" in words(client.get(of(session, "close")))
    client.post(of(session, "reopen"))
    assert "Close the hour" in words(client.get(of(session, "change")))


def test_the_questions_of_a_cancelled_session_are_closed_from_its_page():
    session, client = make_session(), client_of()
    listed(session, "ana")
    sessions.cancel(session, reason="The Chief is ill.")
    assert "Close its questions" in words(client.get(of(session, "change")))
    assert "1 question is open" in words(client.get(of(session, "close")))
    assert "its questions" in words(client.get(of(session, "afterwards")))
    assert "Its questions are closed." in said(client.post(of(session, "close"), {"owner": moderator().pk}))
    page = words(client.get(of(session, "afterwards")))
    assert "Unanswered: 1" in page and "Publish the answers" in page
    assert "opened again" not in words(client.get(of(session, "close")))


def test_only_staff_who_may_write_are_offered_as_owners():
    session = live_session()
    signed_in(RECORDS)
    client = client_of()
    offered = client.get(of(session, "close")).context["form"].fields["owner"].queryset
    assert [str(user) for user in offered] == ["moderator"]
    refused = client.post(of(session, "close"), {"owner": somebody("stranger").pk})
    assert "Select a valid choice" in words(refused) and ChatSession.objects.get().ended_at is None


def test_an_hour_to_come_has_nothing_to_close():
    session = make_session()
    assert "has not begun" in words(client_of().get(of(session, "close")))
    assert "has begun" in said(client_of().post(of(session, "close"), {"owner": moderator().pk}))


def test_the_list_has_three_parts_and_the_overdue_first():
    session = live_session()
    rows = listed(session, "ana", "ben", "cleo", "dan")
    session = closed(session)
    yesterday = timezone.localdate() - timedelta(days=1)
    Question.objects.filter(pk=rows[1].pk).update(due_on=yesterday)
    written(rows[2])
    reviewed(written(rows[3]))
    response = client_of().get(of(session, "afterwards"))
    parts = response.context["list"]
    assert [[each.question.pk for each in part] for part in (parts.to_write, parts.to_review, parts.reviewed)] == [
        [rows[1].pk, rows[0].pk], [rows[2].pk], [rows[3].pk],
    ]  # fmt: skip
    assert words(response).count("overdue") == 1


def test_written_by_one_reviewed_by_another_then_published():
    session, (ana,) = over("ana")
    writer, reviewer = client_of("writer"), client_of("reviewer")
    assert write(writer, ana, text="Four more.", speaker="Chief of Police Pat Doe").status_code == 302
    own = words(writer.get(answer_page(ana)))
    assert "somebody else must review it" in own and "I have reviewed it" not in own
    seen = reviewer.get(answer_page(ana)).context["version"]
    reviewer.post(answer_page(ana), {"review": "1", "seen": seen})
    assert (again(ana).state, again(ana).answer.reviewed_by) == ("answered_writing", moderator("reviewer"))
    reviewer.post(of(session, "publish_answers"))
    assert ChatSession.objects.get().answers_published_at is not None


def test_whoever_asked_by_phone_and_cannot_be_mailed_is_named_when_the_answer_is_there():
    session = live_session()
    (ana,) = listed(session, "ana")
    values = {"name": "Cal", "phone": "+13105550123", "language": "en"}
    cal = callers.sign_up_caller(session=session, answers=values, by=somebody())
    merging.merge(callers.ask_for_caller(session=session, answers={"text": "The same?"}, by=somebody(), place=cal), ana,
                  by=somebody())  # fmt: skip
    client = client_of()
    address = f"{of(session, 'live')}{ana.pk}/answered/"
    assert "tell Cal (310) 555-0123" in said(client.post(address, {"speaker": "", "note": "Yes.", "seconds": "1:00"}))
    seen = client.get(answer_page(ana)).context["version"]
    other = client_of("reviewer")
    told = {"review": "1", "seen": seen}
    assert "tell Cal (310) 555-0123" in said(other.post(answer_page(ana), told))
    assert said(other.post(answer_page(ana), told)).count("tell Cal") == 1  # not again: it is so already


def test_the_writer_who_presses_review_all_the_same_is_refused():
    _session, (ana,) = over("ana")
    writer = client_of("writer")
    write(writer, ana, text="Four more.")
    seen = writer.get(answer_page(ana)).context["version"]
    assert "somebody else must review" in said(writer.post(answer_page(ana), {"review": "1", "seen": seen}))
    assert again(ana).answer.reviewed_at is None


def test_what_was_typed_stays_when_somebody_else_was_quicker():
    _session, (ana,) = over("ana")
    client = client_of()
    response = write(client, ana, text="My words.", seen="older")
    assert "Somebody else wrote meanwhile" in words(response) and "My words." in words(response)
    knowing = client.post(answer_page(ana), typed(text="My words.") | {"seen": response.context["version"]})
    assert knowing.status_code == 302 and again(ana).answer.text == "My words."


BAD = [
    ({"text": ""}, "required"),
    ({"text": "a", "links": "javascript:alert(1)"}, "no web address"),
    ({"text": "a", "links": "\n".join(["https://example.com/"] * 11)}, "At most 10"),
    ({"text": "a", "translation": "네"}, "Say who translated it"),
    ({"text": "a\x00b"}, "ull characters"),
    ({"text": "a" * 8_001}, "at most 8000"),
    ({"text": "a", "recording_seconds": "noon"}, "as the player shows it"),
]


@pytest.mark.parametrize(("fields", "words_told"), BAD)
def test_bad_input_is_told_beside_the_field(fields, words_told):
    _session, (ana,) = over("ana")
    response = write(client_of(), ana, **fields)
    assert response.status_code == 200 and words_told in words(response)
    assert not hasattr(again(ana), "answer")


def test_owner_and_day_are_changed():
    _session, (ana,) = over("ana")
    expert = moderator("expert")
    client_of().post(answer_page(ana), {"assign": "1", "owner": expert.pk, "due_on": "2030-01-02"})
    assert (again(ana).owner, str(again(ana).due_on)) == (expert, "2030-01-02")
    wrong = client_of().post(answer_page(ana), {"assign": "1", "owner": "x", "due_on": "soon"})
    assert "Enter a valid date" in words(wrong)


def test_what_is_about_an_own_case_is_read_by_who_opens_it_and_that_is_kept():
    session = live_session()
    secret = question_of("ana", session=session, text="My own case 4711 is open.", is_own_case=True)
    session = closed(session)
    assert "4711" not in words(client_of().get(of(session, "afterwards")))
    assert not LogEntry.objects.filter(object_id=secret.pk).exists()
    assert "4711" in words(client_of().get(answer_page(secret)))
    assert LogEntry.objects.get(object_id=secret.pk).change_message.startswith("Read:")


def test_a_question_whose_decline_waits_is_not_answered_here():
    _session, (ana,) = over("ana")
    proposed(ana)
    response = client_of().get(answer_page(ana))
    assert response.context["answer_form"] is None and "waits for a second person" in words(response)


# What somebody needs beside reading, for each button.
RIGHTS = {"write": "change_answer", "assign": "change_question", "review": "review_answers"}


@pytest.mark.parametrize("button", RIGHTS)
def test_each_button_asks_for_its_own_right(button):
    session = live_session()
    (ana,) = listed(session, "ana")
    answer_live(ana)
    client, role = client_of(), moderator().groups.get(name=MODERATOR)
    role.permissions.remove(role.permissions.get(codename=RIGHTS[button]))
    assert client.get(answer_page(ana)).status_code == 200
    assert client.post(answer_page(ana), {button: "1"}).status_code == 403
    for other in RIGHTS.keys() - {button}:
        assert client.post(answer_page(ana), {other: "1"}).status_code in {200, 302}


def test_who_only_reads_changes_nothing():
    session, (ana,) = over("ana")
    reader = signed_in(RECORDS)
    assert reader.get(of(session, "afterwards")).status_code == 200
    shown = reader.get(answer_page(ana)).context
    assert (shown["answer_form"], shown["owner_form"]) == (None, None)
    for name in ("close", "reopen", "publish_answers"):
        assert reader.post(of(session, name)).status_code == 403
