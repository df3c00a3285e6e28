"""Which column of a file is which, however it is called; and problems as staff read them."""

import re
import unicodedata
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

NAME_SHOWN = 40


@dataclass(frozen=True)
class Column:
    """One fact that a file may tell: the field that checks it, and the names that its column may have."""

    field: str
    label: str
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    takes: str = ""  # said with every problem in this column

    @property
    def keys(self):
        return {_key(name) for name in (self.label, self.field, *self.also)}


@dataclass(frozen=True)
class Layout:
    """The columns of one file: where each fact stands, what is ignored, and what is wrong with the header."""

    places: dict[str, int]
    names: dict[str, str]
    ignored: list[str]
    problems: list[dict]

    def name_of(self, field, columns):
        """The column as the file calls it; as we call it if the file has none."""
        label = next((column.label for column in columns if column.field == field), "")
        return self.names.get(field, label)


def problem(row, column, text):
    return {"row": row, "column": column, "text": text}


def _key(name):
    """Case, spaces, signs and the width of letters do not tell one name from another."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def lay_out(table, columns):
    """Find each column by its header."""
    wanted = {key: column for column in columns for key in column.keys}
    header = table.header
    places, names, ignored, problems = {}, {}, [], []
    for place, cell in enumerate(header.cells):
        column, name = wanted.get(_key(cell)), cell[:NAME_SHOWN]
        if place in header.faults:
            where = f"column {get_column_letter(place + 1)}"
            problems.append(problem(header.number, where, f"The name of the column {header.faults[place]}."))
        elif column is None:
            ignored += [name] if name else []
        elif column.field in places:
            twin = names[column.field]
            problems.append(
                problem(header.number, name, f"“{twin}” and “{name}” are both the {column.label.lower()}: keep one.")
            )
        else:
            places[column.field], names[column.field] = place, name
    for column in columns:
        if column.required and column.field not in places:
            problems.append(problem(header.number, column.label, _missing(column)))
    return Layout(places, names, ignored, problems)


def _missing(column):
    names = ", ".join(f"“{name}”" for name in column.also)
    return f"There is no such column. Name one “{column.label}”" + (f" (we also take {names})." if names else ".")


def merged_problems(table, layout):
    """Merged cells in columns that are read: only the first of them has the value, the others would be empty."""
    found = []
    for block in table.merged:
        touched = [
            layout.names[field]
            for field, place in layout.places.items()
            if block.first_column <= place <= block.last_column
        ]
        is_header = block.first_row <= table.header.number <= block.last_row
        if touched or is_header:
            first = f"{get_column_letter(block.first_column + 1)}{block.first_row}"
            last = f"{get_column_letter(block.last_column + 1)}{block.last_row}"
            text = f"Cells {first} to {last} are merged. Unmerge them, and write the value into each row."
            found.append(problem(block.first_row, ", ".join(touched), text))
    return found
