"""What the measurements run on: throw-away databases, and gunicorn as in production."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench import client
from deploy import postgres, static_files

ROOT = Path(__file__).resolve().parent.parent
HOST = client.HOST
START_WITHIN = 30
# Every setting is named here, so that nobody's .env changes what is measured.
SETTINGS = {
    "SECRET_KEY": "only-for-bench-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "FIELD_KEYS": "b25seSBmb3IgYmVuY2gsIDAxMjM0NTY3ODlhYmNkZWY=",
    "SECRET_KEY_FALLBACKS": "",
    "ALLOWED_HOSTS": "",
    "DEMO": "off",
    "RATE_LIMITS_ON": "off",
    "TRUSTED_PROXIES": "0",
    "CONN_MAX_AGE": "60",
    "LOG_LEVEL": "WARNING",
    "WEB_BIND": "",
    "WEB_WORKERS": "",
    "SITE_URL": "http://127.0.0.1:8000",
    "DJANGO_SETTINGS_MODULE": "torrance_pd.settings",
}

BARE = {"DJANGO_SETTINGS_MODULE": "bench.bare.settings"}


class BenchError(Exception):
    """Something that makes a figure worthless."""


class Database(NamedTuple):
    name: str
    environment: dict


class Server(NamedTuple):
    """A running gunicorn: where it listens, its process, and how long it took to answer."""

    port: int
    pid: int
    seconds_to_start: float

    def workers(self):
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def computing_seconds(self):
        """Processor time that the workers have used so far."""
        ticks = 0
        for pid in self.workers():
            # The name of the process stands in brackets and may hold spaces.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def databases(only=None):
    """SQLite in a temporary folder, then a PostgreSQL of our own; each is gone after its turn."""
    if only != "postgresql":
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            yield Database("SQLite", environment(f"sqlite:///{folder}/bench.sqlite3", folder))
    if only != "sqlite":
        if not postgres.find_programs():
            raise BenchError("no PostgreSQL programs were found: install the package postgresql")
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres.running() as url:
            yield Database("PostgreSQL", environment(url, folder))


def environment(url, folder):
    mine = {"DATABASE_URL": url, "MAIL_URL": f"folder://{folder}/mail", "PYTHONPATH": str(ROOT)}
    return os.environ | SETTINGS | mine


def prepared(database):
    """Tables and content of the portal, and beside them those of the bare project."""
    problem = static_files.collect(database.environment)
    if problem:
        raise BenchError(problem)
    django(database.environment, "-m", "django", "migrate", "--verbosity=0")
    run_module(database.environment, "bench.content")
    bare = database.environment | BARE
    django(bare, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0")
    run_module(bare, "bench.bare.content")


def run_module(environment, module):
    """Run `module` as a script in a process of its own in which Django is set up; return what it printed."""
    code = f"import django, runpy; django.setup(); runpy.run_module({module!r}, run_name='__main__')"
    return django(environment, "-c", code)


def django(environment, *arguments):
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BenchError(f"{' '.join(arguments[:3])} failed:\n{done.stderr.strip()}")
    return done.stdout


@contextlib.contextmanager
def serving(application, environment):
    """Yield a gunicorn with deploy/gunicorn.conf.py on a free port, as soon as it answers; stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--no-control-socket"]
    settings = environment | {"WEB_BIND": f"{HOST}:{port}", "SITE_URL": f"http://{HOST}:{port}"}
    started = time.perf_counter()
    # A group of its own: Ctrl-C goes to this program, which then stops the server in order.
    process = subprocess.Popen([*command, application], cwd=ROOT, env=settings, start_new_session=True)
    try:
        _wait_for_answer(process, port)
        yield Server(port, process.pid, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(START_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_answer(process, port):
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise BenchError(f"gunicorn ended with {process.returncode} instead of starting")
        with contextlib.suppress(OSError):
            answer = client.get(port, "/")
            if answer.status != 200:
                raise BenchError(f"the first page answered {answer.status}")
            return
        time.sleep(0.002)
    raise BenchError(f"gunicorn did not answer within {START_WITHIN} seconds")


def _free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
