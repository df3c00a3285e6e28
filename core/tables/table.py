"""What a file of rows is, once it is read: a header, rows with the numbers that a spreadsheet shows, text."""

from dataclasses import dataclass, field

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
# Nobody keeps so many by hand; what stands further right is not read.
MOST_COLUMNS = 100


def limits(most_rows=MOST_ROWS):
    return f"A file has at most 2 MB and {most_rows:,} rows"


LIMITS = limits()


class TableError(Exception):
    """The file as a whole cannot be read as a table. The message is written for staff."""


@dataclass(frozen=True)
class Row:
    """One row: every cell is text; `faults` says by column what is wrong with a cell that holds something else."""

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    def text(self, column):
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank(self):
        return not self.faults and not any(self.cells)


@dataclass(frozen=True)
class Merged:
    """A block of merged cells, rows counted from 1 and columns from 0. Only its first cell holds the value."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Table:
    header: Row
    rows: list[Row]
    merged: list[Merged] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def table_of(rows, *, most_rows=MOST_ROWS, merged=(), notes=()):
    """The table in these rows: the first one with anything in it is the header, blank ones do not count."""
    filled = (row for row in rows if not row.is_blank)
    header = next(filled, None)
    if header is None:
        raise TableError("The file is empty.")
    found = []
    for row in filled:
        if len(found) == most_rows:
            raise TableError(
                f"The file is too long. {limits(most_rows)}: split it, and import one part after the other."
            )
        found.append(row)
    if not found:
        raise TableError(f"There are no rows below the header (row {header.number}).")
    return Table(header, found, list(merged), list(notes))
