"""What residents type, and staff for them. Whether they get a seat is decided in services."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField, LineField, NameField, NoteField, PhoneField
from core.enums import Language
from core.guards import GUARD_FIELDS, TRAP, GuardedForm
from programs.enums import Connection, HeardFrom
from programs.people import phone_text

STEPS = [_("Your details"), _("Check your answers"), _("Confirm by mail")]


def session_label(session):
    """A session as a resident picks it: the day, and what it is about."""
    day = date_format(session.date, "l, F j")
    topic = _("Graduation") if session.is_graduation else session.topic
    return f"{day}: {topic}" if topic else day


class PersonFields(forms.Form):
    """Who it is about: the part of a registration that residents and staff both type."""

    given_name = NameField(
        label=_("Given name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = NameField(
        label=_("Family name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    certificate_name = NameField(
        label=_("Name on your certificate"),
        max_length=120,
        required=False,
        help_text=_("In any script, as it shall stand there. Leave empty for given name and family name."),
    )
    email = EmailField(label=_("Email address"), help_text=_("We send your confirmation here."))
    phone = PhoneField(label=_("Phone number"), help_text=_("For example, 310-555-0100."))
    connections = forms.MultipleChoiceField(
        label=_("How are you connected to Torrance?"),
        choices=Connection,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Check all that apply."),
        error_messages={"required": _("Check at least one.")},
    )
    organization = NameField(
        label=_("Name of the school, employer, church or group"),
        max_length=200,
        required=False,
        help_text=_("Needed unless you live or own property in Torrance."),
    )
    will_miss = forms.TypedMultipleChoiceField(
        label=_("Sessions that you already know you will miss"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_time = forms.TypedChoiceField(
        label=_("Is this your first time in this program?"),
        choices=[("yes", _("Yes, this is my first time")), ("no", _("No, I have taken part before"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Preferred language"),
        choices=Language,
        initial=Language.ENGLISH,
        help_text=_("We write to you in this language as soon as our mails are translated; until then in English."),
    )
    accommodation = NoteField(label=_("Accommodation that you need"), required=False, max_length=500)
    heard_from = forms.ChoiceField(
        label=_("How did you hear about this class?"),
        choices=[("", _("- Select -")), *HeardFrom.choices],
        required=False,
    )

    # Whoever is connected only in these ways has no organization to name.
    NO_ORGANIZATION = {Connection.LIVE, Connection.PROPERTY}

    def __init__(self, *args, offering, department, **kwargs):
        super().__init__(*args, **kwargs)
        self.offering = offering
        today = timezone.localdate()
        coming = {str(session.pk): session for session in offering.held_sessions if session.date >= today}
        self.fields["will_miss"].choices = [(pk, session_label(session)) for pk, session in coming.items()]
        self.fields["will_miss"].coerce = coming.get
        self.fields["accommodation"].help_text = _(
            "An interpreter, sign language, captions, a step-free seat, ... It plays no part in who gets a seat. "
            "Please ask at least %(hours)s hours before a session; we try later, too."
        ) % {"hours": department.accommodation_notice_hours}

    def clean(self):
        cleaned = super().clean()
        self._check_organization(cleaned)
        given, family = cleaned.get("given_name"), cleaned.get("family_name")
        if given and family and not cleaned.get("certificate_name"):
            cleaned["certificate_name"] = f"{given} {family}"[:120]
        return cleaned

    def _check_organization(self, cleaned):
        named_elsewhere = set(cleaned.get("connections", [])) - self.NO_ORGANIZATION
        if named_elsewhere and not cleaned.get("organization") and "organization" not in self.errors:
            self.add_error(
                "organization",
                ValidationError(
                    _("Write the name of the school, employer, church or group that connects you to Torrance."),
                    code="organization",
                ),
            )


class CallerForm(PersonFields):
    """A resident's registration as a caller says it: the mail address may be missing."""

    field_order = [
        "given_name", "family_name", "certificate_name", "phone", "email", "is_adult", "connections", "organization",
        "first_time", "can_attend", "will_miss", "language", "accommodation", "heard_from",
    ]  # fmt: skip

    is_adult = forms.BooleanField(
        label="18 or older on the first day of the class",
        error_messages={"required": "This class is for adults. Please ask the caller."},
    )
    can_attend = forms.BooleanField(label="Can come to the sessions", required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=lambda: uuid4().hex)

    def __init__(self, *args, offering, **kwargs):
        super().__init__(*args, offering=offering, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = "Empty for a caller without mail: you tell this person everything by phone."
        self.fields["is_adult"].required = offering.program.is_open_to_all
        for field in self.fields.values():
            # It is the caller's data: the browser must not fill in the staff member's own.
            field.widget.attrs["autocomplete"] = "off"


class RegistrationForm(GuardedForm, PersonFields):
    """What a resident answers to take a seat in a class."""

    field_order = [
        "given_name", "family_name", "certificate_name", "email", "phone", "is_adult", "connections", "organization",
        "first_time", "can_attend", "will_miss", "language", "accommodation", "heard_from",
    ]  # fmt: skip

    is_adult = forms.BooleanField(
        label=_("I will be 18 or older on the first day of the class."),
        error_messages={"required": _("This class is for adults. Under 18? Ask us about Teens and Policing.")},
    )
    can_attend = forms.BooleanField(
        label=_("I can come to the sessions on the dates shown on the class page."),
        error_messages={"required": _("Please look at the dates, then check this box. Questions? Call us.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            TRAP,
            Fieldset(_("About you"), "given_name", "family_name", "certificate_name", "email", "phone", "is_adult"),
            Fieldset(_("You and Torrance"), "connections", "organization", "first_time"),
            Fieldset(_("The sessions"), "can_attend", "will_miss"),
            Fieldset(_("How we can help"), "language", "accommodation", "heard_from"),
        )

    def answers(self):
        """Label and answer of every question, as the check page shows them."""
        return [
            (name, self.fields[name].label, self._shown(name))
            for name in self.fields
            if name not in {"form_key", "leave_empty"}
        ]

    def _shown(self, name):
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(value, bool):
            return dict(field.choices)["yes" if value else "no"] if name == "first_time" else _("Yes")
        if name == "will_miss":
            return ", ".join(session_label(session) for session in value)
        if name == "phone":
            return phone_text(value)
        if isinstance(value, list):
            return ", ".join(str(dict(field.choices)[choice]) for choice in value)
        return dict(field.choices)[value] if value and hasattr(field, "choices") else value


class DetailsForm(forms.Form):
    """What a resident may change later."""

    phone = PhoneField(label=_("Phone number"))
    accommodation = NoteField(label=_("Accommodation that you need"), required=False, max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("phone", "accommodation", Submit("save", _("Save changes")))


class InterestForm(GuardedForm):
    """Tell me when the next class opens."""

    email = EmailField(label=_("Email address"))
    language = forms.ChoiceField(label=_("Preferred language"), choices=Language, initial=Language.ENGLISH)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *GUARD_FIELDS, Field("email"), Field("language"), Submit("tell-me", _("Tell me when the next class opens"))
        )


class CheckInForm(GuardedForm):
    """The code on a participant's badge, typed on a phone in the room."""

    code = LineField(
        label=_("Your four-character code"),
        max_length=20,
        help_text=_("It stands on your badge, on the sign-in sheet and in My requests."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*GUARD_FIELDS, Field("code"), Submit("check-in", _("Check in")))
