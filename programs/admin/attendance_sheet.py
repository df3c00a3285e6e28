"""The marks of one evening as a form: one row a person, and what each row had shown travels along."""

import re

from django import forms
from django.utils.functional import cached_property

from core.contact import LineField, NoteField
from programs.enums import Mark, RegistrationState
from programs.people import by_family_name
from programs.services.attendance import NOT_RECORDED, Marked
from programs.services.check_in import read_codes
from programs.services.nominations.names import with_names

MARKS = [*Mark.choices, ("", NOT_RECORDED.capitalize())]
_ROW = re.compile(r"(\d{1,18})-seen_mark")


class MarkForm(forms.Form):
    """One person: a mark, perhaps a note; and, hidden, both as they were shown."""

    mark = forms.ChoiceField(choices=MARKS, required=False, widget=forms.RadioSelect)
    note = LineField(required=False, max_length=300)
    seen_mark = forms.ChoiceField(choices=MARKS, required=False, widget=forms.HiddenInput)
    seen_note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, attendance, will_miss, **kwargs):
        shown = Marked(attendance.mark, attendance.note) if attendance else Marked()
        initial = {"mark": shown.mark, "note": shown.note, "seen_mark": shown.mark, "seen_note": shown.note}
        super().__init__(*args, prefix=str(person.pk), initial=initial, **kwargs)
        self.person, self.attendance, self.will_miss = person, attendance, will_miss
        self.fields["note"].widget.attrs["aria-label"] = f"Note about {person.full_name}"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("note") and not cleaned.get("mark"):
            self.add_error("note", "Choose a mark, too: a note alone cannot be kept.")
        return cleaned

    @property
    def wanted(self):
        return Marked(self.cleaned_data["mark"], self.cleaned_data["note"])

    @property
    def seen(self):
        return Marked(self.cleaned_data["seen_mark"], self.cleaned_data["seen_note"])

    @property
    def is_unrecorded(self):
        return not self["mark"].value()


class CodesForm(forms.Form):
    """What stands on the paper sheet of an evening without network."""

    codes = NoteField(
        label="Codes from the paper sheet",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text="The four characters beside each signature, with spaces between them. Each becomes present.",
    )


class Sheet:
    """Everybody with a confirmed seat, each with a row. Who came after the page was opened is not touched by it."""

    def __init__(self, session, data=None, *, reader=None):
        self.session, self.data, self.reader = session, data, reader
        confirmed = session.offering.registrations.filter(state=RegistrationState.CONFIRMED)
        rows = {row.registration_id: row for row in session.attendance.select_related("by")}
        missing = set(confirmed.filter(will_miss=session).values_list("pk", flat=True))
        self.rows = [
            MarkForm(
                data if data is not None and f"{person.pk}-seen_mark" in data else None,
                person=person,
                attendance=rows.get(person.pk),
                will_miss=person.pk in missing,
            )
            for person in sorted(with_names(confirmed, reader), key=by_family_name)
        ]
        self.codes = CodesForm(data)

    @property
    def sent(self):
        return [row for row in self.rows if row.is_bound]

    @cached_property
    def errors(self):
        """Rows with something to mend; for the page's title and its summary."""
        return [form for form in [*self.sent, self.codes] if form.errors]

    def is_valid(self):
        return not self.errors

    def marks(self):
        """What record_marks wants to know: {key: wanted}, {key: seen}."""
        wanted = {row.person.pk: row.wanted for row in self.sent} | self._of_those_gone("mark", "note")
        seen = {row.person.pk: row.seen for row in self.sent} | self._of_those_gone("seen_mark", "seen_note")
        return wanted, seen

    def _of_those_gone(self, mark, note):
        """Rows of people who have left the class since the page was opened: the service names them."""
        here = {row.person.pk for row in self.rows}
        keys = [int(found[1]) for name in self.data if (found := _ROW.fullmatch(name))]
        return {
            key: Marked(self.data.get(f"{key}-{mark}", ""), self.data.get(f"{key}-{note}", ""))
            for key in keys
            if key not in here
        }

    def filled(self, mark):
        """The same form, not saved: typed codes are present, and whoever is left unrecorded gets the mark."""
        data = self.data.copy()
        signed, unknown = [], []
        if self.codes.is_valid():
            signed, unknown = read_codes(self.session.offering, self.codes.cleaned_data["codes"])
            data["codes"] = " ".join(unknown)
        here = {person.pk for person in signed}
        for row in self.sent:
            if row.is_unrecorded:
                data[f"{row.person.pk}-mark"] = Mark.PRESENT if row.person.pk in here else mark
        sheet = Sheet(self.session, data, reader=self.reader)
        if unknown:
            sheet.codes.add_error("codes", f"Nobody in this class has these codes: {', '.join(unknown)}.")
        return sheet
