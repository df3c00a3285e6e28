"""The database of each process of the tests: a copy of one that was made once, by the migrations.

To run the migrations takes longer than most tests. The one that is copied is named after the code that made it. On
SQLite it stays in data/ for the next run; on PostgreSQL it stays as long as its server, which is a run.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from tests.environment import ROOT

PREFIX = "test_made_"


@contextmanager
def copied(folder: Path):
    """This process's own database, with what the migrations write into it; on SQLite a file in the folder."""
    copy = _sqlite_copy if connection.vendor == "sqlite" else _postgresql_copy
    with copy(folder):
        yield


def sqlite_as_migrated() -> Path:
    """The SQLite file that is copied: as the migrations leave it. It is there while a database is in use."""
    return ROOT / "data" / f"{_name_of_made()}.sqlite3"


class FirstRows:
    """What the migrations wrote, brought back after a test on real transactions, which empties all tables."""

    def __init__(self):
        self.rows = _rows_of_all_tables() if connection.vendor == "postgresql" else {}

    def bring_back(self) -> None:
        """All tables as the migrations left them."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(sqlite_as_migrated())) as made:
                made.backup(connection.connection)
            # What earlier tests wrote is in no corner of the files: some tests read them whole.
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False)
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                # A whole row as one text, of whatever types its columns are.
                cursor.execute(f'INSERT INTO "{table}" SELECT (x::"{table}").* FROM unnest(%s::text[]) x', [rows])  # noqa: S608


def _rows_of_all_tables():
    """{table: its rows, each as PostgreSQL writes a row as a text}, without the empty ones."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT x::text FROM "{table}" x')  # noqa: S608
            found[table] = [row[0] for row in cursor.fetchall()]
    return {table: rows for table, rows in found.items() if rows}


@contextmanager
def one_at_a_time():
    """Of all processes of the tests on this machine, one does what is inside; the others wait."""
    (ROOT / "data").mkdir(exist_ok=True)
    with (ROOT / "data" / ".test-database-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _sqlite_copy(folder):
    made, mine = sqlite_as_migrated(), folder / "test.sqlite3"
    with one_at_a_time():
        if not made.exists():
            for old in made.parent.glob(f"{PREFIX}*"):
                old.unlink()
            unfinished = folder / "unfinished.sqlite3"
            _use(str(unfinished))
            call_command("migrate", verbosity=0)
            connection.close()
            _as_one_file(unfinished)
            shutil.move(unfinished, made)
        shutil.copyfile(made, mine)
    _use(str(mine))
    yield
    connection.close()


def _as_one_file(path):
    """What the write-ahead log holds goes into the database file itself."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@contextmanager
def _postgresql_copy(folder):
    made, mine, given = _name_of_made(), f"test_{os.getpid()}", connection.settings_dict["NAME"]
    with one_at_a_time():
        if not _rows(f"SELECT 1 FROM pg_database WHERE datname = '{made}'"):  # noqa: S608
            unfinished = f"{mine}_unfinished"
            _rows(f"CREATE DATABASE {unfinished}")
            _use(unfinished)
            call_command("migrate", verbosity=0)
            _use(given)
            _rows(f"ALTER DATABASE {unfinished} RENAME TO {made}")
        _rows(f"CREATE DATABASE {mine} TEMPLATE {made}")
    _use(mine)
    connection.ops.sql_flush = _delete_all
    yield
    _use(given)
    _rows(f"DROP DATABASE {mine} WITH (FORCE)")


def _delete_all(_style, tables, **_options):
    """In place of TRUNCATE, which makes new files for each table and index: a third of a second each time."""
    return ["; ".join(f'DELETE FROM "{table}"' for table in tables)] if tables else []  # noqa: S608


def _use(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def _rows(statement):
    """What PostgreSQL answers, asked from outside of any database of the tests."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _name_of_made():
    """After what decides on the tables and on the rows that migrations write: our code and the versions of packages."""
    folders = sorted(Path(config.path) for config in apps.get_app_configs())
    ours = [folder for folder in folders if folder.parent == ROOT]
    files = [ROOT / "requirements.txt", *(file for folder in ours for file in sorted(folder.rglob("*.py")))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(file.read_bytes())
    return f"{PREFIX}{digest.hexdigest()[:16]}"
