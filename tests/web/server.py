"""A real gunicorn on the database of the tests."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.mailroom.helpers import ROOT, database_url, free_port
from tests.waiting import until

WORKERS = 2


@contextmanager
def gunicorn(**environment):
    """Two workers on a free port, in a process group of their own, killed at the end. Gives (process, address)."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = {"DATABASE_URL": database_url(), "SITE_URL": address, "RATE_LIMITS_ON": "off"} | environment
    command = [sys.executable, "-m", "gunicorn", "torrance_pd.wsgi", "--workers", str(WORKERS), "--preload",
               "--no-control-socket", "--bind", address.removeprefix("http://"),
               "--log-level", "critical"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, start_new_session=True)
    try:
        until(lambda: answers(address), "the server did not start")
        yield process, address
    finally:
        kill(process)


def renew(process):
    """Other worker processes, which know nothing of what the ones before kept in their caches."""
    before = workers_of(process)
    for worker in before:
        os.kill(int(worker), signal.SIGKILL)  # asked politely, they take a second

    def are_new():
        now = workers_of(process)
        return len(now) == WORKERS and not now & before

    until(are_new, "the server did not change its workers")


def workers_of(process):
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


def kill(process):
    """kill -9 to the whole group: master and workers at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def answers(address):
    try:
        return urlopen(f"{address}/healthz", timeout=5).status == 200  # noqa: S310
    except OSError:
        return False
