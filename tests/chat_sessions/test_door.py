"""Going in: who, when, and that a forwarded mail alone is not enough."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from chat_sessions.models import ChatSession, SignUp
from core.access import PROOF_SECONDS
from core.guards import new_form_key
from mailroom.models import Message
from tests.chat_sessions.builders import JOIN_LINK, live_session, make_session, place, sign_up
from tests.chat_sessions.pages import known, newest_code, newest_link, opened, page_of, send
from tests.pages import words
from tests.programs.builders import local

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]


def join(client, mine):
    return client.post(page_of(mine, "join"), follow=True)


def gets_in(client, mine):
    return JOIN_LINK in join(client, mine).content.decode().replace("&amp;", "&")


def signed_up_in(client, session):
    """The owner: sends the form, and types the code, in this browser."""
    send(client, session)
    ana = SignUp.objects.get(email="ana@example.com")
    client.post(page_of(ana, "confirm_with_code"), {"code": newest_code(ana.email)})
    return ana


def test_the_way_in_is_one_plain_link_to_another_site_and_nothing_keeps_the_page(client):
    session = live_session(platform="Zoom")
    ana = signed_up_in(client, session)
    assert "Go in" in words(client.get(page_of(ana)))
    answer = client.post(page_of(ana, "join"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert f'href="{JOIN_LINK}" rel="noreferrer"' in page.replace("&amp;", "&")
    assert "canary-pass-99" in page and "310-555-0199" in page and "Zoom" in page
    assert page.count("form-action") == 0 and "form-action 'self'" in answer.headers["Content-Security-Policy"]


def test_the_first_time_is_kept(client):
    with time_machine.travel(local(2027, 3, 3, 12)) as clock:  # no session goes on over midnight
        ana = signed_up_in(client, live_session())
        assert gets_in(client, ana)
        first = SignUp.objects.get().joined_at
        clock.shift(timedelta(minutes=5))
        assert gets_in(client, ana)
    assert first and SignUp.objects.get().joined_at == first


def test_a_forwarded_mail_lets_nobody_in(client):
    """Every mail that was written, in a fresh browser: the own page opens, the door does not."""
    session = live_session()
    ana = signed_up_in(client, session)
    assert {mail.template for mail in Message.objects.all()} == {"chat_sessions/held", "chat_sessions/confirmed"}
    for mail in Message.objects.all():
        friend = Client()
        friend.get(newest_link(ana.email))
        assert "Go in" in words(friend.get(page_of(ana)))
        # What could be tried with the mails: confirm once more, and the code that was used.
        friend.post(page_of(ana, "confirm"))
        friend.post(page_of(ana, "confirm_with_code"), {"code": newest_code(ana.email)})
        answer = join(friend, ana)
        assert "Mails can be forwarded" in words(answer) and not gets_in(friend, ana), mail.template
    assert SignUp.objects.get().joined_at is None


def test_a_code_that_was_never_used_does_not_open_the_door_after_the_place_was_confirmed_by_the_link():
    ana = sign_up(live_session())
    owner, friend, code = opened(ana), opened(ana), newest_code(ana.email)
    owner.post(page_of(ana, "confirm"))
    friend.post(page_of(ana, "confirm_with_code"), {"code": code})
    assert gets_in(owner, ana) and not gets_in(friend, ana)


def test_an_accepted_offer_alone_does_not_open_the_door():
    ana = sign_up(live_session())
    SignUp.objects.filter(pk=ana.pk).update(state="offered")
    friend = opened(ana)
    friend.post(page_of(ana, "accept"))
    ana.refresh_from_db()
    assert ana.state == "confirmed" and not gets_in(friend, ana)


def test_control_one_code_and_a_new_browser_is_known():
    ana = place(live_session())
    client = opened(ana)
    assert not gets_in(client, ana)
    page = words(client.post(page_of(ana, "prove"), follow=True))
    assert "We have written to ana@example.com." in page
    wrong = client.post(page_of(ana, "prove"), {"code": "000 000"})
    assert "This code is not right" in words(wrong) and not gets_in(client, ana)
    right = client.post(page_of(ana, "prove"), {"code": newest_code(ana.email, "door_code")}, follow=True)
    assert "This browser is known now" in words(right)
    assert gets_in(client, ana)
    assert client.get(page_of(ana, "prove")).headers["Location"] == ana.get_absolute_url()


def test_my_requests_makes_a_browser_known_too(client):
    ana = place(live_session())
    client.post("/my/", {"email": ana.email, "form_key": new_form_key(), "leave_empty": ""})
    mail = Message.objects.get(template="portal/sign_in")
    client.post("/my/code/", {"code": mail.secrets[0]})
    assert gets_in(client, ana)


def test_the_browser_that_confirmed_weeks_ago_needs_the_link_but_no_code(client):
    session = make_session()
    ana = signed_up_in(client, session)
    with time_machine.travel(session.door_opens_at + timedelta(minutes=1), tick=True):
        assert join(client, ana).redirect_chain[0][0] == "/my/"
        client.get(newest_link(ana.email))
        assert gets_in(client, ana)


def test_a_known_browser_is_known_for_one_sign_up_and_for_one_address(client):
    session, other = live_session(), live_session()
    ana = signed_up_in(client, session)
    second = place(other)
    client.get(newest_link(second.email))
    assert not gets_in(client, second)
    ana.email = "ana.new@example.com"
    ana.save(update_fields=["email"])
    assert not gets_in(client, ana)


def test_a_cookie_of_ones_own_making_is_no_proof():
    ana = place(live_session())
    client = opened(ana)
    for value in ("known", "known:forged:signature", ""):
        client.cookies[f"door-{ana.pk}"] = value
        assert not gets_in(client, ana)


@pytest.mark.parametrize(
    ("minutes", "phrase"),
    [(-16, "It is too early. You can go in from"), (-14, None), (59, None), (61, "This session is over.")],
)
def test_the_window_opens_before_the_start_and_ends_with_the_hour(minutes, phrase):
    session = make_session()
    ana = place(session)
    with time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=True):
        client = known(ana)
        assert gets_in(client, ana) == (phrase is None)
        assert phrase is None or phrase in words(join(client, ana))


def test_the_door_closes_when_staff_close_the_hour(client):
    session = live_session()
    ana = signed_up_in(client, session)
    ChatSession.objects.filter(pk=session.pk).update(ended_at=timezone.now())
    assert "This session is over." in words(join(client, ana))


def test_a_cancelled_session_and_a_place_that_is_not_confirmed(client):
    session = live_session()
    ana = signed_up_in(client, session)
    SignUp.objects.update(state="declined")
    assert "not confirmed" in words(join(client, ana))
    ChatSession.objects.filter(pk=session.pk).update(status="cancelled", cancelled_reason="The Chief is ill.")
    assert "was cancelled" in words(join(client, ana))
    assert SignUp.objects.get().joined_at is None


def test_staff_change_the_link_in_one_place(client):
    session = live_session()
    ana = signed_up_in(client, session)
    assert gets_in(client, ana)
    session.join_link = "https://meeting.example.com/j/new"
    session.save(update_fields=["join_link"])
    assert "https://meeting.example.com/j/new" in words(join(client, ana)) and not gets_in(client, ana)


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "http://meeting.example.com/"])
def test_what_no_browser_should_open_is_not_shown_as_a_link(client, link):
    session = live_session(join_link=link)
    page = join(client, signed_up_in(client, session)).content.decode()
    assert "The link is not here yet" in page and "310-555-0199" in page
    assert not link or link not in page


def test_a_moved_session_has_its_door_at_the_new_hour_across_a_clock_change():
    """On November 1, 2026 the clocks go back: noon stays noon."""
    with time_machine.travel(datetime(2026, 10, 20, 19, tzinfo=timezone.get_default_timezone()), tick=True):
        session = make_session(date=datetime(2026, 10, 30).date())
        ana = place(session)
        before = session.door_opens_at
        ChatSession.objects.filter(pk=session.pk).update(date=datetime(2026, 11, 6).date(), sequence=1)
    session.refresh_from_db()
    assert (
        session.door_opens_at - before != timedelta(days=7) or session.door_opens_at.utcoffset() != before.utcoffset()
    )
    with time_machine.travel(before + timedelta(minutes=20), tick=True):
        page = words(join(known(ana), ana))
        assert "It is too early. You can go in from Friday, November 6, 11:45 AM" in page
    noon = datetime(2026, 11, 6, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon - timedelta(minutes=16), tick=True):
        assert not gets_in(known(ana), ana)
    with time_machine.travel(noon - timedelta(minutes=14), tick=True):
        assert gets_in(known(ana), ana)


def test_the_proof_of_the_own_page_still_ends_after_an_hour(client):
    ana = signed_up_in(client, make_session())
    with time_machine.travel(timezone.now() + timedelta(seconds=PROOF_SECONDS + 60)):
        assert client.get(page_of(ana)).headers["Location"] == "/my/"


def test_nobody_loses_the_page_in_the_middle_of_the_session(client):
    noon = datetime(2027, 3, 4, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon - timedelta(minutes=20), tick=False) as clock:
        session = make_session(date=noon.date(), start_time=noon.time(), end_time=time(13))
        ana = signed_up_in(client, session)
        clock.move_to(noon + timedelta(minutes=59))
        assert gets_in(client, ana)
        clock.move_to(noon + timedelta(minutes=61))
        assert client.get(page_of(ana)).headers["Location"] == "/my/"
