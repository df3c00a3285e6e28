"""Who can come, and who may be there."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import NameField, PhoneField
from vacation_checks.enums import Purpose
from vacation_checks.forms.base import Part, StepForm
from vacation_checks.forms.rows import RowForm, rows_of


class ContactForm(RowForm):
    """Somebody near, who stays when the residents leave."""

    name = NameField(label=_("Name"), max_length=120)
    relation = NameField(
        label=_("How you know this person"), max_length=60, help_text=_("For example: neighbor, sister, friend.")
    )
    phone = PhoneField(label=_("Phone number"), help_text=_("Not your own: it must reach this person."))
    within_hour = forms.BooleanField(label=_("Can come within the hour"), required=False)
    has_key = forms.BooleanField(label=_("Has a key"), required=False)
    speaks = NameField(label=_("Language, if not English"), max_length=60, required=False)


class VisitorForm(RowForm):
    """Somebody who may be on the property."""

    name = NameField(label=_("Person or company"), max_length=120, help_text=_("The name on the truck, if it has one."))
    purpose = forms.ChoiceField(label=_("What they do there"), choices=[("", _("- Select -")), *Purpose.choices])
    days = NameField(
        label=_("Days and times"), max_length=120, help_text=_("For example: Tuesdays in the morning, or every day.")
    )
    vehicle = NameField(
        label=_("Their vehicle"), max_length=120, required=False, help_text=_("For example: white truck.")
    )
    phone = PhoneField(label=_("Phone number"), required=False)
    inside = forms.BooleanField(label=_("May go inside the home"), required=False)


class PeopleForm(StepForm):
    PARTS = (
        Part(
            _("People near your home who can come"),
            ("contacts",),
            _("Whom we call when we cannot reach you. Please ask them first; they must not travel with you."),
        ),
        Part(
            _("People who may be on your property"),
            ("visitors",),
            _("Gardener, pool, somebody who waters the plants: write down everybody. Burglars here have posed as "
              "gardeners, so whoever is not on this list is a reason for officers to ask. Nobody comes? Leave it "
              "empty."),
        ),
    )  # fmt: skip
    ROWS = {
        "contacts": rows_of(
            ContactForm,
            least=1,
            most=3,
            row_title=_("Contact"),
            add_label=_("Add another contact"),
            too_few=_("Write down at least one person who can come."),
        ),
        "visitors": rows_of(
            VisitorForm, most=6, row_title=_("Person or company"), add_label=_("Add another person or company")
        ),
    }

    def clean(self):
        cleaned = super().clean()
        you = self.earlier.get("you", {})
        own = {phone.as_e164 for phone in (you.get("phone"), you.get("other_phone")) if phone}
        for form in self.rows["contacts"].forms:
            phone = getattr(form, "cleaned_data", {}).get("phone")
            if phone and phone.as_e164 in own:
                text = _("This is your own number. We need one that reaches this person while you are on your journey.")
                form.add_error("phone", ValidationError(text, code="own_phone"))
                cleaned["contacts"] = []
        return cleaned
