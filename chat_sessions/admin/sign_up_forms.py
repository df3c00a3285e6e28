"""What staff type about people who take part."""

from django import forms

from chat_sessions.enums import Accommodation
from chat_sessions.models import SignUp
from core.contact import EmailField, LineField, NameField, NoteField, PhoneField


def accommodations_field():
    return forms.MultipleChoiceField(
        label="To take part, needs", choices=Accommodation, required=False, widget=forms.CheckboxSelectMultiple
    )


class SignUpForm(forms.ModelForm):
    """What staff may mend; how it stands is changed by verbs only, and the address belongs to the proof."""

    name = NameField(max_length=120, help_text="Or a nickname.")
    phone = PhoneField(required=False)
    zip_code = LineField(label="ZIP", max_length=10, required=False)
    accommodations = accommodations_field()
    accommodation_note = LineField(label="Details", max_length=500, required=False)

    class Meta:
        model = SignUp
        fields = ["name", "phone", "zip_code", "language", "accommodations", "accommodation_note"]


class CallerForm(forms.Form):
    """Somebody who calls. Nothing is confirmed by mail, so no mail address is needed."""

    name = NameField(max_length=120, help_text="Or a nickname.")
    phone = PhoneField(required=False, help_text="So that we can call if something changes.")
    email = EmailField(required=False, help_text="If there is one: the confirmation goes there.")
    zip_code = LineField(label="ZIP", max_length=10, required=False)
    language = SignUp._meta.get_field("language").formfield()
    accommodations = accommodations_field()
    accommodation_note = LineField(label="Details", max_length=500, required=False)
    may_use_name = forms.BooleanField(label="We may use the name", required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["email"] and not cleaned["phone"]:
            self.add_error("phone", "Ask for a phone number or a mail address: else nobody can reach this person.")
        return cleaned


class RemoveForm(forms.Form):
    """Why a place is taken back."""

    reason = NoteField(
        max_length=300,
        help_text="It stands in the mail to the person, in these words.",
        error_messages={"required": "Write the reason: it is mailed to the person."},
    )
