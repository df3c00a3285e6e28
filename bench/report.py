"""The table on the screen, and the page docs/performance.md."""

import datetime
import os
import platform
from typing import NamedTuple

import django

from bench.machine import django as run_python

VERSION = "from django.db import connection as c; c.ensure_connection(); print(*c.get_database_version(), sep='.')"
INTRODUCTION = """\
# How fast the portal is

Written by `make bench`; do not edit by hand. The command only reports: it is never part of the tests,
and a missed bar never fails a build, for a busy machine must not stop anybody's work. It needs Linux.

## How to read it

The speed of a machine says little about a program. So each page is measured beside a **bare** Django page
that does nothing but list ten rows of a small table: no layout, no styles, no other tables. Both use the
same database and the same server settings (`deploy/gunicorn.conf.py`, as many workers as there are cores),
one right after the other, several times over; the middle value counts. A **ratio** of 0.60 means that in the
time of ten bare pages the portal serves six.

- *a second*: how many were served in a second, four visitors asking at once. This is what the bar is about.
- *as visited*: with whatever the portal keeps ready of a page that was asked for a moment ago. The rows of
  pages without these words are of pages made anew, so that no memory of earlier answers flatters them.
- *computing time*: how long the processors of the web server worked for one (PostgreSQL not
  counted). What else runs on the machine moves it less, so it is the better figure to compare between days.
- *registration*: one new person opens the form, checks the answers and sends them, three requests. The bare
  one has three requests, too, and ends with a lock, a count and one inserted row; the portal
  also keeps a history, writes a mail with a link and a code, and opens the personal page for this browser.
- *start*: from starting the server to its first page, on a database that is ready.
- *memory*: of the largest worker. Workers share much of it; *its own share* counts the shared part once only.
- *first visit*: what a browser that was never here before gets: page, styles, letters and pictures, headers included.
- *queries*: how often a page asks the database, with 1, 10 and 40 rows. A page whose number grows with its
  rows is slow on the day when it matters.
- *patrol list*: what an officer on tour sees, of all homes at once. The bare page has ten rows and is open to all;
  this one asks who reads it, decrypts every address, and writes down that it was read.
- *500 questions, 300 people every 5 s*: everybody who is signed up looks at the list of a running session again every
  five seconds, on two workers. Counted from the moment at which each wanted to look, so that waiting in line counts.
- *list of ...*: a list of the admin, and in the column *bare* a **stock** Django list of the same rows with every known
  setting for speed: as many plain columns, a bounded count, related rows in one query. Both answer in turn in one
  process. Here the *ratio* is the other way round: 1.50 means that ours takes half as long again.

A bar is what this portal asks of itself. The load comes from the same machine and uses its processors, too, so
pages a second are lower than a site of its own would serve; the ratios hold. Run it twice before you believe a
difference of less than a tenth.
"""


class Row(NamedTuple):
    """One line of the table. `met` is None where there is no bar."""

    what: str
    ours: str
    bare: str
    ratio: float | None
    bar: str = ""
    met: bool | None = None

    def cells(self):
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "met", False: "NOT MET"}[self.met]
        return [self.what, self.ours, self.bare, ratio, self.bar, met]


HEAD = ["", "portal", "bare", "ratio", "bar", ""]


def at_least(value, bar):
    """The last two cells of a row whose ratio should be this or more."""
    return f"{bar} or more", value >= bar


def at_most(value, bar, shown):
    """The last two cells of a row whose figure should be this or less."""
    return f"{shown} or less", value <= bar


def machine():
    """What a reader must know of the machine, and nothing that names it."""
    return {
        "Date": datetime.date.today().isoformat(),
        "Cores": str(len(os.sched_getaffinity(0))),
        "Busy before the first measurement": f"{os.getloadavg()[0]:.1f} processes (one-minute load; at best near 0)",
        "Python": platform.python_version(),
        "Django": django.__version__,
        "System": f"{platform.system()} {platform.machine()}",
    }


def database_version(environment):
    """Such as 15.4: asked of the server itself."""
    return run_python(environment, "-c", f"import django; django.setup(); {VERSION}").strip()


def tables(facts, sections):
    """For the screen."""
    lines = [f"{name}: {value}" for name, value in facts.items()]
    for title, rows in sections:
        table = [HEAD, *(row.cells() for row in rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines += ["", title]
        lines += ["  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) for cells in table]
    return "\n".join(line.rstrip() for line in lines)


def page(facts, sections):
    """For docs/performance.md."""
    lines = [INTRODUCTION, "## Machine", "", *(f"- {name}: {value}" for name, value in facts.items())]
    for title, rows in sections:
        lines += [
            "",
            f"## {title}",
            "",
            _line(["what", *HEAD[1:-1], "bar met"]),
            _line(["---", *["---:"] * 3, "---", "---"]),
        ]
        lines += [_line(row.cells()) for row in rows]
        missed = [row.what for row in rows if row.met is False]
        lines += ["", f"Not met: {'; '.join(missed)}." if missed else "Every bar is met."]
    return "\n".join(lines) + "\n"


def _line(cells):
    return f"| {' | '.join(cells)} |"
