"""`make check`, `make test` and `make test-all`: lint, contracts and checks, then the tests.

    python deploy/check.py check       lint, and the tests on SQLite without a browser
    python deploy/check.py test        every kind of check: SQLite, a browser, and on PostgreSQL what can differ there
    python deploy/check.py test-all    all of it on both databases, other days and orders, coverage, planted faults

Everything runs even if something before it failed. One line says when a part begins, one how it ended; what failed is
shown at the end. Further arguments go to pytest, whose output is shown as it comes then. With REQUIRE_ALL=1 it is a
failure when a browser, PostgreSQL, or what papers are printed with is missing.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

import browser
import packages
import parts
from parts import Part

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = bool(os.environ.get("REQUIRE_ALL"))
FULL = {"TEST_VOLUME": "full"}
# Judged together, by the part "coverage".
MEASURED = ["--cov", "--cov-report=", "--cov-fail-under=0"]


def plans(pytest_args):
    """{command: the parts that it runs}"""
    lint = Part("lint and checks", parts.lint)
    return {
        "check": [
            lint,
            parts.on_sqlite("SQLite, no browser", ["-m", "not browser and not another_race", *pytest_args]),
        ],
        "test": [
            lint,
            parts.on_sqlite("SQLite, with a browser", ["-m", "not another_race", *pytest_args]),
            parts.on_postgresql("PostgreSQL", ["-m", "differs or race", *pytest_args]),
        ],
        "test-all": [
            lint,
            parts.on_sqlite("SQLite, in full", [*MEASURED, *pytest_args], FULL | covered("sqlite")),
            parts.on_postgresql("PostgreSQL, in full", [*MEASURED, *pytest_args], FULL | covered("pg")),
            Part("coverage", parts.coverage_gate),
            *parts.at_other_times(pytest_args),
            Part("planted faults", parts.planted_faults),
        ],
    }


def covered(name):
    return {"COVERAGE_FILE": str(ROOT / "data" / f".coverage.{name}")}


def main(command, pytest_args):
    os.chdir(ROOT)
    # However this is stopped, the PostgreSQL of a part must be stopped too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    # The tools are called as users call them, from the same environment as this script.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # Without bytecode every process compiles all modules, and rewrites all tests, anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("DATABASE_URL", None)
    packages.install([name for names in lacking(command).values() for name in names])
    results = [not_run(part, packages.in_words(names)) for part, names in lacking(command).items() if names]
    planned = plans(pytest_args)[command]
    for number, part in enumerate(planned, 1):
        results.append(parts.run(part, f"{number}/{len(planned)}", show=bool(pytest_args)))
    return parts.summary(results)


def lacking(command):
    """{what cannot be tested without them: Debian's packages that this machine lacks}"""
    names = {"papers": packages.missing_for_papers()}
    if command != "check":
        names["pages in a browser"] = packages.missing_for_browser(browser.find())
    if command == "test-all":
        names["other days"] = [] if shutil.which("faketime") else [packages.OTHER_TIMES]
    return names


def not_run(name, reason):
    print(f"Not run: {name}: {reason}.", flush=True)
    return parts.Result(name, "failed" if REQUIRE_ALL else "not run", f"Not run: {reason}.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
