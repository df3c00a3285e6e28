"""People and vehicles: some of the same in a list. What is left empty is not there; what is begun must be whole."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vacation_checks.forms.showing import problems_of_field, raw, shown

# So many rows more than are taken come back with what was typed in them.
SPARE = 20


class RowForm(forms.Form):
    """One person or vehicle."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # It is about somebody else: the browser must not fill in the visitor's own data.
            field.widget.attrs["autocomplete"] = "off"

    def typed(self):
        return {name: raw(self, name) for name in self.fields}

    def summary(self):
        """The row in one line, for whoever checks it."""
        parts = []
        for name, value in self.cleaned_data.items():
            label = self.fields[name].label
            parts.append(str(label) if value is True else "" if value is False else shown(self, name))
        return ", ".join(filter(None, parts))


class Rows(forms.BaseFormSet):
    """A list of rows, with as many on the page as were kept; "Add another" keeps one more."""

    default_error_messages = {
        "missing_management_form": _("A part of this list did not arrive. Please check it and send it again."),
        "too_many_forms": _("This list takes %(num)d. Empty the others, and tell us of them by phone."),
    }
    least, most = 0, 1
    row_title = ""
    add_label = ""
    too_few = ""

    def __init__(self, data=None, *, rows=(), **kwargs):
        self.kept = [row for row in rows if isinstance(row, dict)]
        super().__init__(data, **kwargs)

    def initial_form_count(self):
        return 0

    def total_form_count(self):
        return super().total_form_count() if self.is_bound else max(len(self.kept), 1)

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if not self.is_bound and index is not None and index < len(self.kept):
            kwargs["initial"] = self.kept[index]
        return kwargs

    def clean(self):
        filled = self.filled()
        if len(filled) > self.most:
            raise ValidationError(
                _("This list takes %(most)s. You wrote %(count)s: empty the others, and tell us of them by phone.")
                % {"most": self.most, "count": len(filled)},
                code="too_many_forms",
            )
        if len(filled) < self.least:
            if not self.forms:
                raise ValidationError(self.too_few, code="too_few_forms")
            for name, field in self.forms[0].fields.items():
                if field.required:
                    self.forms[0].add_error(name, ValidationError(field.error_messages["required"], code="required"))

    def filled(self):
        """The rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]

    def cleaned_rows(self):
        return [form.cleaned_data for form in self.filled()]

    def typed(self, *, with_empty=False):
        """What was typed, row by row."""
        rows = [form.typed() for form in self.forms]
        return [row for row in rows if with_empty or is_filled(row)]

    def takes_more(self):
        return len(self.forms) < self.most

    def problems(self):
        """As StepForm.problems."""
        found = [("", "", message) for message in self.non_form_errors()]
        for number, form in enumerate(self.forms, start=1):
            for field in form:
                found += [
                    (where, f"{self.row_title} {number}, {label}", why)
                    for where, label, why in problems_of_field(field)
                ]
        return found

    @classmethod
    def as_sent(cls, name, rows):
        """Kept rows as a browser would send them."""
        rows = [row for row in rows or [] if isinstance(row, dict)] or [{}]
        data = {f"{name}-{i}-{key}": value for i, row in enumerate(rows) for key, value in row.items()}
        return data | {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}


def rows_of(form, **about):
    """The list of such rows; `about`: the attributes of Rows."""
    most = about["most"]
    made = forms.formset_factory(form, formset=Rows, extra=0, max_num=most, absolute_max=most + SPARE)
    for name, value in about.items():
        setattr(made, name, value)
    return made


def is_filled(row):
    """Whether something was typed into a kept row."""
    return any(str(value).strip() for value in row.values() if value not in (None, False))
