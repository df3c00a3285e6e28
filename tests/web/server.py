"""A real gunicorn on the database of the tests."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from urllib.request import urlopen

from tests.mailroom.helpers import ROOT, database_url, free_port


@contextmanager
def gunicorn(**environment):
    """Two workers on a free port, in a process group of their own, killed at the end. Gives (process, address)."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = {"DATABASE_URL": database_url(), "SITE_URL": address, "RATE_LIMITS_ON": "off"} | environment
    command = [sys.executable, "-m", "gunicorn", "torrance_pd.wsgi", "--workers", "2", "--no-control-socket",
               "--bind", address.removeprefix("http://"), "--log-level", "warning"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, start_new_session=True)
    try:
        wait_until_it_answers(address)
        yield process, address
    finally:
        kill(process)


def kill(process):
    """kill -9 to the whole group: master and workers at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def wait_until_it_answers(address):
    for _ in range(300):
        try:
            return urlopen(f"{address}/healthz", timeout=5).read()  # noqa: S310
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
