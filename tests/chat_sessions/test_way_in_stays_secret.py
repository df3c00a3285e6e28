"""How to get in: in no mail, in no calendar file, and on no page that is only looked at."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions import urls
from chat_sessions.models import ChatSession, SessionInterest
from chat_sessions.services import door, interest, sign_ups, upkeep
from core.views import not_found
from mailroom.models import Message
from tests.chat_sessions.builders import WAY_IN, ask, make_session, place, sign_up
from tests.chat_sessions.pages import known, opened, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]
SECRETS = WAY_IN

OF_PLACES = {
    "held", "confirmed", "waitlisted", "offered", "lapsed", "line_closed", "withdrawn", "question_received",
    "reminder", "door_code", "interest", "new_session",
}  # fmt: skip


def leaks(texts):
    """The names of the texts that tell how to get in."""
    return [name for name, text in texts if any(secret in text for secret in SECRETS)]


def mails():
    for mail in Message.objects.all():
        files = " ".join(each["content"] for each in mail.attachments).replace("\r\n ", "")  # long lines are folded
        yield mail.template, f"{mail.subject} {mail.html} {mail.text} {files}"


def every_mail():
    """One of each that a sign-up can cause, over the whole life of a session; the session."""
    session = make_session(capacity=2)
    ana, ben = place(session, "ana"), place(session, "ben")
    ask(ana)
    cleo = sign_up(session, "cleo")
    sign_up(session, "dan")
    sign_ups.withdraw(ben)
    cleo.refresh_from_db()
    door.mail_code(ana)
    interest.ask_to_be_told(email="eve@example.com", language="en")
    SessionInterest.objects.update(confirmed_at=timezone.now())
    interest.tell_of_new_sessions()
    with time_machine.travel(cleo.expires_at + timedelta(minutes=1), tick=True):
        upkeep.settle_overdue_places()
    for lead in (timedelta(days=7), timedelta(days=1), timedelta(minutes=60), timedelta(0)):
        with time_machine.travel(session.starts_at - lead + timedelta(minutes=1), tick=True):
            upkeep.remind()
            if not lead:
                sign_ups.sign_up(session=full(), answers=answers("fay"), form_key=uuid4().hex)
                upkeep.settle_overdue_places()
    return session


def full():
    """Another one, with a line that ends as it begins."""
    other = make_session(days=3, capacity=1)
    place(other, "gus")
    return other


def answers(name):
    return {"name": name, "email": f"{name}@example.com", "language": "en"}


def test_no_mail_and_no_calendar_file_tells_it():
    every_mail()
    other = ChatSession.objects.exclude(number=1).get()
    with time_machine.travel(other.starts_at + timedelta(minutes=1), tick=True):
        upkeep.settle_overdue_places()
    written = {mail.template.removeprefix("chat_sessions/") for mail in Message.objects.all()}
    assert written == OF_PLACES
    assert Message.objects.filter(template="chat_sessions/reminder", to="ana@example.com").count() == 3
    assert any("BEGIN:VCALENDAR" in text for _name, text in mails())
    assert leaks(mails()) == []


def addresses(mine):
    """Every address of the room, about one session, one sign-up or one question."""
    question = mine.questions.first()
    parts = {"number": mine.session.number, "token": "x"}
    for pattern in (each for each in urls.urlpatterns if each.callback is not not_found):
        names = pattern.pattern.converters
        reference = question.reference if pattern.name == "question" else mine.reference
        given = {name: (parts | {"reference": reference}).get(name, 1) for name in names}
        yield reverse(f"chat:{pattern.name}", kwargs=given)


def looked_at(mine, *clients):
    for client in clients:
        for address in [*addresses(mine), "/", "/my/"]:
            yield f"GET {address}", client.get(address).content.decode()


def test_no_page_that_is_looked_at_tells_it_before_the_window_or_in_it():
    session = make_session(passcode="canary-pass-99")
    ana = place(session)
    ask(ana)
    for moment in (session.door_opens_at - timedelta(hours=1), session.door_opens_at + timedelta(minutes=1)):
        with time_machine.travel(moment, tick=True):
            assert leaks(looked_at(ana, Client(), opened(ana), known(ana))) == []


def test_no_post_tells_it_before_the_window():
    session = make_session()
    ana = place(session)
    with time_machine.travel(session.door_opens_at - timedelta(minutes=1), tick=True):
        client = known(ana)
        posted = [(name, client.post(page_of(ana, name), follow=True)) for name in ("join", "confirm", "prove")]
    assert leaks((name, answer.content.decode()) for name, answer in posted) == []


def test_control_the_door_tells_it_in_the_window_and_a_mail_that_told_it_would_be_found():
    session = make_session()
    ana = place(session)
    with time_machine.travel(session.door_opens_at + timedelta(minutes=1), tick=True):
        page = known(ana).post(page_of(ana, "join")).content.decode()
    assert leaks([("join", page)]) == ["join"]
    mail = Message.objects.get(template="chat_sessions/confirmed")
    mail.attachments[0]["content"] += f"LOCATION:{session.join_link}"
    mail.save()
    assert leaks(mails()) == ["chat_sessions/confirmed"]
