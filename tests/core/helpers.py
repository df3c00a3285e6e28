"""What the tests of core share."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(number, work):
    """Run work(0), work(1), ... at the same moment; an exception counts as an answer.

    Each thread opens its connection before the barrier: connecting is slow enough to hide a race.
    """
    start = Barrier(number)

    def run(which):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return work(which)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def without_the_write_lock(monkeypatch):
    """SQLite as other projects run it: a transaction locks when it first writes, not when it begins."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")


def refusal(field, value):
    """The codes of what a form field says against the value; [] if it takes it."""
    try:
        field.clean(value)
    except ValidationError as refused:
        return [error.code for error in refused.error_list]
    return []


def stored_bytes():
    """What somebody with the disk would read: the SQLite file and its log, or PostgreSQL's rows as a dump has them."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows).encode()
