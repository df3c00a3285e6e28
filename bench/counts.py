"""Prints as JSON how many queries each page makes with 1, 10 and 40 rows.

Run by bench.machine.run_module, with the portal's settings, on a database that bench.content
has filled. Nothing that it adds stays there.
"""

import json
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import content, homes
from core.access import prove_email
from core.contact import email_key
from core.models import DepartmentProfile

SIZES = [1, 10, 40]
READER = "reader@example.com"
NUMBER = 1
CLASS = f"/programs/bench/{NUMBER}/"


def with_classes(count):
    program = content.make_program("bench", "Bench")
    for number in range(NUMBER, NUMBER + count):
        content.make_class(program, number)


def with_sessions(count):
    content.make_class(content.make_program("bench", "Bench"), NUMBER, sessions=count)


def with_registrations(count):
    offering = content.make_class(content.make_program("bench", "Bench"), NUMBER)
    for number in range(count):
        content.register(offering, number, email=READER)


def reader():
    """A visitor who has proved a mail address."""
    client = Client(SERVER_NAME="127.0.0.1")
    session = client.session
    prove_email(SimpleNamespace(session=session), email_key(READER))
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def visitor():
    return Client(SERVER_NAME="127.0.0.1")


def officer():
    return homes.signed_in(User.objects.get(username="bench-officer"))


# Page: its address, what grows, the function that makes it grow, and who opens it.
PAGES = {
    "home page": ("/", "classes", with_classes, visitor),
    "class list": ("/programs/", "classes", with_classes, visitor),
    "program page": ("/programs/bench/", "classes", with_classes, visitor),
    "class page": (CLASS, "sessions", with_sessions, visitor),
    "registration form": (f"{CLASS}register/", "sessions", with_sessions, visitor),
    "my requests": ("/my/", "registrations", with_registrations, reader),
    "patrol list": ("/patrol/homes/", "homes", homes.fill, officer),
}


def count_all():
    return {
        name: {"of": rows, "is_public": who is visitor, "counts": [count(path, fill, size, who) for size in SIZES]}
        for name, (path, rows, fill, who) in PAGES.items()
    }


def count(path, fill, size, who):
    """Queries of one page, in a transaction that is taken back."""
    with transaction.atomic():
        content.forget_classes()
        homes.forget()
        fill(size)
        number = _queries(who(), path)
        transaction.set_rollback(True)
    return number


def _queries(client, path):
    # Made anew, but for who we are: that is known at most half a minute ago to nearly every request.
    cache.clear()
    DepartmentProfile.current()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(queries)


if __name__ == "__main__":
    print(json.dumps(count_all()))
