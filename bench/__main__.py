"""Measures the portal on SQLite and on PostgreSQL, prints a table and writes docs/performance.md.

It reports and never fails a build: a figure from a busy machine must not stop anybody's work.
Only what cannot be measured at all (a page that answers with an error) ends it with an error.
"""

import argparse
import os
import signal
import sys

from bench import chat, lists, patrol, queries, rates, report, starts, weight
from bench.machine import BARE, ROOT, BenchError, databases, prepared, serving

PAGE = ROOT / "docs" / "performance.md"


def main():
    arguments = parsed()
    # However this is stopped, the servers below must be stopped too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    os.chdir(ROOT)
    facts = report.machine()
    sections = []
    for database in databases(arguments.database):
        say(f"Preparing {database.name} ...")
        prepared(database)
        title = f"{database.name} {report.database_version(database.environment)}"
        sections.append((title, list(measured(database.environment, arguments))))
    text = report.page(facts, sections)
    say(f"\n{report.tables(facts, sections)}")
    if not arguments.print_only:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        say(f"\nWrote {PAGE.relative_to(ROOT)}")


def measured(environment, arguments):
    """Every row of the table of one database, in the order in which they are measured."""
    if arguments.part in {None, "pages"}:
        yield from measured_pages(environment, arguments)
    if arguments.part in {None, "patrol"}:
        say("  patrol ...")
        yield from patrol.rows(environment, arguments)
    if arguments.part in {None, "chat"}:
        say("  questions of CHAT ...")
        yield from chat.rows(environment, arguments)
    if arguments.part in {None, "lists"}:
        say("  lists of the admin ...")
        yield from lists.rows(environment, arguments)


def measured_pages(environment, arguments):
    say("  starts ...")
    yield from starts.rows(environment, arguments.rounds)
    with serving("torrance_pd.wsgi", environment) as ours, serving("bench.bare.wsgi", environment | BARE) as bare:
        say("  pages ...")
        yield from rates.pages(ours, bare, arguments)
        say("  registrations ...")
        yield from rates.registrations(ours, bare, arguments)
        say("  memory, weight and queries ...")
        yield from starts.memory(ours)
        yield from weight.rows(ours)
    yield from queries.rows(environment)


def parsed():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="runs of each measurement; the median counts")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one run of a page")
    parser.add_argument("--people", type=int, default=60, help="registrations in one run")
    parser.add_argument("--rows", type=int, default=100_000, help="registrations behind the lists of the admin")
    parser.add_argument("--polling", type=float, default=15, help="seconds for which people poll the list of questions")
    parser.add_argument("--part", choices=["pages", "patrol", "chat", "lists"], help="only this part")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--print-only", action="store_true", help="leave docs/performance.md as it is")
    return parser.parse_args()


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(f"Not measured: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")
