"""The home: where it stands, and how officers reach it."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import LineField, NameField, NoteField
from vacation_checks import addresses
from vacation_checks.enums import Gated, Jurisdiction, Residence, SideGate
from vacation_checks.forms.base import Part, StepForm, our_phone
from vacation_checks.models import CheckRules

# Several homes behind one house number.
WITH_UNITS = {Residence.APARTMENT, Residence.CONDO, Residence.MOBILE}
KEEP = "keep"


class HomeForm(StepForm):
    PARTS = (
        Part(_("Your address"), ("house", "suggestion", "unit", "zip_code", "city", "cross_street")),
        Part(_("What kind of home it is"), ("residence",)),
        Part(_("How officers reach it"), ("gated", "gate_entry", "side_gate", "yard_reachable")),
    )

    house = LineField(
        label=_("Street address"),
        max_length=120,
        help_text=_("House number and street, such as 3300 Civic Center Dr. No post office box."),
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    suggestion = forms.CharField(
        label=_("Did you mean one of these streets?"), max_length=120, required=False, widget=forms.RadioSelect
    )
    # The street about which this was asked: it is asked once.
    asked_about = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    unit = LineField(
        label=_("Apartment, unit or space"),
        max_length=30,
        required=False,
        help_text=_("As it stands on the door or the mailbox."),
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    zip_code = LineField(
        label=_("ZIP code"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    city = NameField(
        label=_("City, as you write it"),
        max_length=60,
        required=False,
        help_text=_("Torrance; in Hollywood Riviera perhaps Redondo Beach."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    cross_street = NameField(label=_("Nearest cross street"), max_length=80, required=False)
    residence = forms.ChoiceField(label=_("My home is a"), choices=Residence, widget=forms.RadioSelect)
    gated = forms.ChoiceField(
        label=_("What stands between the street and the home?"), choices=Gated, widget=forms.RadioSelect
    )
    gate_entry = NoteField(
        label=_("How officers get through the gate"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A code of the gate, whom to ask. Kept encrypted, and deleted when your request is over."),
    )
    side_gate = forms.ChoiceField(label=_("The gate at the side"), choices=SideGate, widget=forms.RadioSelect)
    yard_reachable = forms.BooleanField(label=_("Officers can reach the back yard from outside."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.left_out = {"suggestion"}

    def clean_zip_code(self):
        found = re.fullmatch(r"(\d{5})(?:-?\d{4})?", unicodedata.normalize("NFKC", self.cleaned_data["zip_code"]))
        if not found:
            raise ValidationError(_("Write the five digits of your ZIP code."), code="zip")
        if found[1] == addresses.SHERIFF_ZIP and not self.by_desk:
            text = _(
                "Homes in ZIP 90502 are not in the city of Torrance: the Los Angeles County Sheriff is responsible. "
                "Please ask the Sheriff. You are sure that yours is in the city? Call %(phone)s."
            )
            raise ValidationError(text % {"phone": our_phone()}, code="sheriff")
        return found[1]

    def clean_unit(self):
        try:
            return addresses.normal_unit(self.cleaned_data["unit"])
        except addresses.AddressError as error:
            raise ValidationError(str(error), code="address") from error

    def clean_residence(self):
        residence = self.cleaned_data["residence"]
        if residence == Residence.APARTMENT and not self.by_desk and not CheckRules.current().takes_apartments:
            text = _("We cannot look at apartments at present. Please call %(phone)s: we tell you what we can do.")
            raise ValidationError(text % {"phone": our_phone()}, code="apartment")
        return residence

    def clean(self):
        cleaned = super().clean()
        if "house" in cleaned:
            try:
                address = addresses.normalise(cleaned["house"], cleaned.get("unit", ""))
            except addresses.AddressError as error:
                self.add_error("house", ValidationError(str(error), code="address"))
            else:
                self._judge(address)
        return cleaned

    def _judge(self, address):
        cleaned = self.cleaned_data
        zip_code = cleaned.get("zip_code", "")
        finding = addresses.look_up(address, zip_code)
        # Only a street that the table does not know can be a slip of the finger.
        if finding.beat is None and finding.jurisdiction in {Jurisdiction.UNKNOWN, Jurisdiction.CHECK}:
            address = self._as_meant(address)
            finding = addresses.look_up(address, zip_code)
        if finding.jurisdiction == Jurisdiction.OUTSIDE and zip_code and not self.by_desk:
            text = _("As far as we know, this address is not in the city of Torrance. You are sure? Call %(phone)s.")
            self.add_error("house", ValidationError(text % {"phone": our_phone()}, code="outside"))
        if "unit" in cleaned and not address.unit and cleaned.get("residence") in WITH_UNITS:
            self.add_error("unit", ValidationError(_("Which one is yours? Write its number or letter."), code="unit"))
        cleaned |= {"house": address.house, "unit": address.unit, "finding": finding}

    def _as_meant(self, address):
        """The address with the street that was chosen instead; asks which one, the first time."""
        chosen, asked = self.cleaned_data.get("suggestion"), self.cleaned_data.get("asked_about")
        if asked == address.street and chosen in {"", KEEP}:
            return address
        streets = addresses.suggest(address.street)
        number = address.house.removesuffix(address.street)
        if asked == address.street and chosen in streets:
            meant = addresses.normalise(f"{number}{chosen}", address.unit)
            self._keep(house=meant.house, suggestion="", asked_about="")
            return meant
        if streets:
            self._keep(asked_about=address.street, suggestion="")
            options = [(street, f"{number}{street}") for street in streets]
            self.fields["suggestion"].widget.choices = [*options, (KEEP, _("Keep what I wrote"))]
            self.left_out = set()
            text = _("We do not know this street. Choose one, or keep what you wrote: then our desk looks at it.")
            self.add_error("suggestion", ValidationError(text, code="suggestion"))
        return address

    def _keep(self, **values):
        """As if the visitor had typed this."""
        self.data = self.data.copy()
        self.data.update(values)

    def notes(self):
        found = []
        if self.cleaned_data["finding"].jurisdiction not in {Jurisdiction.INSIDE, Jurisdiction.OUTSIDE}:
            found.append(_("Our desk looks first whether this address is in the city. You need do nothing."))
        if self.cleaned_data["residence"] == Residence.APARTMENT:
            found.append(_("At apartments officers look at the front door and the windows that can be seen."))
        return found

    def shown(self, name):
        if name == "gate_entry" and self.cleaned_data[name]:
            return _("Written down (we do not show it here)")
        return super().shown(name)
