"""Words that stand for secrets: where they can be read in clear, in all that a story leaves behind."""

import json
from contextlib import contextmanager
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.signals import request_started
from django.db import connection

from mailroom.models import Message


def stored():
    """(where, text) of every value of every table, and what is wrapped in some of them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{column}", _text(value)) for column, value in zip(columns, row, strict=True))
    for session in Session.objects.all():
        yield "a session, opened", json.dumps(session.get_decoded(), ensure_ascii=False)
    for message in Message.objects.exclude(attachments=[]):
        for attached in message.attachments:
            yield "an attachment", attached["content"].replace("\r\n ", "")  # long lines of a calendar file are folded


def files():
    """(where, text) of the files in which SQLite keeps all of it; nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    name = Path(connection.settings_dict["NAME"])
    for file in name.parent.glob(f"{name.name}*"):
        yield f"the file {file.suffix}", file.read_bytes().decode("latin1")


def _text(value):
    return bytes(value).decode("latin1") if isinstance(value, bytes | memoryview) else str(value)


def find(places, words, allowed=()):
    """["word in where", ...]: what can be read in clear. `allowed`: pairs of (where, word)."""
    found = set()
    for where, text in places:
        lower = text.lower()
        found |= {f"{word} in {where}" for word in words if word in lower and (where, word) not in allowed}
    return sorted(found)


@contextmanager
def addresses():
    """Every address that is asked for meanwhile, as a proxy writes it into its log."""
    asked = []

    def note(environ, **_):
        asked.append(("an address", f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"))

    request_started.connect(note)
    yield asked
    request_started.disconnect(note)


def said(caplog):
    return [("the log", f"{record.getMessage()} {record.exc_text or ''}") for record in caplog.records]
