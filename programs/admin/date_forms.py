"""What staff type to move, cancel or put off what has dates."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from core.contact import NoteField
from programs.admin.class_forms import date_input, time_input
from programs.services.sessions import When

YEARS_AHEAD = 5
IN_THE_MAIL = "It stands in the mail to everyone in the class, in these words."


def refuse_far_away(day):
    """A slip of the year is not a plan."""
    latest = date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
    if not timezone.localdate() <= day <= latest:
        raise forms.ValidationError(f"Choose a date between today and the end of {latest.year}.", code="far_away")


class ReasonForm(forms.Form):
    """Why. In a published class people read it."""

    reason = NoteField(
        max_length=300,
        help_text=IN_THE_MAIL,
        error_messages={"required": "Write the reason: it is mailed to everyone in the class."},
    )

    def __init__(self, *args, is_needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_needed
        if not is_needed:
            self.fields["reason"].help_text = f"May stay empty. {IN_THE_MAIL}"


class MoveSessionForm(ReasonForm):
    """When the session shall be instead."""

    date = forms.DateField(label="New date", widget=date_input(), validators=[refuse_far_away])
    start_time = forms.TimeField(label="From", widget=time_input())
    end_time = forms.TimeField(label="To", widget=time_input())
    with_later = forms.BooleanField(
        label="Move all later sessions by the same number of weeks",
        required=False,
        help_text="They keep their order, weekday and hours. Closure days are skipped.",
    )

    field_order = ["date", "start_time", "end_time", "with_later", "reason"]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", "The session must end after it starts.")
        return cleaned

    def arguments(self):
        """What plan and verb are called with."""
        data = self.cleaned_data
        to = When(data["date"], data["start_time"], data["end_time"])
        return {"to": to, "with_later": data["with_later"]}


class CancelSessionForm(ReasonForm):
    """The session does not take place."""

    add_one = forms.BooleanField(
        label="Add a session at the end instead",
        required=False,
        help_text="With the same topic. If graduation night is last, it moves a week on and stays last.",
    )

    field_order = ["reason", "add_one"]

    def arguments(self):
        return {"add_one": self.cleaned_data["add_one"]}


class RestoreSessionForm(ReasonForm):
    """The session takes place after all."""

    def arguments(self):
        return {}


class PostponeForm(ReasonForm):
    """The new first date, or how many weeks later."""

    first_date = forms.DateField(
        label="New first date", widget=date_input(), required=False, validators=[refuse_far_away]
    )
    weeks = forms.IntegerField(label="Or by so many weeks", required=False, min_value=1, max_value=104)

    field_order = ["first_date", "weeks", "reason"]

    def __init__(self, *args, begins_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.begins_on = begins_on

    def clean(self):
        cleaned = super().clean()
        first_date, weeks = cleaned.get("first_date"), cleaned.get("weeks")
        if not self.errors and bool(first_date) == bool(weeks):
            self.add_error("first_date", "Give the new first date, or the number of weeks: one of the two.")
        elif weeks:
            cleaned["first_date"] = self.begins_on + timedelta(weeks=weeks)
        return cleaned
