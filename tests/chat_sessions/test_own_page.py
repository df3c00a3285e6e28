"""One sign-up, for its owner alone: links, what the page says in each state, and what a stranger gets."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import LINK_DAYS_AFTER_SESSION, SIGN_UP_LINK
from chat_sessions.enums import QuestionState
from chat_sessions.models import ChatSession, Question, SignUp
from chat_sessions.services import sign_ups
from core.links import make_token
from mailroom.models import Message
from tests.chat_sessions.builders import ask, make_session, place, sign_up
from tests.chat_sessions.pages import newest_code, newest_link, opened, page_of, send
from tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]
PERSONAL = ["sign_up", "confirm", "confirm_with_code", "accept", "give_up", "prove", "join"]


def state_of(mine):
    mine.refresh_from_db()
    return mine.state


def test_the_link_is_exchanged_for_a_clean_address_and_nothing_is_cached():
    ana = place(make_session())
    client = Client()
    answer = client.get(newest_link(ana.email))
    assert answer.headers["Location"] == ana.get_absolute_url()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    for response in (answer, client.get(ana.get_absolute_url())):
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_looking_changes_nothing_since_scanners_follow_links():
    ana = sign_up(make_session())
    client = opened(ana)
    mails = Message.objects.count()
    for name in ("sign_up", "give_up", "prove"):
        assert client.get(page_of(ana, name)).status_code == 200
    for name in ("confirm", "accept"):
        assert client.get(page_of(ana, name)).status_code == 405
    for name in ("confirm_with_code", "join"):  # pages that can be loaded anew
        assert client.get(page_of(ana, name)).headers["Location"] == ana.get_absolute_url()
    assert state_of(ana) == "held" and Message.objects.count() == mails


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_my_requests_whether_the_reference_exists_or_not(client, name, method):
    session = make_session()
    ana, ben = sign_up(session, "ana"), place(session, "ben")
    for stranger in (client, opened(ben)):
        answers = [
            getattr(stranger, method)(reverse(f"chat:{name}", args=[reference]), {"code": "123456"})
            for reference in (ana.reference, "CHAT-2222-2222", "nonsense")
        ]
        assert {(a.status_code, a.headers.get("Location")) for a in answers} <= {(302, "/my/"), (405, None)}
    assert (state_of(ana), state_of(ben)) == ("held", "confirmed")


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        make_token("another-purpose", 1, timezone.now() + timedelta(days=1)),
        make_token(SIGN_UP_LINK, 999_999, timezone.now() + timedelta(days=1)),
        make_token(SIGN_UP_LINK, 1, timezone.now() - timedelta(days=1)),
    ],
    ids=["nonsense", "other purpose", "nobody's", "expired"],
)
def test_wrong_foreign_and_old_links_say_so_and_offer_a_new_one(client, token):
    for part in ("open", "future"):
        if part == "open" or token == "nonsense":
            answer = client.get(f"/chat/{part}/{token}/")
            assert answer.status_code == 410 and "Send me a new link" in words(answer)


def test_a_link_ends_two_months_after_the_session():
    session = make_session()
    link = newest_link(place(session).email)
    with time_machine.travel(session.ends_at + timedelta(days=LINK_DAYS_AFTER_SESSION - 1)):
        assert Client().get(link).status_code == 302
    with time_machine.travel(session.ends_at + timedelta(days=LINK_DAYS_AFTER_SESSION + 1)):
        assert "has ended" in words(Client().get(link))


def test_confirming_by_the_link_and_by_the_code(client):
    session = make_session()
    ana = sign_up(session)
    page = words(opened(ana).post(page_of(ana, "confirm"), follow=True))
    assert "Your place is confirmed." in page and "You are signed up. It begins in 14 days." in page

    send(client, session, name="ben")
    ben = SignUp.objects.get(name="Ben")
    assert "so that we know" in words(client.post(page_of(ben, "confirm"), follow=True))
    wrong = words(client.post(page_of(ben, "confirm_with_code"), {"code": "12"}))
    assert "This code is not right" in wrong and state_of(ben) == "held"
    code = newest_code(ben.email)
    assert "Your place is confirmed." in words(
        client.post(page_of(ben, "confirm_with_code"), {"code": code}, follow=True)
    )


@pytest.mark.parametrize("code", ["", "🚓" * 6, "1\x002345", "x" * 600, "\u202e123456"])
def test_a_code_that_is_no_code_is_refused_in_words(code):
    ana = sign_up(make_session())
    answer = opened(ana).post(page_of(ana, "confirm_with_code"), {"code": code})
    assert answer.status_code in {200, 302} and state_of(ana) == "held"


def test_a_hold_that_ran_out_is_refused_in_words():
    ana = sign_up(make_session())
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        client = opened(ana)
        page = words(client.get(page_of(ana)))
        assert "This sign-up has ended" in page and "Sign up again" in page
        assert "no longer held" in words(client.post(page_of(ana, "confirm"), follow=True))


def test_in_line_offered_and_given_up():
    session = make_session(capacity=1)
    ana, ben, cleo = place(session, "ana"), sign_up(session, "ben"), sign_up(session, "cleo")
    assert "You are number 2 in line" in words(opened(cleo).get(page_of(cleo)))

    client = opened(ana)
    assert "goes to the next person in line" in words(client.get(page_of(ana, "give_up")))
    assert "You gave up your place" in words(client.post(page_of(ana, "give_up"), follow=True))
    assert client.post(page_of(ana, "give_up")).status_code == 302

    page = words(opened(ben).get(page_of(ben)))
    assert "A place is free for you" in page and "Accept the place" in page
    opened(ben).post(page_of(ben, "give_up"))
    assert "The place is yours." in words(opened(cleo).post(page_of(cleo, "accept"), follow=True))
    assert (state_of(ben), state_of(cleo)) == ("withdrawn", "confirmed")


def test_an_offer_that_has_ended_is_refused_in_words():
    session = make_session(capacity=1)
    ana, ben = place(session, "ana"), sign_up(session, "ben")
    sign_ups.withdraw(ana)
    ben.refresh_from_db()
    with time_machine.travel(ben.expires_at + timedelta(minutes=1), tick=True):
        page = words(opened(ben).post(page_of(ben, "accept"), follow=True))
    assert "This offer has ended" in page and state_of(ben) == "offered"


def test_what_became_of_each_question_stands_there_with_its_reason():
    ana = place(make_session())
    client = opened(ana)
    declined, merged, mine = ask(ana), ask(ana), ask(ana)
    Question.objects.filter(pk=merged.pk).update(state=QuestionState.MERGED, merged_into=mine)
    Question.objects.filter(pk=mine.pk).update(state=QuestionState.REDIRECTED, destination="records")
    page = words(client.get(page_of(ana)))
    for phrase in (
        "Received",
        "Asked together with others",
        "Passed to those who can answer it",
        "The records section",
    ):
        assert phrase in page
    assert declined.get_absolute_url() in page and reverse("chat:ask", args=[ana.session.number]) in page


def test_a_cancelled_session_says_so_with_the_reason():
    session = make_session()
    ana = place(session)
    ChatSession.objects.filter(pk=session.pk).update(status="cancelled", cancelled_reason="The Chief is ill.")
    page = words(opened(ana).get(page_of(ana)))
    assert "The session was cancelled" in page and "The Chief is ill." in page and "Go in" not in page


def test_afterwards_the_recording_and_the_answers():
    session = make_session()
    ana = place(session)
    with time_machine.travel(session.ends_at + timedelta(hours=1), tick=True):
        client = opened(ana)
        page = words(client.get(page_of(ana)))
        assert "The session is over" in page and "being prepared" in page and "Go in" not in page
        ChatSession.objects.filter(pk=session.pk).update(
            answers_published_at=timezone.now(), recording_link="https://video.example.com/7"
        )
        page = words(client.get(page_of(ana)))
    assert "https://video.example.com/7" in page and reverse("chat:answers", args=[session.number]) in page


def test_names_and_notes_come_out_as_text():
    session = make_session()
    ana = sign_up(session, "ana", accommodations=["other"], accommodation_note="<b>bold</b>")
    SignUp.objects.update(name="<script>x</script>")
    page = opened(ana).get(page_of(ana)).content.decode()
    assert "<script>x" not in page and "<b>bold" not in page and "&lt;b&gt;bold" in page
