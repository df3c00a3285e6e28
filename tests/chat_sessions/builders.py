"""Sessions, sign-ups and questions with defaults: a test names only what it is about."""

from datetime import time, timedelta
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from chat_sessions.enums import SessionStatus
from chat_sessions.models import ChatSession, Host
from chat_sessions.services import questions, sign_ups
from staff.roles import MODERATOR

JOIN_LINK = "https://meeting.example.com/j/canary-4711?pwd=secret"
# Of JOIN_LINK, passcode and dial-in: words that stand nowhere else.
WAY_IN = ("canary-4711", "canary-pass-99", "310-555-0199")


def moderator(username="moderator"):
    user = User.objects.filter(username=username).first() or User.objects.create_user(
        username, last_name=username.title(), is_staff=True
    )
    user.groups.add(Group.objects.get(name=MODERATOR))
    return user


def client_of(username="moderator"):
    client = Client()
    client.force_login(moderator(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_session(*, days=14, status=SessionStatus.PUBLISHED, **fields):
    """A published lunch session, two weeks from now; sign-up is open. `days` may be negative."""
    values = {
        "number": ChatSession.objects.count() + 1,
        "status": status,
        "date": timezone.localdate() + timedelta(days=days),
        "start_time": time(12),
        "end_time": time(13),
        "topic": "Traffic around schools",
        "join_link": JOIN_LINK,
        "passcode": "canary-pass-99",
        "dial_in": "310-555-0199, code 123 456",
    }
    session = ChatSession.objects.create(**values | fields)
    session.hosts.add(Host.objects.get_or_create(name="Pat Doe")[0])
    return session


def live_session(**fields):
    """One that is running: from half an hour ago to half an hour from now, as far as both are today."""
    moment, half = timezone.now(), timedelta(minutes=30)
    # Reckoned before it is local: half an hour by the clock on the wall is none in the night in which clocks change.
    begin, now, end = (timezone.localtime(each) for each in (moment - half, moment, moment + half))
    start_time = begin.time() if begin.date() == now.date() else time.min
    end_time = end.time() if end.date() == now.date() else time.max
    return make_session(days=0, date=now.date(), start_time=start_time, end_time=end_time, **fields)


def sign_up(session, name="ana", **answers):
    """A new sign-up, its address not confirmed yet (or in line)."""
    values = {"name": name.title(), "email": f"{name}@example.com", "language": "en"}
    return sign_ups.sign_up(session=session, answers=values | answers, form_key=uuid4().hex)


def place(session, name="ana", **answers):
    """The same, confirmed."""
    return sign_ups.confirm(sign_up(session, name, **answers))


def ask(by, text="Why are there so few crossing guards near the schools?", **answers):
    """A question of a confirmed sign-up."""
    return questions.ask(place=by, answers={"text": text, **answers}, form_key=uuid4().hex)
