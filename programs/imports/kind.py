"""What all kinds of files have in common."""

from django import forms

from core.tables import MOST_ROWS
from programs.imports.columns import problem

REQUIRED = str(forms.Field.default_error_messages["required"])
EMPTY = "This cell is empty."
NAMES = ("given_name", "family_name")


def e164(phone):
    """A phone number as JSON can hold it, with its country code; empty stays empty."""
    return phone.as_e164 if phone else ""


class Kind:
    """How one kind of file is checked and brought in.

    A row is {"row": its number, "values": what was read, ready for JSON, "fate": what becomes of it}.
    """

    columns = []
    most_rows = MOST_ROWS

    def __init__(self, run):
        self.run = run

    def form(self, texts):
        """The form that checks one row."""
        raise NotImplementedError

    def values(self, cleaned):
        """What the form made of it, as JSON can hold it."""
        raise NotImplementedError

    def look(self, rows):
        """All rows together, against each other and against what is here: (problems, outcome); sets their fates."""
        raise NotImplementedError

    def bring_in(self, rows):
        """Inside the one transaction: all of them, or an error and none. Returns the outcome."""
        raise NotImplementedError

    def check_row(self, row, layout):
        """One row of the table: its values, and the problems in it."""
        texts = {field: row.text(place) for field, place in layout.places.items()}
        problems = [
            problem(row.number, layout.names[field], f"{row.faults[place][:1].upper()}{row.faults[place][1:]}.")
            for field, place in layout.places.items()
            if place in row.faults
        ]
        if self._is_example(texts):
            return None, [problem(row.number, "", "This is the example from our template: delete the row.")]
        form = self.form(texts)
        faulty = {field for field, place in layout.places.items() if place in row.faults}
        for field, errors in form.errors.items():
            if field in faulty:
                continue
            words = " ".join(EMPTY if str(error) == REQUIRED else str(error) for error in errors)
            problems.append(problem(row.number, layout.name_of(field, self.columns), self._with_hint(field, words)))
        return (None if problems else self.values(form.cleaned_data)), problems

    def _is_example(self, texts):
        return all(texts.get(column.field) == column.example for column in self.columns if column.field in NAMES)

    def _with_hint(self, field, words):
        takes = next((column.takes for column in self.columns if column.field == field), "")
        return f"{words} {takes}".strip()
