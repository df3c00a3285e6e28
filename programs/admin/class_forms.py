"""What staff type about a class and its sessions. Browsers' own pickers: no script, one label each."""

from django import forms
from django.core.exceptions import ValidationError

from core.contact import LineField, NoteField
from core.widgets import date_input, time_input
from programs.models import ClassOffering, ClassSession


class ClassForm(forms.ModelForm):
    """What may be changed about a class in place. Seats and status have pages of their own."""

    title = LineField(max_length=60, help_text=ClassOffering._meta.get_field("title").help_text)
    location = LineField(max_length=200, help_text="In a published class, a new place is mailed to everyone.")

    class Meta:
        model = ClassOffering
        fields = [
            "number", "title", "location", "line_capacity", "absences_allowed", "excused_count", "opens_at",
            "closes_at",
        ]  # fmt: skip

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number != self.instance.number and self.instance.program.offerings.filter(number=number).exists():
            raise ValidationError("This program already has a class with this number.", code="number")
        return number


class SessionForm(forms.ModelForm):
    """One row of the sessions' table: the column says what a field is, so each field says it again for a reader."""

    class Meta:
        model = ClassSession
        fields = ["date", "start_time", "end_time", "topic", "hands_on", "is_graduation", "cancelled"]
        widgets = {"date": date_input(), "start_time": time_input(), "end_time": time_input()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = f"session of {self.instance}" if self.instance.pk else "new session"
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, {row}"

    def validate_constraints(self):
        # Whether two sessions collide is seen over all rows (SessionFormSet): they may trade dates.
        try:
            self.instance.validate_constraints(exclude={*self._get_validation_exclusions(), "date"})
        except ValidationError as error:
            self._update_errors(error)


class SessionFormSet(forms.BaseInlineFormSet):
    """All sessions of a class at once."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields and form.instance.pk:
            form.fields["DELETE"].widget.attrs["aria-label"] = f"Delete, session of {form.instance}"

    def clean(self):
        super().clean()
        mine = [form.instance.pk for form in self.initial_forms]
        others = set(self.instance.sessions.exclude(pk__in=mine).values_list("date", "start_time"))
        for form in self.forms:
            data = form.cleaned_data if form.is_valid() else {}
            if (data.get("date"), data.get("start_time")) in others:
                form.add_error("date", "The class already has a session at this time.")

    def get_unique_error_message(self, unique_check):
        return "Two sessions have the same date and time."


class CapacityForm(forms.Form):
    """How many seats a class shall have."""

    capacity = forms.IntegerField(
        label="Number of seats",
        min_value=1,
        max_value=1000,
        error_messages={"min_value": "A class has at least one seat."},
    )


class CancelForm(forms.Form):
    """Why a class does not take place."""

    reason = NoteField(
        max_length=300,
        help_text="It stands in the mail to everyone in the class, in these words, and on the class page.",
        error_messages={"required": "Write the reason: it is mailed to everyone in the class."},
    )
