"""The parts of a test run (check.py): what each does, how it is shown, and how the run ends."""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
NOT_OURS = {".venv", ".git", "node_modules", "data", "migrations"}
# Races, and browsers above all, wait now and then: a third process uses that time of two processors.
PYTEST = [PYTHON, "-m", "pytest", "-n", "3", "--dist", "load", "--maxschedchunk", "1", "-q"]
NONE_CHOSEN = 5  # pytest's exit code when it ran no test
PROGRESS = re.compile(r"^[.sxXEF]+(?: +\[ *\d+%\])?$")
COUNTS = re.compile(r"(\d+) (passed|failed|error|skipped)")


@dataclass
class Result:
    """How a part ended: passed, failed, no tests, or not run; what it said; and how many tests passed or failed."""

    name: str
    word: str
    output: str = ""
    counts: Counter = field(default_factory=Counter)


@dataclass
class Part:
    """One part of a run. `work(show)` does it and returns (word, output); `show`: print the output as it comes, too."""

    name: str
    work: Callable[[bool], tuple[str, str]]


def run(part: Part, number: str, *, show: bool) -> Result:
    """Run the part: a line when it begins, a line when it has ended, with its time."""
    print(f"[{number}] {part.name} ...", flush=True)
    start, computed = time.monotonic(), _computing_seconds()
    word, output = part.work(show)
    minutes, seconds = divmod(round(time.monotonic() - start), 60)
    counts = Counter({what: int(count) for count, what in COUNTS.findall(output.rstrip().rpartition("\n")[2])})
    said = "".join(f", {count} {what}" for what, count in counts.items())
    computed = f"{_computing_seconds() - computed:.0f} s of computing"
    print(f"[{number}] {part.name}: {word} in {minutes}:{seconds:02d} ({computed}{said})", flush=True)
    return Result(part.name, word, output, counts)


def summary(results: list[Result]) -> int:
    """Show what failed, all together, and how everything ended; return the exit code."""
    failed = [result for result in results if result.word == "failed"]
    for result in failed:
        lines = [line for line in result.output.splitlines() if not PROGRESS.match(line)]
        print(f"\n===== {result.name} =====\n" + "\n".join(lines), flush=True)
    total = sum((result.counts for result in results), Counter())
    print(f"\n{total['passed']} passed, {total['failed'] + total['error']} failed, {total['skipped']} skipped")
    print("All passed." if not failed else f"Failed: {', '.join(result.name for result in failed)}.", flush=True)
    return 1 if failed else 0


def _computing_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- Lint and checks -----------------------------------------------------------------------


def lint(show: bool) -> tuple[str, str]:
    """Every check that is not a test, two at a time; a check's own output is shown when it fails."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        environment = _production(scratch)
        names, commands = zip(*_checks(), strict=True)
        outcomes = list(pool.map(lambda command: _said_by(command, environment), commands))
    failed = [f"--- {name}\n{output}" for name, (code, output) in zip(names, outcomes, strict=True) if code]
    return ("failed" if failed else "passed"), "\n".join(failed)


def _checks():
    """Name and command of each."""
    ours = [path for path in ROOT.rglob("*.py") if not NOT_OURS.intersection(path.relative_to(ROOT).parts)]
    manage = [PYTHON, "manage.py"]
    return [
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("djlint", ["djlint", "templates", "--lint", "--quiet"]),
        ("import contracts", ["lint-imports"]),
        ("django-upgrade", ["django-upgrade", "--check", "--target-version", "5.2", *map(str, ours)]),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("deployment check", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
    ]


def _production(scratch):
    """An environment as on a real site, so that the checks judge that one."""
    return {
        "SECRET_KEY": "only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "FIELD_KEYS": "b25seSBmb3IgY2hlY2tzLCAwMTIzNDU2Nzg5YWJjZGU=",
        "SITE_URL": "https://programs.example.gov",
        "DATABASE_URL": f"sqlite:///{scratch}/checks.sqlite3",
        "MAIL_URL": f"folder://{scratch}/mail",
        "DEMO": "off",
        "RATE_LIMITS_ON": "on",
    }


# --- Tests ---------------------------------------------------------------------------------


def on_sqlite(name: str, options: list[str], environment: dict[str, str] | None = None) -> Part:
    """The tests on SQLite, with these options of pytest."""
    return Part(name, lambda show: _tests(options, environment or {}, show))


def on_postgresql(name: str, options: list[str], environment: dict[str, str] | None = None) -> Part:
    """The tests on a PostgreSQL of their own, with these options of pytest."""

    def work(show):
        if not postgres.find_programs():
            return _missing("no PostgreSQL programs were found: install the package postgresql")
        try:
            with postgres.running() as url:
                return _tests(options, {"DATABASE_URL": url, **(environment or {})}, show)
        except RuntimeError as error:
            return "failed", str(error)

    return Part(name, work)


def _tests(options, environment, show):
    code, output = _said_by([*PYTEST, *options], environment, show)
    # None chosen is no failure where PYTEST_ARGS chose the tests.
    words = {0: "passed", NONE_CHOSEN: "no tests" if show else "failed"}
    return words.get(code, "failed"), output


def _said_by(command, environment, show=False):
    """(exit code, output); printed as it comes, too, where wanted."""
    said = []
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            for line in process.stdout:
                said.append(line)
                if show:
                    print(line, end="", flush=True)
        except BaseException:  # told to stop: not without the process
            process.terminate()
            raise
    return process.returncode, "".join(said)


def _missing(message):
    return ("failed" if os.environ.get("REQUIRE_ALL") else "not run"), f"Not run: {message}."


# --- What `make test-all` does besides -------------------------------------------------------

# By the clock in Torrance: the ends of a day, a month and a year, and the night in which clocks are set forward.
MOMENTS = ["2026-12-31 23:58:00", "2027-02-28 23:58:00", "2027-03-14 01:55:00"]


def at_other_times(options: list[str]) -> list[Part]:
    """The tests on SQLite as if run at moments that are special, each time in another order."""
    return [
        Part(f"SQLite, on {moment}, order {seed}", _at(moment, [f"--shuffle={seed}", "-m", "not browser", *options]))
        for seed, moment in enumerate(MOMENTS, 1)
    ]


def _at(moment, options):
    def work(show):
        if not shutil.which("faketime"):
            return _missing("faketime was not found")
        # It changes the clock of all processes that the tests start, too. The clock by which they wait as well: told to
        # leave that alone (FAKETIME_DONT_FAKE_MONOTONIC), it makes Python's time.sleep fail.
        command = ["faketime", moment, *PYTEST, *options]
        code, output = _said_by(command, {"TZ": "America/Los_Angeles"}, show)
        return ("failed" if code else "passed"), output

    return work


def coverage_gate(show: bool) -> tuple[str, str]:
    """How much of the code the two full runs reached, against the figure in pyproject.toml."""
    measured = sorted(map(str, (ROOT / "data").glob(".coverage.*")))
    environment = {"COVERAGE_FILE": str(ROOT / "data" / "coverage")}
    combined, said = _said_by(["coverage", "combine", "--keep", *measured], environment)
    if combined:
        return "failed", said
    code, report = _said_by(["coverage", "report"], environment, show)
    return ("failed" if code else "passed"), report


def planted_faults(show: bool) -> tuple[str, str]:
    """Each fault of deploy/planted.py turns `make test` red."""
    code, output = _said_by([PYTHON, "-m", "deploy.planted"], {}, show=True)
    return ("failed" if code else "passed"), output
