"""What officers fill in on a phone."""

from datetime import UTC, datetime
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.contact import LineField, NoteField
from core.widgets import moment_input
from vacation_checks.enums import Area
from vacation_checks.models import Beat, ResultCode
from vacation_checks.services.checks import time_problem
from vacation_checks.services.tours import EVERYWHERE, PATROL, name_of

# What one sees from the street: ready for "All clear".
USUAL_AREAS = [Area.FRONT, Area.WINDOWS]
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def plain_helper():
    """The page writes the form tag and its buttons itself."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class PartnerField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return name_of(obj)


class TourForm(forms.Form):
    """Where, with whom, in which car."""

    beat = forms.ModelChoiceField(queryset=Beat.objects.filter(is_active=True), required=False)
    partner = PartnerField(queryset=None, required=False, empty_label="Nobody with an account")
    partner_name = LineField(
        label="Partner's name", required=False, max_length=160, help_text="Only for a partner without an account."
    )
    unit = LineField(label="Car or unit", required=False, max_length=40)

    def __init__(self, *args, officer, **kwargs):
        super().__init__(*args, **kwargs)
        everywhere = officer.has_perm(EVERYWHERE)
        self.fields["beat"].required = not everywhere
        self.fields["beat"].empty_label = "All beats" if everywhere else "- Select -"
        self.fields["partner"].queryset = _people_of_patrol().exclude(pk=officer.pk)
        self.helper = plain_helper()

    def clean(self):
        super().clean()
        if self.cleaned_data.get("partner") and self.cleaned_data.get("partner_name"):
            self.add_error("partner_name", "Choose a partner above, or write a name here: not both.")


def _people_of_patrol():
    people = get_user_model().objects.with_perm(PATROL, backend=MODEL_BACKEND, include_superusers=False)
    return people.order_by("last_name", "first_name", "username")


class WallMomentField(forms.DateTimeField):
    """A time on the wall clock here. Of the two that one hour in fall has, the later that is not to come."""

    widget = moment_input()

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            wall = datetime.fromisoformat(str(value).strip())
            moments = [self._moment(wall, fold) for fold in (0, 1)] if ":" in value and not wall.tzinfo else []
        except (ValueError, OverflowError):
            moments = []
        if not moments:
            raise forms.ValidationError("Enter a day and a time, like 2026-11-22 22:40.", code="invalid")
        earlier, later = moments
        return later if later <= timezone.now() else earlier

    @staticmethod
    def _moment(wall, fold):
        # In UTC, where the two can be compared.
        return wall.replace(tzinfo=timezone.get_default_timezone(), fold=fold).astimezone(UTC)


class CheckForm(forms.Form):
    """A look at a home. What the page of a home sends by its one button is this form too."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    result = forms.ModelChoiceField(
        label="What did you find?",
        queryset=ResultCode.objects.filter(is_active=True),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found.", "invalid_choice": "Choose what you found from the list."},
    )
    areas = forms.MultipleChoiceField(
        label="What did you look at?", choices=Area, required=False, widget=forms.CheckboxSelectMultiple
    )
    narrative = NoteField(
        label="What did you see?", required=False, max_length=4000, help_text="Needed for all that is not clear."
    )
    action_taken = NoteField(label="What did you do?", required=False, max_length=2000)
    report_number = LineField(label="Report or call number", required=False, max_length=40)
    checked_at = WallMomentField(
        label="When was it?",
        required=False,
        help_text="More than 10 minutes ago is marked as entered later. At most 24 hours.",
    )

    def __init__(self, *args, home=None, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.home, self.now = home, now
        self.fields["form_key"].initial = new_key
        self.fields["areas"].initial = USUAL_AREAS
        self.fields["checked_at"].initial = now
        for name in ("narrative", "action_taken"):
            self.fields[name].widget.attrs["rows"] = 3
        self.helper = plain_helper()

    def keep_moment(self):
        """Before it is shown once more: what was sent without a time was of now, and stays so."""
        if not self.data.get("checked_at"):
            self.data = self.data.copy()
            self.data["checked_at"] = f"{timezone.localtime():%Y-%m-%dT%H:%M}"

    def renew_key(self):
        """Before it is shown once more to log another look: the old key is that of a check, or of a refusal."""
        self.data = self.data.copy()
        self.data["form_key"] = new_key()

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or new_key()

    def clean_checked_at(self):
        checked_at = self.cleaned_data["checked_at"]
        problem = time_problem(self.home, checked_at, self.now) if self.home and checked_at else ""
        if problem:
            raise forms.ValidationError(problem, code="time")
        return checked_at

    def clean(self):
        super().clean()
        result = self.cleaned_data.get("result")
        if result and not result.is_clear and not self.cleaned_data.get("narrative", "x").strip():
            self.add_error("narrative", "Say what you saw.")


def new_key():
    """Tells one showing of a form from the next, so that a double tap logs one check."""
    return uuid4().hex


OTHER_HOME = "It was another home"
REASONS = ["I left something out", "Something I wrote is wrong", "The time is wrong", OTHER_HOME]


class AddendumForm(forms.Form):
    """What is added to one's own check. The reasons are given: they are kept in clear."""

    reason = forms.ChoiceField(label="Why?", choices=[(reason, reason) for reason in REASONS], widget=forms.RadioSelect)
    text = NoteField(label="What is to be added?", max_length=4000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()

    def said(self):
        """What services.checks.add_addendum keeps."""
        return {**self.cleaned_data, "is_wrong_home": self.cleaned_data["reason"] == OTHER_HOME}
