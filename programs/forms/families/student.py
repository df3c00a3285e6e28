"""What a student answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.contact import NameField, NoteField, PhoneField
from core.widgets import date_input
from programs import students
from programs.enums import ShirtSize
from programs.enums.nominations import FamilyTextKind, WayHome
from programs.forms.families.parts import FamilyForm, shown_phone, stored_phone, text_block

YOUNGEST, OLDEST = 14, 19
PLAIN = ["preferred_name", "why", "conflicts", "accommodation", "way_home", "shirt_size"]


class StudentForm(FamilyForm):
    """Who they are, why they come, how they get home; and the conduct rules, signed."""

    MARK = "student_sent"
    SIGNED = [FamilyTextKind.CONDUCT]
    ASKED_BY_TEXT = ["agrees_to_conduct"]
    PARTS = (
        (_("About you"), ["preferred_name", "date_of_birth", "phone", "shirt_size"]),
        (_("You and the class"), ["why", "conflicts", "accommodation", "way_home"]),
        (_("Conduct rules"), [text_block("conduct"), "agrees_to_conduct", "signature"]),
    )

    preferred_name = NameField(
        label=_("What shall we call you?"),
        max_length=80,
        required=False,
        help_text=_("Leave this empty if we shall use your given name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    date_of_birth = forms.DateField(
        label=_("Date of birth"),
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=date_input(autocomplete="bday"),
        help_text=_("From the age of 18 you decide alone. Before that, a parent or guardian decides with you."),
        error_messages={"invalid": _("Write the date like 2010-03-24 or 03/24/2010.")},
    )
    phone = PhoneField(
        label=_("Your own mobile number"),
        required=False,
        help_text=_("We call it only if an evening changes at short notice, or if you are missed."),
    )
    shirt_size = forms.ChoiceField(label=_("Shirt size"), choices=[("", _("- Select -")), *ShirtSize.choices])
    why = NoteField(
        label=_("Why are you interested in this class?"),
        max_length=500,
        help_text=_("A few sentences, at most 500 characters. Only the program coordinator reads this."),
    )
    conflicts = NoteField(
        label=_("What could keep you away on some evenings?"),
        max_length=500,
        required=False,
        help_text=_("For example sports or a job. It plays no part in who gets a place."),
    )
    accommodation = NoteField(
        label=_("Accommodation that you need"),
        max_length=500,
        required=False,
        help_text=_("For example an interpreter, captions or a step-free seat. It plays no part in who gets a place."),
    )
    way_home = forms.ChoiceField(
        label=_("How do you get home in the evening?"), choices=WayHome.choices, widget=forms.RadioSelect
    )
    agrees_to_conduct = forms.BooleanField(
        label=_("I have read the conduct rules, and I will keep them."),
        error_messages={"required": _("Please read the rules, then check this box.")},
    )
    signature = NameField(
        label=_("Sign with your full name"),
        max_length=160,
        help_text=_("Your typed name is your signature under the conduct rules."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, data=None, *, party, texts):
        known = party.answers if party.answered_at else {}
        initial = {name: known.get(name) for name in [*PLAIN, "date_of_birth"]} | {"phone": shown_phone(party.phone)}
        super().__init__(data, party=party, texts=texts, initial=initial)
        # What was signed stays signed, until the rules change.
        self.has_signed = bool(known) and known.get("conduct") == texts[FamilyTextKind.CONDUCT].version
        if self.has_signed:
            del self.fields["agrees_to_conduct"], self.fields["signature"]
        self.lay_out()

    def clean_date_of_birth(self):
        born = self.cleaned_data["date_of_birth"]
        if not YOUNGEST <= students.age_on(born, timezone.localdate()) <= OLDEST:
            raise ValidationError(
                _("By this date you are not between %(youngest)s and %(oldest)s years old. Check it, or call us.")
                % {"youngest": YOUNGEST, "oldest": OLDEST},
                code="age",
            )
        return born

    def is_adult(self):
        """By the date that was typed: then the student decides about everything alone."""
        if not self.is_bound:
            return students.is_adult(self.party.nomination, timezone.localdate())
        self.full_clean()
        born = self.cleaned_data.get("date_of_birth")
        return born is not None and students.age_on(born, timezone.localdate()) >= students.ADULT

    def kept(self):
        """What services.nominations.answering.answer_student keeps."""
        cleaned = self.cleaned_data
        answers = {name: cleaned[name] for name in PLAIN}
        answers |= {
            "date_of_birth": cleaned["date_of_birth"].isoformat(),
            "conduct": self.texts[FamilyTextKind.CONDUCT].version,
        }
        return {
            "answers": answers,
            "phone": stored_phone(cleaned["phone"]),
            "signature": cleaned.get("signature", ""),
        }
