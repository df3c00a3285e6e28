"""What staff fill in after the hour."""

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from chat_sessions.admin.hour_page import WRITE_ANSWERS
from chat_sessions.admin.live_forms import RecordingField
from core.contact import LineField, NoteField
from core.widgets import date_input

ANSWER_LENGTH = 8_000
MOST_LINKS = 10
BACKEND = "django.contrib.auth.backends.ModelBackend"

is_web_address = URLValidator(schemes=["http", "https"])


class StaffField(forms.ModelChoiceField):
    """Somebody who may write answers."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.none(), **kwargs)

    def label_from_instance(self, user):
        return user.get_full_name() or user.get_username()


def writers():
    """Whoever may write answers, by name."""
    allowed = User.objects.with_perm(WRITE_ANSWERS, backend=BACKEND)
    return allowed.filter(is_staff=True).order_by("last_name", "first_name", "username")


class CloseForm(forms.Form):
    """Who sees to the questions that are open when the hour ends."""

    owner = StaffField(label="Who sees to the open questions", help_text="It can be changed for each question later.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = writers()


class OwnerForm(CloseForm):
    """Who answers one question, and by when."""

    due_on = forms.DateField(label="Due on", widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].label, self.fields["owner"].help_text = "Who answers it", ""


class AnswerForm(forms.Form):
    """An answer in writing."""

    text = NoteField(
        label="Answer",
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Short and plain. No name of a private person, of an officer in a complaint, or of an open case.",
    )
    speaker = LineField(label="Who answers", required=False, max_length=160, help_text="Stands below the answer.")
    recording_seconds = RecordingField(
        label="Where in the recording",
        required=False,
        help_text="Such as 12:30. Only if it was answered in the session.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    links = NoteField(
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Web addresses that say more, one a line.",
    )
    translation = NoteField(
        required=False,
        max_length=ANSWER_LENGTH,
        help_text="The answer in the language of the question, if that is not English.",
    )
    translated_by = LineField(
        label="Translated by", required=False, max_length=120, help_text="A person, or the name of a service."
    )

    def clean_links(self):
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(f"At most {MOST_LINKS} addresses.")
        for line in lines:
            try:
                is_web_address(line)
            except ValidationError:
                raise ValidationError(f"This is no web address: {line[:80]}") from None
        return "\n".join(lines)

    def clean(self):
        answers = super().clean()
        if answers.get("translation") and not answers.get("translated_by") and "translated_by" in answers:
            self.add_error("translated_by", "Say who translated it: readers are told.")
        return answers
