"""Small plots as SVG, drawn by the server: no script, no inline style, and the same figures as a table beside them.

A plot function takes plain numbers and words, and knows nothing of what they are about.
templates/includes/_plot.html draws what it returns; its colors stand in static/css/admin.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

# The unit of the drawing. It is scaled to the page, so it is small: letters stay readable on a phone.
WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 340, 20, 162
LABEL_WIDTH = 44
BAR_SHARE = 0.7


@dataclass(frozen=True)
class Mark:
    """A number on an axis: where, and what is written there."""

    at: float
    words: str


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """What is drawn, what it says in words, and the table of its figures (`head` names the columns)."""

    title: str
    description: str
    head: Sequence[str]
    rows: Sequence[Sequence]
    levels: Sequence[Mark]
    labels: Sequence[Mark]
    line: str = ""
    bars: Sequence[Bar] = ()
    limit: Mark | None = None
    left, right, bottom, width, height = LEFT, RIGHT, BOTTOM, WIDTH, HEIGHT


def steps(*, title, counts: Sequence[tuple[date, int]], limit: int | None, of="Number", limit_words="Most"):
    """A number day by day, drawn in steps, below the line of its limit if it has one. None without a day."""
    if not counts:
        return None
    first, last = counts[0][0], counts[-1][0]
    most = max(limit or 0, *(count for _day, count in counts), 1)
    days = max((last - first).days, 1)

    def x(day):
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / days, 1)

    moves = [f"M{LEFT} {_height(counts[0][1], most)}"]
    moves += [f"H{x(day)}V{_height(count, most)}" for day, count in counts[1:]]
    words = f"{limit_words}: {limit}" if limit else "No limit"
    return Plot(
        title=title,
        description=f"{words}. {_day(first)}: {counts[0][1]}; {_day(last)}: {counts[-1][1]}.",
        head=["Day", of],
        rows=[[_long_day(day), count] for day, count in _changes(counts)],
        levels=[Mark(_height(level, most), str(level)) for level in _levels(most)],
        labels=[Mark(x(day), _day(day)) for day in ([first, last] if last > first else [first])],
        line=f"{''.join(moves)}H{RIGHT}",
        limit=Mark(_height(limit, most), words) if limit else None,
    )


def shares(*, title, parts: Sequence[tuple[str, int, int]], of="Part", whole="Whole"):
    """A bar for each (label, part, whole): how much of the whole, in percent. No bar where the whole is nothing."""
    if not any(total for _label, _part, total in parts):
        return None
    room = (RIGHT - LEFT) / len(parts)
    each = ceil(LABEL_WIDTH / room)

    def middle(index):
        return round(LEFT + room * (index + 0.5), 1)

    shown = [percent(part, total) for _label, part, total in parts]
    known = [share for share in shown if share is not None]
    return Plot(
        title=title,
        description=f"Between {min(known)} and {max(known)} percent; the last one: {known[-1]} percent.",
        head=["", of, whole, "Percent"],
        rows=[
            [label, part, total, "-" if share is None else share]
            for (label, part, total), share in zip(parts, shown, strict=True)
        ],
        levels=[Mark(_height(level, 100), f"{level}%") for level in (0, 50, 100)],
        labels=[Mark(middle(index), label) for index, (label, *_) in enumerate(parts) if index % each == 0],
        bars=[_bar(middle(index), room, share) for index, share in enumerate(shown) if share is not None],
    )


def percent(part, whole):
    return round(100 * part / whole) if whole else None


def _bar(middle, room, share):
    top, width = _height(share, 100), room * BAR_SHARE
    return Bar(round(middle - width / 2, 1), top, round(width, 1), round(BOTTOM - top, 1))


def _height(number, most):
    return round(BOTTOM - (BOTTOM - TOP) * number / most, 1)


def _levels(most):
    """Nothing, the half and all; of whole things there is no half below two."""
    return sorted({0, most // 2, most})


def _changes(counts):
    """The first day, the last day, and each day on which the number is another one."""
    before = [None, *(count for _day, count in counts)]
    last = len(counts) - 1
    return [pair for index, pair in enumerate(counts) if index == last or pair[1] != before[index]]


def _day(day):
    return f"{day:%b} {day.day}"


def _long_day(day):
    return f"{day:%b} {day.day}, {day.year}"
