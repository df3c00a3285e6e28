"""What the desk says when it does something to a request. What a resident will read is shown before it is sent."""

from django import forms

from core.contact import LineField, NoteField
from core.widgets import date_input, time_input
from vacation_checks.enums import Decision, Identity
from vacation_checks.forms.consents import UnshownInput
from vacation_checks.models import Beat
from vacation_checks.services import changes
from vacation_checks.services.seen import CHANGED, is_as_seen, seen

RADIO = forms.RadioSelect


class ReadByResident(NoteField):
    """Words of the desk that stand on the resident's page: shown as they will read them before they are sent."""

    def __init__(self, **kwargs):
        help_text = "The resident reads this on their own page. Do not name officers."
        super().__init__(max_length=1_000, help_text=help_text, **kwargs)


class VerbForm(forms.Form):
    """Fields of one verb. `request`: the request it is about."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.initial["seen"] = seen(request)
        # Two forms never stand on one page: the browser may fill in nothing here.
        for bound in self.fields.values():
            bound.widget.attrs.setdefault("autocomplete", "off")

    @property
    def shows_first(self):
        """Whether what the resident will read is shown before it is sent."""
        return bool(self._read_fields())

    @property
    def decided(self):
        """What the desk has chosen, where the button alone does not say it."""
        return ""

    def texts(self):
        """What the resident will read."""
        return [text for name in self._read_fields() if (text := self.cleaned_data[name])]

    def clean_seen(self):
        fingerprint = self.cleaned_data["seen"]
        if not is_as_seen(self.request, fingerprint):
            self.refuse_as_changed(CHANGED)
        return fingerprint

    def refuse_as_changed(self, why):
        """Nothing is done. The page shows the request as it stands now, and the next press is about that."""
        self.data = self.data.copy()
        self.data["seen"] = seen(self.request)
        self.add_error(None, why)

    def arguments(self):
        """What the verb is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def _read_fields(self):
        return [name for name, field in self.fields.items() if isinstance(field, ReadByResident)]


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
    question = ReadByResident(label="Question")


class DeclineForm(VerbForm):
    reason = forms.ChoiceField(label="Reason", choices=Decision, widget=RADIO)
    explanation = ReadByResident(label="Explanation", required=False)

    def clean(self):
        if self.cleaned_data.get("reason") == Decision.OTHER and not self.cleaned_data.get("explanation"):
            self.add_error("explanation", "“Another reason” alone says nothing: explain it.")
        return self.cleaned_data

    def texts(self):
        return [Decision(self.cleaned_data["reason"]).label, *super().texts()]


class ExplainForm(VerbForm):
    explanation = ReadByResident(label="Explanation", required=False)


class PauseForm(VerbForm):
    reason = ReadByResident(label="Reason")


class WishForm(VerbForm):
    TAKE, KEEP = "Take the other dates", "Keep the dates as they are"
    accept = forms.TypedChoiceField(
        label="Decision", choices=[("yes", TAKE), ("no", KEEP)], coerce=lambda answer: answer == "yes", widget=RADIO
    )
    explanation = ReadByResident(label="Explanation", required=False)

    @property
    def decided(self):
        return self.TAKE if self.cleaned_data["accept"] else self.KEEP

    def clean(self):
        if self.cleaned_data.get("accept") is False and not self.cleaned_data.get("explanation"):
            self.add_error("explanation", "Say why the dates stay as they are: the resident reads it.")
        return self.cleaned_data


class DatesForm(VerbForm):
    """Other dates, as a caller says them."""

    leaves_on = forms.DateField(label="Leaves on", widget=date_input())
    leaves_at = forms.TimeField(label="Leaves at", widget=time_input())
    returns_on = forms.DateField(label="Returns on", widget=date_input())
    returns_at = forms.TimeField(label="Returns at", widget=time_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in changes.FIELDS:
            self.initial.setdefault(name, getattr(self.request, name))


class RestrictForm(VerbForm):
    note = LineField(label="Why", required=False, max_length=200, help_text="For colleagues; kept in the history.")


class WordForm(VerbForm):
    seen = None  # the caller waits: the word is compared with the request as it stands
    word = LineField(
        label="The word that the caller says", max_length=60,
        help_text="Type what you hear. Never say it yourself, and do not help. Capitals and spaces do not count.",
        widget=UnshownInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip


class SureForm(VerbForm):
    """Nothing is asked but whether it is meant."""
