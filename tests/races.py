"""Many at the same moment, each on a connection of its own; and the same with the protection switched off.

A race is lost only now and then: in a control everybody waits a moment before others see what they did, and it
tries again until one round goes wrong. (Over the pages of a real server: tests/web/test_crowd.py.)
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler, SQLUpdateCompiler

# Writers on SQLite wait by asking again and again; two hundred of them in one Python process
# would mostly wait for each other's turn to run. A portal on SQLite has a handful of processes.
MOST_THREADS = {"sqlite": 8, "postgresql": 200}
MOST_ROUNDS = 30
THINKING = 0.05


class NeverBegan(Exception):
    """Not everybody came to the start: nothing was learned about the race."""


def at_once(work, items, *, threads=None):
    """[work(item), ...] for all items, by threads that begin at the same moment. What one runs into is raised.

    Each opens its connection before the barrier: connecting is slow enough to hide a race.
    """
    items = list(items)
    threads = threads or min(MOST_THREADS[connection.vendor], len(items))
    start = threading.Barrier(threads)

    def run(share):
        try:
            _come_to(start)
            return [work(item) for item in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        shares = list(pool.map(run, [items[number::threads] for number in range(threads)]))
    return [shares[number % threads][number // threads] for number in range(len(items))]


def _come_to(start):
    try:
        connection.ensure_connection()
        start.wait(timeout=60)
    except Exception as error:
        start.abort()
        raise NeverBegan from error


def answers_at_once(work, items):
    """As at_once; what one runs into counts as an answer."""

    def answer(item):
        try:
            return work(item)
        except Exception as error:
            return error

    return at_once(answer, items)


def without_locks(monkeypatch):
    """Nobody waits for anybody: no SELECT FOR UPDATE, and on SQLite no BEGIN IMMEDIATE. Commits come late.

    SQLite as other projects run it locks when a transaction first writes. Two that have both read stand in each
    other's way then: "database is locked".
    """
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())
    _think_before(monkeypatch, BaseDatabaseWrapper, "commit")


def slow_to_write(monkeypatch):
    """All threads of a race think before they write: by then all have read."""
    for compiler in (SQLInsertCompiler, SQLUpdateCompiler):
        _think_before(monkeypatch, compiler, "execute_sql")


def slow_to_read(monkeypatch):
    """All threads of a race think before they read: by then all have written."""
    _think_before(monkeypatch, SQLCompiler, "execute_sql")


def _think_before(monkeypatch, owner, step):
    builder, quickly = threading.main_thread(), getattr(owner, step)

    def slowly(*args, **kwargs):
        if threading.current_thread() is not builder:
            time.sleep(THINKING)
        return quickly(*args, **kwargs)

    monkeypatch.setattr(owner, step, slowly)


def goes_wrong(one_round):
    """Whether a round goes wrong, now and then: it is false, or somebody runs into an error.

    one_round(number) is what the test with the protection does too, where it has to be true.
    """
    return any(not _went_well(one_round, number) for number in range(1, MOST_ROUNDS + 1))


def _went_well(one_round, number):
    try:
        return one_round(number)
    except NeverBegan:
        raise
    except Exception:
        return False
