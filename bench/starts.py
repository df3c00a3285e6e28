"""How long the server takes from nothing to its first page, and how much memory its workers hold."""

from pathlib import Path
from statistics import median

from bench.machine import BARE, serving
from bench.report import Row, at_most

START_BAR = 0.6
MEMORY_BAR = 90


def rows(environment, rounds):
    """Seconds from the start of gunicorn to the first page with status 200, on a database that exists."""
    ours, bare = [], []
    # The first start of all fills the disk cache and does not count.
    for _ in range(rounds + 1):
        ours.append(_start("torrance_pd.wsgi", environment))
        bare.append(_start("bench.bare.wsgi", environment | BARE))
    seconds, reference = median(ours[1:]), median(bare[1:])
    yield Row(
        "start to first page", f"{seconds:.2f} s", f"{reference:.2f} s", None, *at_most(seconds, START_BAR, "0.6 s")
    )


def _start(application, environment):
    with serving(application, environment) as server:
        return server.seconds_to_start


def memory(server):
    """Memory of the largest worker, after everything else was measured."""
    for name, field, bar in [("memory a worker", "Rss", MEMORY_BAR), ("its own share of it", "Pss", None)]:
        mebibytes = max(_kibibytes(pid, field) for pid in server.workers()) / 1024
        verdict = at_most(mebibytes, bar, f"{bar} MiB") if bar else ()
        yield Row(name, f"{mebibytes:.0f} MiB", "", None, *verdict)


def _kibibytes(pid, field):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1])
    raise LookupError(field)
