"""Signing up over the page: what is asked, what is refused in phrase, and what is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat_sessions.models import ChatSession, SignUp
from core import limits
from core.guards import new_form_key
from mailroom.models import Message
from tests.chat_sessions.builders import live_session, make_session, place, sign_up
from tests.chat_sessions.pages import form_of, send
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_limits(no_limits):
    pass


def test_a_name_and_an_address_are_enough(client):
    answer = send(client, make_session())
    ana = SignUp.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, ana.get_absolute_url())
    assert (ana.state, ana.name, ana.phone, ana.accommodations) == ("held", "Ana", "", [])
    assert "We hold a place for you" in words(client.get(ana.get_absolute_url()))


def test_everything_that_was_answered_is_kept(client):
    send(
        client, make_session(), phone="310-555-0100", zip_code="90503", language="ko",
        accommodations=["captions", "interpreter"], accommodation_note="Korean", may_use_name="on",
    )  # fmt: skip
    ana = SignUp.objects.get()
    assert ana.accommodations == ["captions", "interpreter"] and ana.accommodation_note == "Korean"
    assert (ana.phone.as_e164, ana.zip_code, ana.language, ana.may_use_name) == ("+13105550100", "90503", "ko", True)
    assert not ana.is_late_wish


@pytest.mark.parametrize(
    ("fields", "phrase"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "\u200b"}, "This field is required"),
        ({"name": "A\x00na"}, "hidden character"),
        ({"name": "abc \u202ecba"}, "hidden character"),
        ({"name": "Win at www.example.com"}, "Leave out web addresses"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"email": "nobody"}, "valid email address"),
        ({"phone": "12"}, "area code"),
        ({"zip_code": "Torrance"}, "five digits"),
        ({"zip_code": "٩٠٥٠٣"}, "five digits"),
        ({"language": "xx"}, "not one of the available choices"),
        ({"accommodations": ["nonsense"]}, "not one of the available choices"),
        ({"accommodations": ["other"], "accommodation_note": ""}, "Write what else you need"),
        ({"accommodation_note": "x" * 501}, "at most 500 characters"),
        ({"question": "Why?"}, "at least 10 characters"),
        ({"question": "🚓" * 600}, "at most 500 characters"),
        ({"question": "Why? \x00 Tell us"}, "hidden character"),
        ({"question": "\u200b" * 20}, "This field is required"),
        ({"is_old_enough": None}, "children under 13"),
        ({"knows_record": None}, "read the note about recording"),
        ({"leave_empty": "bot"}, "We could not take this form"),
        ({"form_key": "forged"}, "open for a long time"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_what_was_typed_stays(client, fields, phrase):
    answer = send(client, make_session(), **{"accommodation_note": "Wheelchair", "name": "Zoë 👮"} | fields)
    page = words(answer)
    assert answer.status_code == 200 and phrase in page
    assert fields.get("accommodation_note", "Wheelchair") in page
    assert not SignUp.objects.exists() and not Message.objects.exists()


@pytest.mark.parametrize("text", ["🚓🚓🚓🚓🚓🚓🚓🚓🚓🚓", "لماذا لا يوجد حراس عند المدارس؟", "a" * 500])
def test_questions_in_any_script_up_to_the_limit(client, text):
    assert send(client, make_session(), question=text).status_code == 302
    assert SignUp.objects.get().questions.get().text == text


def test_the_same_form_sent_twice_shows_the_same_receipt(client):
    session, key = make_session(), new_form_key()
    first, second = (send(client, session, form_key=key, question="Why so few guards?") for _ in range(2))
    ana = SignUp.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == ana.get_absolute_url()
    assert ana.questions.count() == 1 and Message.objects.count() == 1


def test_a_late_wish_is_taken_and_flagged_with_honest_words(client):
    session = make_session(days=1)
    page = words(client.get(f"/chat/{session.number}/sign-up/"))
    assert "less than 48 hours" in page and "cannot promise" in page
    send(client, session, accommodations=["asl"])
    ana = SignUp.objects.get()
    assert ana.is_late_wish
    assert "cannot promise it" in words(client.get(ana.get_absolute_url()))


def test_a_note_alone_is_a_wish_too(client):
    send(client, make_session(days=1), accommodation_note="Large type, please")
    ana = SignUp.objects.get()
    assert ana.accommodations == ["other"] and ana.is_late_wish


def over():
    return make_session(days=-2)


def cancelled():
    session = make_session()
    ChatSession.objects.filter(pk=session.pk).update(status="cancelled", cancelled_reason="The Chief is ill.")
    return session


def announced():
    return make_session(opens_at=timezone.now() + timedelta(days=3))


@pytest.mark.parametrize(
    ("make", "on_page", "on_post"),
    [
        (over, "This session is over", "This session is over"),
        (cancelled, "The Chief is ill.", "This session was cancelled"),
        (announced, "Sign-up opens", "not open yet"),
    ],
)
def test_a_session_that_takes_nobody_says_why(client, make, on_page, on_post):
    session = make()
    assert on_page in words(client.get(f"/chat/{session.number}/sign-up/", follow=True))
    page = words(send(client, session, question="Why so few guards?"))
    assert on_post in page and "Why so few guards?" in page
    assert not SignUp.objects.exists()


def test_a_full_session_has_a_line_and_a_full_line_an_end(client):
    session = make_session(capacity=1, line_capacity=1)
    sign_up(session, "ben")
    assert "You would be first in line." in words(client.get(f"/chat/{session.number}/sign-up/"))
    send(client, session, name="ana")
    assert SignUp.objects.get(name="Ana").state == "waitlisted"
    assert "the line is full" in words(send(client, session, name="cleo"))
    assert "Join the line" not in words(client.get(f"/chat/{session.number}/"))
    # Nobody fills in a form for nothing.
    assert client.get(f"/chat/{session.number}/sign-up/").headers["Location"] == session.get_absolute_url()


def test_while_people_go_in_the_line_of_a_full_session_is_over(client):
    session = live_session(capacity=1)
    place(session, "ben")
    assert "too late for the line" in words(send(client, session))
    assert SignUp.objects.count() == 1


def test_who_comes_while_the_door_is_open_is_told_to_be_quick_and_gets_in(client):
    session = live_session()
    assert "going in already" in words(client.get(f"/chat/{session.number}/sign-up/"))
    assert send(client, session).status_code == 302


def test_an_address_that_is_signed_up_is_told_so(client):
    session = make_session()
    place(session)
    assert "signed up already" in words(send(client, session, email="ANA@example.com"))


def test_a_draft_and_what_does_not_exist_are_not_found(client):
    draft = make_session(status="draft")
    for number in (draft.number, 99, 10**30):
        for part in ("", "sign-up/", "session.ics"):
            assert client.get(f"/chat/{number}/{part}").status_code == 404
    assert client.post(f"/chat/{draft.number}/sign-up/", form_of()).status_code == 404


def test_one_address_cannot_be_flooded_with_mail(client, settings, monkeypatch):
    settings.RATE_LIMITS_ON = True
    monkeypatch.setitem(limits.LIMITS, "mail-to", (1, timedelta(hours=1)))
    monkeypatch.setattr("core.guards.LEAST_SECONDS", -1)
    first, second = (send(client, make_session()) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 429)
    assert Message.objects.count() == 1
