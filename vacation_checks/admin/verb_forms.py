"""What the desk says when it does something to a request. What a resident will read is shown before it is sent."""

from django import forms

from core.contact import LineField, NoteField
from core.widgets import date_input, time_input
from vacation_checks.enums import Decision, Identity
from vacation_checks.models import Beat

READ_BY_RESIDENT = "The resident reads this on their own page. Do not name officers."
RADIO = forms.RadioSelect


class VerbForm(forms.Form):
    """Fields of one verb. `request`: the request it is about; `shown_to_resident()`: the texts that they will read."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        # Two forms never stand on one page: the browser may fill in nothing here.
        for bound in self.fields.values():
            bound.widget.attrs.setdefault("autocomplete", "off")

    def arguments(self):
        """What the verb of the services is called with."""
        return self.cleaned_data

    def shown_to_resident(self):
        return []


class IdentityForm(VerbForm):
    identity = forms.ChoiceField(label="How do you know that this person lives there?", choices=Identity, widget=RADIO)
    note = LineField(label="Note", required=False, max_length=200, help_text="For colleagues.")


class BeatForm(VerbForm):
    beat = forms.ModelChoiceField(Beat.objects.filter(is_active=True), label="Beat", empty_label="- choose -")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("beat", self.request.beat_id)


class ApproveForm(IdentityForm):
    """Only what is still missing."""

    beat = forms.ModelChoiceField(Beat.objects.filter(is_active=True), label="Beat", empty_label="- choose -")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request.identity:
            del self.fields["identity"], self.fields["note"]
        if self.request.beat_id:
            del self.fields["beat"]


class AskForm(VerbForm):
    question = NoteField(label="Question", max_length=1_000, help_text=READ_BY_RESIDENT)

    def shown_to_resident(self):
        return [self.cleaned_data["question"]]


class DeclineForm(VerbForm):
    reason = forms.ChoiceField(label="Reason", choices=Decision, widget=RADIO)
    explanation = NoteField(label="Explanation", required=False, max_length=1_000, help_text=READ_BY_RESIDENT)

    def clean(self):
        if self.cleaned_data.get("reason") == Decision.OTHER and not self.cleaned_data.get("explanation"):
            self.add_error("explanation", "“Another reason” alone says nothing: explain it.")
        return self.cleaned_data

    def shown_to_resident(self):
        reason = Decision(self.cleaned_data["reason"]).label
        return [text for text in (reason, self.cleaned_data["explanation"]) if text]


class ExplainForm(VerbForm):
    explanation = NoteField(label="Explanation", required=False, max_length=1_000, help_text=READ_BY_RESIDENT)

    def shown_to_resident(self):
        return [self.cleaned_data["explanation"]] if self.cleaned_data["explanation"] else []


class PauseForm(VerbForm):
    reason = NoteField(label="Reason", max_length=1_000, help_text=READ_BY_RESIDENT)

    def shown_to_resident(self):
        return [self.cleaned_data["reason"]]


class WishForm(VerbForm):
    accept = forms.TypedChoiceField(
        label="Decision", choices=[("yes", "Take the other dates"), ("no", "Keep the dates as they are")],
        coerce=lambda answer: answer == "yes", widget=RADIO,
    )  # fmt: skip
    explanation = NoteField(label="Explanation", required=False, max_length=1_000, help_text=READ_BY_RESIDENT)

    def clean(self):
        if self.cleaned_data.get("accept") is False and not self.cleaned_data.get("explanation"):
            self.add_error("explanation", "Say why the dates stay as they are: the resident reads it.")
        return self.cleaned_data

    def shown_to_resident(self):
        return [self.cleaned_data["explanation"]] if self.cleaned_data["explanation"] else []


class DatesForm(VerbForm):
    """Other dates, as a caller says them."""

    leaves_on = forms.DateField(label="Leaves on", widget=date_input())
    leaves_at = forms.TimeField(label="Leaves at", widget=time_input())
    returns_on = forms.DateField(label="Returns on", widget=date_input())
    returns_at = forms.TimeField(label="Returns at", widget=time_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.request, name))


class RestrictForm(VerbForm):
    note = LineField(label="Why", required=False, max_length=200, help_text="For colleagues; kept in the history.")


class WordForm(VerbForm):
    word = LineField(
        label="The word that the caller says", max_length=60,
        help_text="Type what you hear. Never say it yourself, and do not help. Capitals and spaces do not count.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip


class SureForm(VerbForm):
    """Nothing is asked but whether it is meant."""
