"""The pages of a session: planned, published, moved, its door, its people."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from chat_sessions.enums import SessionStatus
from chat_sessions.models import ChatSession, Host
from core.models import ClosureDay
from staff.roles import COORDINATOR, RECORDS
from tests.chat_sessions.asked import mailed
from tests.chat_sessions.builders import JOIN_LINK, make_session, place, sign_up
from tests.chat_sessions.desk import ask_for, client_of, page, said, signed_in, words

pytestmark = pytest.mark.django_db


def plan(day, **changes):
    usual = {"number": 1, "date": day.isoformat(), "start_time": "12:00", "minutes": "60", "topic": "Traffic"}
    return usual | changes


def facts(session, **changes):
    """The form of a session as a browser would send it."""
    local = timezone.localtime(session.opens_at).strftime("%Y-%m-%dT%H:%M") if session.opens_at else ""
    fields = {
        "title": session.title, "topic": session.topic, "line_capacity": session.line_capacity, "opens_at": local,
        "recording_notice": session.recording_notice, "hosts": [host.pk for host in session.hosts.all()],
        "has_captions": "on", "public_list": "on",
    }  # fmt: skip
    return fields | changes


def test_a_session_is_planned_in_two_steps_with_the_closure_day_said():
    day = timezone.localdate() + timedelta(days=30)
    ClosureDay.objects.create(date=day, name="City picnic")
    host = Host.objects.create(name="Pat Doe")
    client = client_of()
    shown = client.post(ask_for("chatsession", "add"), plan(day, hosts=[host.pk]))
    assert "Closure day: City picnic" in words(shown) and "5:30 p.m." in words(shown).replace("PM", "p.m.")
    assert not ChatSession.objects.exists()
    client.post(ask_for("chatsession", "add"), plan(day, hosts=[host.pk], apply="1"))
    session = ChatSession.objects.get()
    assert (session.status, session.topic, list(session.hosts.all())) == ("draft", "Traffic", [host])


@pytest.mark.parametrize(
    ("changes", "said_then"),
    [
        ({"number": "0"}, "greater than or equal to 1"),
        ({"number": "7"}, "a session with this number already"),
        ({"date": "1999-01-01"}, "Choose a date between today"),
        ({"start_time": "23:30"}, "must end on the same day"),
        ({"minutes": "5"}, "greater than or equal to 10"),
        ({"topic": "a\nb"}, "one line"),
    ],
)
def test_bad_plans_are_said_beside_the_field(changes, said_then):
    make_session(number=7)
    day = timezone.localdate() + timedelta(days=30)
    response = client_of().post(ask_for("chatsession", "add"), plan(day, apply="1", **changes))
    assert response.status_code == 200 and said_then in words(response)


def test_another_one_like_it_begins_with_its_facts():
    session = make_session(platform="Zoom")
    client = client_of()
    form = client.get(f"{ask_for('chatsession', 'add')}?like={session.pk}").context["form"]
    assert form.initial["topic"] == session.topic and form.initial["date"] == session.date + timedelta(weeks=4)
    day = session.date + timedelta(weeks=4)
    client.post(f"{ask_for('chatsession', 'add')}?like={session.pk}", plan(day, number=2, apply="1"))
    new = ChatSession.objects.get(number=2)
    assert (new.platform, new.join_link) == ("Zoom", "")
    assert client.get(f"{ask_for('chatsession', 'add')}?like=%00").status_code == 200


def test_published_moved_and_cancelled_over_the_pages():
    session = make_session(status=SessionStatus.DRAFT, join_link="")
    client = client_of()
    assert "There is no link yet" in words(client.get(page("chatsession", session, "publish")))
    client.post(page("chatsession", session, "publish"))
    session.refresh_from_db()
    place(session, "ana")
    when = {"date": (session.date + timedelta(days=7)).isoformat(), "start_time": "12:00", "end_time": "13:00"}
    shown = client.post(page("chatsession", session, "move"), when)
    assert "1 person" in words(shown) and mailed("moved") == 0
    assert "1 person is told by mail" in said(client.post(page("chatsession", session, "move"), when | {"apply": "1"}))
    assert "still" not in said(client.post(page("chatsession", session, "move"), when | {"apply": "1"}))
    assert mailed("moved") == 1
    client.post(page("chatsession", session, "cancel"), {"reason": "The Chief is ill."})
    assert "cancelled already: The Chief is ill." in words(client.get(page("chatsession", session, "cancel")))
    assert mailed("cancelled") == 1


def test_the_door_is_shown_on_asking_only_and_each_reading_is_kept():
    session = make_session()
    client = client_of()
    for name in ("change", "door", "publish", "board", "needs", "history"):
        assert JOIN_LINK not in words(client.get(page("chatsession", session, name)))
    assert not LogEntry.objects.exists()
    shown = client.post(page("chatsession", session, "door"), {"show": "1"})
    assert JOIN_LINK.replace("&", "&amp;") in words(shown)
    assert "no-store" in shown["Cache-Control"]
    assert LogEntry.objects.get().change_message == "How to get in: read."
    client.post(page("chatsession", session, "door"), {"apply": "1", "passcode": "new-canary", "remove": ["dial_in"]})
    session = ChatSession.objects.get()
    assert (session.passcode, session.dial_in, session.join_link) == ("new-canary", "", JOIN_LINK)
    history = words(client.get(page("chatsession", session, "history")))
    assert "passcode changed, dial-in removed" in history and "canary" not in history
    for link, told in (
        ("javascript:alert(1)", "Enter a valid URL"),
        ("http://meeting.example.com/j/1", "begin with https"),
    ):
        assert told in words(client.post(page("chatsession", session, "door"), {"apply": "1", "join_link": link}))
    assert ChatSession.objects.get().join_link == JOIN_LINK


def test_facts_are_changed_in_place_and_the_host_replaced_the_same_day():
    session = make_session(days=0, start_time="00:00", end_time="23:59")
    stand_in = Host.objects.create(name="Kim Roe", title="Deputy Chief")
    client = client_of()
    data = facts(session, hosts=[stand_in.pk], languages=["es", "ko"], topic="Burglaries")
    assert client.post(page("chatsession", session), data).status_code == 302
    session.refresh_from_db()
    assert (list(session.hosts.all()), session.languages) == ([stand_in], ["es", "ko"])
    assert (session.topic, session.sequence) == ("Burglaries", 1)
    late = facts(session, questions_close_at="2099-01-01T12:00")
    assert "close before the session starts" in words(client.post(page("chatsession", session), late))


def test_places_are_raised_with_a_look_first():
    session = make_session(capacity=1)
    place(session, "ana"), sign_up(session, "ben")
    client = client_of()
    address = page("chatsession", session, "places")
    assert "1 person in line would be offered" in words(client.post(address, {"capacity": "2"}))
    client.post(address, {"capacity": "2", "apply": "1"})
    assert session.sign_ups.get(name="Ben").state == "offered"


def test_who_needs_what_and_by_when():
    session = make_session(languages=["es"])
    place(session, "ana", accommodations=["asl", "other"], accommodation_note="Large type.", language="ko")
    response = client_of().get(page("chatsession", session, "needs"))
    text = words(response)
    assert "American Sign Language: 1 (the session does not say so yet)" in text and "Large type." in text
    assert "not interpreted" in text
    assert response.context["order_by"] < session.date


@pytest.mark.parametrize("role", [RECORDS, COORDINATOR, None])
def test_the_pages_of_a_session_are_for_moderators(role):
    session = make_session()
    client = signed_in(role)
    for name in ("publish", "move", "places", "cancel", "door"):
        assert client.get(page("chatsession", session, name)).status_code == 403
        assert client.post(page("chatsession", session, name), {"show": "1", "reason": "x"}).status_code == 403
    assert client.get(page("chatsession", session, "needs")).status_code == 403
    assert client.get(ask_for("chatsession", "add")).status_code == 403
    assert client.get(page("chatsession", session)).status_code == (200 if role == RECORDS else 403)
    assert not LogEntry.objects.exists()
