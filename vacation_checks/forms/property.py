"""What stays at the home, and what officers should know before they look at it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import NameField, NoteField, PhoneField
from vacation_checks.enums import Alarm, Animals
from vacation_checks.forms.base import Part, StepForm
from vacation_checks.forms.rows import RowForm, rows_of

SHORT = forms.Textarea(attrs={"rows": 2})


class VehicleForm(RowForm):
    """A vehicle that stays."""

    description = NameField(label=_("Color, make and model"), max_length=120, help_text=_("For example: gray Honda."))
    plate = NameField(label=_("License plate"), max_length=20, required=False)
    place = NameField(label=_("Where it stands"), max_length=120, help_text=_("For example: driveway, street, garage."))

    def clean_plate(self):
        return self.cleaned_data["plate"].upper()


class PropertyForm(StepForm):
    PARTS = (
        Part(
            _("Vehicles that stay at the home"),
            ("vehicles",),
            _("So that officers notice one that does not belong there, or one that is gone. None? Leave it empty."),
        ),
        Part(_("Alarm and cameras"), ("alarm", "alarm_company", "alarm_phone", "cameras")),
        Part(_("Lights"), ("lights",)),
        Part(_("Animals"), ("animals", "animals_note")),
        Part(_("What officers should know"), ("conditions", "hazards")),
    )
    ROWS = {"vehicles": rows_of(VehicleForm, most=10, row_title=_("Vehicle"), add_label=_("Add another vehicle"))}

    alarm = forms.ChoiceField(label=_("Is there an alarm?"), choices=Alarm, widget=forms.RadioSelect)
    alarm_company = NameField(
        label=_("Alarm company, if one watches it"),
        max_length=120,
        required=False,
        help_text=_("Never write an alarm code here, or anywhere on this form."),
    )
    alarm_phone = PhoneField(label=_("Phone number of the alarm company"), required=False)
    cameras = NoteField(
        label=_("Cameras and doorbells that record"),
        max_length=500,
        required=False,
        widget=SHORT,
        help_text=_("Where they are. You may see us on them."),
    )
    lights = NoteField(
        label=_("Lights that are on, and timers"),
        max_length=500,
        widget=SHORT,
        help_text=_(
            "Which light is on, and from when to when; a radio or a television, too. Then a light at 9 pm is no "
            "reason for an alarm. No light? Write: none."
        ),
    )
    animals = forms.ChoiceField(label=_("Do animals stay at the home?"), choices=Animals, widget=forms.RadioSelect)
    animals_note = NoteField(
        label=_("Which animals, and who cares for them"), max_length=500, required=False, widget=SHORT
    )
    conditions = NoteField(
        label=_("What looks wrong already"),
        max_length=1000,
        required=False,
        help_text=_("A broken window, a gate that sticks, something under a cover. Then it is no false alarm."),
    )
    hazards = NoteField(
        label=_("What could be dangerous for an officer"),
        max_length=1000,
        required=False,
        widget=SHORT,
        help_text=_("A pool without a fence, loose steps, chemicals."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("alarm") == Alarm.MONITORED and not cleaned.get("alarm_company"):
            self._ask("alarm_company", _("Write the name of the company that watches the alarm."))
        if cleaned.get("animals") not in {None, "", Animals.NONE} and not cleaned.get("animals_note"):
            self._ask("animals_note", _("Write which animals stay, and who cares for them."))
        return cleaned

    def _ask(self, name, text):
        if name not in self.errors:
            self.add_error(name, ValidationError(text, code="required"))

    def notes(self):
        if self.cleaned_data["animals"] == Animals.YARD:
            return [_("With an animal in the yard, officers look at your home from the front only.")]
        return []
