"""What a parent or guardian answers, before the consents."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField, LineField, NameField, NoteField, PhoneField, email_key, person_key
from core.enums import Language
from programs.enums.nominations import PartyRole, Relation
from programs.forms.families.parts import OF_ANOTHER_PERSON, FamilyForm, shown_phone, stored_phone

MOST_PICK_UP = 4
PICK_UP = [f"pick_up_{number}_{what}" for number in range(1, MOST_PICK_UP + 1) for what in ("name", "phone")]
SECOND = ["second_name", "second_email", "second_phone", "second_language"]
EMERGENCY = ["emergency_name", "emergency_relation", "emergency_phone"]


def _of_another(label, **about):
    return NameField(label=label, widget=forms.TextInput(attrs=OF_ANOTHER_PERSON), **about)


class GuardianForm(FamilyForm):
    """Who they are, whom we call, who may pick the student up, and what we should look out for.

    What is known of the student's health is never shown again, here or to staff: an empty field keeps it.
    """

    MARK = "guardian_sent"
    PARTS = (
        (_("About you"), ["name", "relation", "phone", "other_phone", "email"]),
        (_("In an emergency"), EMERGENCY),
        (_("Who may pick the student up, besides you (optional)"), PICK_UP),
        (_("The student's health (optional)"), ["health", "forget_health", "physician"]),
        (_("A second parent or guardian (optional)"), SECOND),
    )

    name = NameField(label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    relation = forms.ChoiceField(
        label=_("How you are related to the student"), choices=[("", _("- Select -")), *Relation.choices]
    )
    phone = PhoneField(label=_("Your phone number"), help_text=_("Where we reach you in the evening."))
    other_phone = PhoneField(label=_("Another phone number of yours"), required=False)
    email = EmailField(label=_("Your email address"), required=False, help_text=_("Our mails and your link go here."))
    emergency_name = _of_another(
        _("Name of another person whom we can call"),
        max_length=120,
        help_text=_("If we do not reach you. Somebody who is not a parent or guardian: a relative, a neighbor."),
    )
    emergency_relation = _of_another(_("How this person is related to the student"), max_length=60)
    emergency_phone = PhoneField(label=_("Phone number of this person"))
    health = NoteField(
        label=_("Allergies, conditions or medication that we should know of"),
        required=False,
        max_length=2000,
        help_text=_(
            "Only the program coordinator reads this. Instructors see only that there is something, not what. On "
            "hands-on evenings there can be loud noise, flashing lights and physical exercise."
        ),
    )
    forget_health = forms.BooleanField(label=_("Delete what I told you before"), required=False)
    physician = LineField(
        label=_("Name and phone number of the student's physician"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs=OF_ANOTHER_PERSON),
    )
    second_name = _of_another(
        _("Name of the second parent or guardian"),
        required=False,
        max_length=120,
        help_text=_("We ask this person for consent, too, by a link of their own. If one of you says no, we call you."),
    )
    second_email = EmailField(label=_("Email address of the second parent or guardian"), required=False)
    second_phone = PhoneField(
        label=_("Phone number of the second parent or guardian"),
        required=False,
        help_text=_("Enough, if there is no email address."),
    )
    second_language = forms.ChoiceField(
        label=_("Language of the second parent or guardian"), choices=Language, initial=Language.ENGLISH, required=False
    )

    def __init__(self, data=None, *, party, texts):
        known = party.answers if party.answered_at else {}
        initial = {name: known.get(name) for name in ("relation", "emergency_name", "emergency_relation", "physician")}
        initial |= {name: shown_phone(known.get(name)) for name in ("other_phone", "emergency_phone")}
        initial |= {"name": party.name, "phone": shown_phone(party.phone), "email": party.email}
        initial["second_language"] = party.language
        for number, adult in enumerate(known.get("pick_up", []), start=1):
            initial[f"pick_up_{number}_name"] = adult["name"]
            initial[f"pick_up_{number}_phone"] = shown_phone(adult["phone"])
        super().__init__(data, party=party, texts=texts, initial=initial)
        self._add_rows()
        self._leave_out_what_is_not_asked()
        self.lay_out()

    def _add_rows(self):
        for number in range(1, MOST_PICK_UP + 1):
            place = {"number": number}
            self.fields[f"pick_up_{number}_name"] = _of_another(
                _("Adult %(number)s: full name") % place, required=False, max_length=120
            )
            self.fields[f"pick_up_{number}_phone"] = PhoneField(
                label=_("Adult %(number)s: phone number") % place, required=False
            )

    def _leave_out_what_is_not_asked(self):
        absent = [] if self.party.has_allergy else ["forget_health"]
        if self.party.role == PartyRole.SECOND:
            absent += [*EMERGENCY, *PICK_UP]
        if self.party.role == PartyRole.SECOND or self.party.nomination.party(PartyRole.SECOND):
            absent += SECOND
        for name in absent:
            del self.fields[name]
        if self.party.has_allergy:
            self.fields["health"].help_text = _(
                "You told us something before. We do not show it here. Leave this empty to keep it, or write anew all "
                "that we should know. Only the program coordinator reads it."
            )
        for name in ("emergency_phone", "second_email", "second_phone", *PICK_UP):
            if name in self.fields:
                self.fields[name].widget.attrs.update(OF_ANOTHER_PERSON)

    def clean(self):
        cleaned = super().clean()
        self._check_emergency(cleaned)
        self._check_second(cleaned)
        for number in range(1, MOST_PICK_UP + 1):
            if cleaned.get(f"pick_up_{number}_phone") and not cleaned.get(f"pick_up_{number}_name"):
                self._say(f"pick_up_{number}_name", _("Write the name of this person, or empty the phone number."))
        return cleaned

    def _check_emergency(self, cleaned):
        own = {cleaned.get("phone"), cleaned.get("other_phone"), cleaned.get("second_phone")} - {None, ""}
        student = self.party.nomination.party(PartyRole.STUDENT)
        number = cleaned.get("emergency_phone")
        if number and (number in own or (student and number.as_e164 == str(student.phone))):
            self._say("emergency_phone", _("We need the number of somebody else here, in case we cannot reach you."))
        names = {_key(cleaned.get("name")), _key(cleaned.get("second_name"))} - {""}
        if _key(cleaned.get("emergency_name")) in names:
            self._say("emergency_name", _("Write down somebody else here, in case we cannot reach you."))

    def _check_second(self, cleaned):
        name, mail, phone = (cleaned.get(f"second_{what}") for what in ("name", "email", "phone"))
        if (mail or phone) and not name:
            self._say("second_name", _("Write the name of the second parent or guardian."))
        if name and not mail and not phone and not {"second_email", "second_phone"} & set(self.errors):
            self._say("second_email", _("Write an email address or a phone number, so that we can ask this person."))
        if mail and email_key(mail) in {email_key(cleaned.get("email") or ""), email_key(str(self.party.email))}:
            self._say("second_email", _("This is your own address. If you share it, leave this empty: we call you."))

    def _say(self, name, message):
        if name in self.fields and name not in self.errors:
            self.add_error(name, ValidationError(message, code="other_person"))

    def names_shown(self):
        """Without the empty lines of people who were not named."""
        unnamed = {name for name in PICK_UP if not self.cleaned_data.get(name)}
        unasked = set() if self.cleaned_data.get("second_name") else set(SECOND)
        return [name for name in super().names_shown() if name not in unnamed | unasked]

    def kept(self):
        """What services.nominations.answering.answer_guardian keeps."""
        cleaned = self.cleaned_data
        answers = {
            "relation": cleaned["relation"],
            "other_phone": stored_phone(cleaned["other_phone"]),
            **{name: cleaned.get(name, "") for name in ("emergency_name", "emergency_relation", "physician")},
            "emergency_phone": stored_phone(cleaned.get("emergency_phone")),
            "pick_up": [adult for adult in map(self._adult, range(1, MOST_PICK_UP + 1)) if adult["name"]],
        }
        kept = {"name": cleaned["name"], "phone": stored_phone(cleaned["phone"]), "email": cleaned["email"]}
        kept |= {"health": cleaned["health"], "forget_health": cleaned.get("forget_health", False)}
        return {**kept, "answers": answers, "second": self._second()}

    def _adult(self, number):
        cleaned = self.cleaned_data
        phone = stored_phone(cleaned.get(f"pick_up_{number}_phone"))
        return {"name": cleaned.get(f"pick_up_{number}_name", ""), "phone": phone}

    def _second(self):
        cleaned = self.cleaned_data
        if not cleaned.get("second_name"):
            return None
        return {
            "name": cleaned["second_name"],
            "email": cleaned["second_email"],
            "phone": stored_phone(cleaned["second_phone"]),
            "language": cleaned["second_language"] or Language.ENGLISH,
        }


def _key(name):
    return person_key(name or "", "")
