"""What the tests of the mailroom share: mails, a real mail server, a real worker process."""

import asyncio
import email
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import quote

from aiosmtpd.controller import Controller
from django.db import connection, transaction
from django.utils import timezone

from mailroom import services
from mailroom.enums import SETTLED_STATES, MessageState
from mailroom.models import Message

ROOT = Path(__file__).resolve().parents[2]
_numbers = count(1)


def queue_mail(**changes):
    """One mail in line; the test names only what it is about."""
    number = next(_numbers)
    mail = {
        "template": "mailroom/test_message",
        "to": f"resident{number}@example.org",
        "language": "en",
        "context": {},
        "dedupe_key": f"test:{number}",
    }
    with transaction.atomic():
        return services.queue(**mail | changes)


def mail_in(state, **fields):
    """One mail that has come so far."""
    is_over = state in SETTLED_STATES
    settled = {"next_attempt_at": None, "sent_at": timezone.now() if state == MessageState.SENT else None}
    Message.objects.filter(pk=queue_mail().pk).update(state=state, **(settled if is_over else {}), **fields)


def a_while_later():
    """Every pause and every lease is over."""
    past = timezone.now() - timedelta(seconds=1)
    Message.objects.waiting().update(next_attempt_at=past)
    Message.objects.filter(leased_until__isnull=False).update(leased_until=past)


def states():
    return dict(Message.objects.values_list("to", "state"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostOffice:
    """A real SMTP server that takes mail in, and can be told to refuse, to be slow, or to hold on."""

    def __init__(self):
        self.received = []  # Message-IDs, as often as they were accepted
        self.mails = []
        self.connections = 0
        self.refuse_recipients = {}  # address -> the answer
        self.answer_to_data = ""
        self.seconds_per_mail = 0
        self.hold = ""  # "before" or "after" a mail is taken in: no answer until `go_on`
        self.hold_from = 1  # which mail that happens to
        self.holding = threading.Event()
        self.go_on = threading.Event()

    # What aiosmtpd calls.
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse_recipients:
            return self.refuse_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer_to_data:
            return self.answer_to_data
        await self._hold_on("before")
        await asyncio.sleep(self.seconds_per_mail / 2)
        mail = email.message_from_bytes(envelope.content)
        self.mails.append(mail)
        self.received.append(mail["Message-ID"].strip("<>"))
        await asyncio.sleep(self.seconds_per_mail / 2)
        await self._hold_on("after")
        return "250 Taken"

    async def _hold_on(self, moment):
        if self.hold == moment and len(self.received) >= self.hold_from - (moment == "before"):
            self.holding.set()
            while not self.go_on.is_set():
                await asyncio.sleep(0.01)


@contextmanager
def open_post_office(settings=None, port=None):
    """A post office that answers, and Django's mail settings pointed at it."""
    office = PostOffice()
    office.port = port or free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    if settings:
        mail_goes_to(settings, office.port)
    try:
        yield office
    finally:
        office.go_on.set()
        controller.stop()


def mail_goes_to(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 2


@contextmanager
def black_hole():
    """A server that takes the connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield listener.getsockname()[1]


def database_url(port=None):
    """The database of the tests, for a process of its own."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(database['NAME']).resolve()}"
    host = f"{database['HOST']}:{port or database['PORT'] or 5432}"
    return f"postgres://{database['USER']}:{quote(database['PASSWORD'], safe='')}@{host}/{database['NAME']}"


@contextmanager
def worker(office=None, *, program=("manage.py", "run_worker"), log=subprocess.DEVNULL, **environment):
    """A real `manage.py run_worker` on the database of the tests; killed at the end if it still runs."""
    environment = {"DATABASE_URL": database_url()} | environment
    if office:
        environment["MAIL_URL"] = f"smtp://127.0.0.1:{office.port}"
    process = subprocess.Popen(
        [sys.executable, *program], cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


class Wire:
    """Stands between a process and the database server, and can be cut."""

    def __init__(self, database):
        self.target = (database["HOST"] or "127.0.0.1", int(database["PORT"] or 5432))
        self.port = free_port()
        self.sockets = []

    def __enter__(self):
        self.mend()
        return self

    def __exit__(self, *_):
        self.cut()

    def mend(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def cut(self):
        for end in [self.listener, *self.sockets]:
            # Closing alone would not wake the thread that waits on it.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.sockets.clear()

    def _accept(self, listener):
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self.target)
                self.sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=[source, sink], daemon=True).start()

    def _carry(self, source, sink):
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_RDWR)
