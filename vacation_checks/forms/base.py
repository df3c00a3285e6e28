"""What the steps of a request share. They know no guard, no draft and no page: staff ask the same questions."""

from dataclasses import dataclass

from django import forms

from core.models import DepartmentProfile
from vacation_checks.forms.showing import problems_of_field, raw, shown


@dataclass(frozen=True)
class Part:
    """Questions that stand together: names of fields, and of lists of rows."""

    title: str
    names: tuple
    hint: str = ""


class StepForm(forms.Form):
    """One step. `initial` and `data` hold the answers by name; a list of rows is a list of such.

    `earlier`: the valid answers of the steps before, by step. `by_desk`: staff ask for a caller, so what is only
    refused online is left to them. `asker`: the mail key that the visitor has proved; without it nothing is said
    about other requests.
    """

    PARTS = ()
    ROWS = {}

    def __init__(self, data=None, *, initial=None, earlier=None, by_desk=False, asker=""):
        kept = dict(initial or {})
        super().__init__(data, initial=kept)
        self.earlier, self.by_desk, self.asker = earlier or {}, by_desk, asker
        self.rows = {name: rows(data, prefix=name, rows=kept.get(name) or ()) for name, rows in self.ROWS.items()}
        self.left_out = set()
        if by_desk:
            for field in self.fields.values():
                # It is the caller's data: the browser must not fill in the staff member's own.
                field.widget.attrs["autocomplete"] = "off"

    def is_valid(self):
        # Both, so that all that is wrong is said at once.
        return all([super().is_valid(), *[rows.is_valid() for rows in self.rows.values()]])

    def clean(self):
        cleaned = super().clean()
        for name, rows in self.rows.items():
            cleaned[name] = rows.cleaned_rows() if rows.is_valid() else []
        return cleaned

    def typed(self, button=""):
        """What was typed, right or wrong, to be kept and shown again.

        `button`: "add-<list>" keeps one more row, "remove-<list>-<number from 0>" one less.
        """
        verb, _sep, rest = button.partition("-")
        changed, _sep, number = rest.partition("-")
        kept = {name: raw(self, name) for name in self.fields}
        for name, rows in self.rows.items():
            if name == changed and verb == "add":
                kept[name] = [*rows.typed(with_empty=True), {}][: rows.most]
            elif name == changed and verb == "remove":
                kept[name] = [row for i, row in enumerate(rows.typed(with_empty=True)) if str(i) != number]
            else:
                kept[name] = rows.typed()
        return kept

    @classmethod
    def as_sent(cls, typed):
        """What was kept, as a browser would send it."""
        data = {name: value for name, value in typed.items() if name not in cls.ROWS}
        for name, rows in cls.ROWS.items():
            data |= rows.as_sent(name, typed.get(name))
        return data

    def parts(self):
        """What stands on the page: each part with its fields and its lists."""
        for part in self.PARTS:
            names = [name for name in part.names if name not in self.left_out]
            yield {
                "title": part.title,
                "hint": part.hint,
                "fields": [self[name] for name in names if name in self.fields],
                "lists": [(name, self.rows[name]) for name in names if name in self.rows],
            }

    def problems(self):
        """(id of the field, its label, what is wrong) of all that is wrong, for the summary on top."""
        found = [("", "", message) for message in self.non_field_errors()]
        for part in self.parts():
            for field in part["fields"]:
                found += problems_of_field(field)
            for _name, rows in part["lists"]:
                found += rows.problems()
        return found

    def notes(self):
        """Of valid answers: what they mean for the resident. Nothing of it is refused."""
        return []

    def answers(self):
        """(label, answer) of all valid answers, for whoever checks them."""
        found = []
        for part in self.PARTS:
            for name in part.names:
                if name in self.rows:
                    rows = self.rows[name]
                    found += [(f"{rows.row_title} {i}", row.summary()) for i, row in enumerate(rows.filled(), start=1)]
                elif name in self.fields and name not in self.left_out:
                    found.append((self.fields[name].label, self.shown(name)))
        return found

    def shown(self, name):
        return shown(self, name)


def our_phone():
    """The other way to do everything that the portal does."""
    return DepartmentProfile.current().programs_phone.as_national
