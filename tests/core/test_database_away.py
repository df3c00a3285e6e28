"""A real server, a real database, and the database goes away and comes back."""

import http.client
import os
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests.mailroom.helpers import ROOT, Wire, database_url, free_port
from tests.waiting import until

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PAGES = ["/", "/programs/", "/admin/", "/my/"]


def answer(port, path, method="GET"):
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        # A session cookie, so that the page asks for the session as well.
        visitor.request(method, path, headers={"Cookie": f"session={'a' * 32}"})
        response = visitor.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        visitor.close()


@contextmanager
def served(url):
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "torrance_pd.wsgi", "--config", os.devnull, "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "critical"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, stderr=subprocess.DEVNULL)
    try:
        until(lambda: is_up(port), "The server did not start.")
        yield port
    finally:
        server.terminate()
        server.wait(20)


def is_up(port):
    try:
        return answer(port, "/healthz")[0] == 200
    except OSError:
        return False


class Folder:
    """The SQLite file in a folder of its own, which can be moved away."""

    def __init__(self, home):
        self.here, self.elsewhere = home / "here", home / "elsewhere"
        self.here.mkdir()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.here / "portal.sqlite3")])

    def cut(self):
        self.here.rename(self.elsewhere)

    def mend(self):
        self.elsewhere.rename(self.here)


def test_only_503_while_the_database_is_away_and_then_all_is_well_without_a_restart(tmp_path: Path, monkeypatch):
    if connection.vendor == "sqlite":
        # A file that was moved can still be read by whoever has it open.
        monkeypatch.setenv("CONN_MAX_AGE", "0")
        database = nullcontext(Folder(tmp_path))
        url = f"sqlite:///{tmp_path}/here/portal.sqlite3"
    else:
        database = Wire(connection.settings_dict)
        url = database_url(database.port)
    with database as line, served(url) as port:
        assert [answer(port, page)[0] for page in PAGES] == [200, 200, 302, 200]

        line.cut()
        for page in PAGES * 2:
            status, headers, text = answer(port, page)
            assert status == 503, page
            assert headers["Retry-After"] == "60"
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Frame-Options"] == "DENY"
            assert "(310) 618-5688" in text
        assert answer(port, "/healthz")[0] == 200
        assert answer(port, "/readyz")[0] == 503
        assert answer(port, "/no/such/page/")[0] == 404, "what needs no database still works"

        line.mend()
        assert [answer(port, page)[0] for page in PAGES] == [200, 200, 302, 200]
        assert answer(port, "/readyz")[0] == 200
