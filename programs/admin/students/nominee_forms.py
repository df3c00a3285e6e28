"""What the coordinator is asked before something is done to one nominee."""

from django import forms

from core.contact import EmailField, NoteField, PhoneField
from core.enums import Language
from programs.enums.nominations import FlagKind
from programs.services.nominations import coordinating

ONLY_COORDINATORS = "Only coordinators read it. It is mailed to nobody."


class NomineeForm(forms.Form):
    """Nothing is asked. `arguments()` goes to the verb."""

    def __init__(self, *args, nomination, **kwargs):
        super().__init__(*args, **kwargs)
        self.nomination = nomination

    def arguments(self):
        return dict(self.cleaned_data)


class RemoveForm(NomineeForm):
    reason = NoteField(max_length=1000, help_text=ONLY_COORDINATORS)


class FlagForm(NomineeForm):
    """What was found out, and why."""

    ruling = forms.ChoiceField(label="What you found out", widget=forms.RadioSelect)
    reason = NoteField(max_length=1000, help_text=f"With whom you spoke, and when. {ONLY_COORDINATORS}")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rulings = coordinating.RULINGS.get(self.nomination.flag, coordinating.RULINGS[FlagKind.MIXED_UP])
        self.fields["ruling"].choices = [(ruling.value, ruling.label) for ruling in rulings]


class SchoolForm(NomineeForm):
    quota = forms.ModelChoiceField(
        label="New school",
        queryset=None,
        empty_label=None,
        help_text="What the family answered stays. Counselors of the old school no longer see the nominee.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["quota"]
        field.queryset = coordinating.schools_to_move_to(self.nomination)
        field.label_from_instance = lambda quota: str(quota.school)


class LinkForm(NomineeForm):
    """To whom the link goes once more."""

    party = forms.ModelChoiceField(label="To whom", queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = self.nomination.parties.all()
        self.fields["party"].label_from_instance = _with_address

    def clean_party(self):
        party = self.cleaned_data["party"]
        party.nomination = self.nomination
        return party


class AimForm(LinkForm):
    """Another address, number or language. What stays empty stays as it is."""

    email = EmailField(label="New mail address", required=False, help_text="Empty: as it is.")
    phone = PhoneField(label="New phone number", required=False, help_text="Empty: as it is.")
    language = forms.ChoiceField(label="Language", required=False, choices=[("", "As it is"), *Language.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            # It is the family's data: the browser must not fill in the staff member's own.
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in ("email", "phone", "language")):
            raise forms.ValidationError("Write what is new.", code="nothing_new")
        return cleaned

    def arguments(self):
        data, party = self.cleaned_data, self.cleaned_data["party"]
        phone = data["phone"].as_e164 if data["phone"] else str(party.phone)
        return {
            "party": party, "email": data["email"] or str(party.email), "phone": phone,
            "language": data["language"] or party.language,
        }  # fmt: skip


def _with_address(party):
    return f"{party.get_role_display()}{'' if party.email else ' (no mail address)'}"
