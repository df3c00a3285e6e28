"""What the tests of core share."""

from concurrent.futures import ThreadPoolExecutor
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
