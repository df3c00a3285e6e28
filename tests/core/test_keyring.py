"""A portal whose key does not open its database refuses to start."""

import io
import os
import shutil
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from core.keyring import refuse_missing_keys
from tests import databases
from tests.core.drawer import keys
from tests.environment import FIXED, ROOT
from tests.vacation_checks.builders import make_request

START = "import torrance_pd.wsgi"


@pytest.mark.django_db
def test_it_starts_with_every_key_in_use_and_names_the_one_that_is_missing(settings):
    settings.FIELD_KEYS = keys("A")
    make_request()
    settings.FIELD_KEYS = keys("BA")
    make_request()
    refuse_missing_keys()

    settings.FIELD_KEYS = keys("B")
    with pytest.raises(
        ImproperlyConfigured, match=r"^FIELD_KEYS does not open .* the key named [0-9a-f]{8} is missing"
    ):
        refuse_missing_keys()


@pytest.mark.django_db
def test_an_empty_database_holds_up_nothing(settings):
    settings.FIELD_KEYS = keys("C")
    refuse_missing_keys()


@pytest.mark.django_db
def test_a_database_that_is_away_holds_up_nothing(settings):
    def away(*args):
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        refuse_missing_keys()


@pytest.mark.django_db
def test_the_worker_refuses_in_one_line(settings):
    settings.FIELD_KEYS = keys("A")
    make_request()
    settings.FIELD_KEYS = keys("B")
    with pytest.raises(CommandError, match=r"^The worker does not start\. FIELD_KEYS "):
        call_command("run_worker", "--once", stdout=io.StringIO())


@pytest.mark.once
@pytest.mark.once
@pytest.mark.django_db
def test_the_web_server_refuses_in_one_line_and_starts_with_the_right_key(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}
    environment = {**os.environ, **FIXED, **database}

    def run(*arguments, **changes):
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment | changes, capture_output=True, text=True
        )

    shutil.copyfile(databases.sqlite_as_migrated(), tmp_path / "portal.sqlite3")
    write = "from tests.vacation_checks.builders import make_request; make_request()"
    assert run("manage.py", "shell", "--no-imports", "-c", write).returncode == 0
    wrong = run("-c", START, FIELD_KEYS="YW5vdGhlciBrZXkgZm9yIHRlc3RzLCAwMTIzNDU2Nzg=")

    assert run("-c", START).returncode == 0
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("The portal does not start. FIELD_KEYS does not open")
    assert wrong.stderr.count("\n") == 1
