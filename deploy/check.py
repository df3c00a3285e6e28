"""`make test`: lint, contracts and checks, then the tests on SQLite and on a real PostgreSQL.

Everything runs even if something before it failed; the last lines say what ran and how it
ended. Arguments go to pytest. With REQUIRE_ALL=1 it is a failure when a browser, PostgreSQL,
or what papers are printed with is missing.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import browser
import packages
import postgres

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = bool(os.environ.get("REQUIRE_ALL"))
PYTHON = sys.executable
NOT_OURS = {".venv", ".git", "node_modules", "data", "migrations"}


def main(pytest_args):
    os.chdir(ROOT)
    # However this is stopped, the PostgreSQL below must be stopped too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    # The tools are called as users call them, from the same environment as this script.
    os.environ["PATH"] = f"{Path(PYTHON).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ.pop("DATABASE_URL", None)
    packages.install([*packages.missing_for_papers(), *missing_browser()])
    results = {}
    for name, lacking in (("browser tests", missing_browser()), ("tests of papers", packages.missing_for_papers())):
        if lacking:
            results[name] = missing(name, packages.in_words(lacking))
    with tempfile.TemporaryDirectory() as scratch:
        for name, command in checks():
            results[name] = quietly(name, command, production(scratch))
    results["tests on SQLite"] = tests("SQLite", pytest_args, {})
    results["tests on PostgreSQL"] = tests_on_postgres(pytest_args)
    return summary(results)


def missing_browser():
    return [] if browser.find() else [packages.BROWSER]


def checks():
    """Name and command of each check that is not a test, in the order in which they run."""
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
        # The tests read the compressed static files that production serves.
        ("static files", [PYTHON, "deploy/static_files.py"]),
    ]


def production(scratch):
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


def quietly(name, command, environment):
    """Run a check; its output is only of interest when it fails."""
    start = time.monotonic()
    done = subprocess.run(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    outcome = "failed" if done.returncode else "passed"
    print(f"{name:<20} {outcome}  {time.monotonic() - start:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return outcome


def tests(database, pytest_args, environment):
    """Two processes for most tests; then the races, which want the machine for themselves."""
    outcomes = []
    for title, options in (
        ("all but races", ["-n", "2", "--dist", "worksteal", "-m", "not race"]),
        ("races", ["-m", "race"]),
    ):
        print(f"\nTests on {database}: {title} ...", flush=True)
        command = [PYTHON, "-m", "pytest", *options, *pytest_args]
        code = subprocess.run(command, env=os.environ | environment, check=False).returncode
        # "No tests ran" is no failure where PYTEST_ARGS chose the tests.
        outcomes.append("passed" if code == 0 else "no tests" if code == 5 and pytest_args else "failed")
    return "failed" if "failed" in outcomes else min(outcomes, key=["passed", "no tests"].index)


def tests_on_postgres(pytest_args):
    if not postgres.find_programs():
        return missing("tests on PostgreSQL", "no PostgreSQL programs were found: install the package postgresql")
    try:
        with postgres.running() as url:
            return tests("PostgreSQL", pytest_args, {"DATABASE_URL": url})
    except RuntimeError as error:
        print(f"Tests on PostgreSQL: {error}", flush=True)
        return "failed"


def missing(name, message):
    print(f"Not run: {name}: {message}.", flush=True)
    return "failed" if REQUIRE_ALL else "not run"


def summary(results):
    print()
    for name, outcome in results.items():
        print(f"{name:<20} {outcome}")
    failed = [name for name, outcome in results.items() if outcome == "failed"]
    print("\nAll passed." if not failed else f"\nFailed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
