"""What residents type to take part. Whether they get a place is decided in services."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat_sessions.enums import Accommodation
from chat_sessions.services.sign_ups import is_late
from core.contact import EmailField, LineField, NameField, NoteField, PhoneField, refuse_blank
from core.enums import Language
from core.guards import GUARD_FIELDS, TRAP, GuardedForm

LEAST_QUESTION, MOST_QUESTION = 10, 500
# Checked, and not kept: what they say is true of every sign-up.
NOT_KEPT = {"form_key", "leave_empty", "question", "is_old_enough", "knows_record"}


class SignUpForm(GuardedForm):
    """Who comes, in which language, and what they need."""

    name = NameField(
        label=_("Name or nickname"),
        max_length=120,
        help_text=_("As you want to be called. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(label=_("Email address"), help_text=_("We send your confirmation and the way in here."))
    phone = PhoneField(
        label=_("Phone number"), required=False, help_text=_("Only if we may call you. For example, 310-555-0100.")
    )
    zip_code = LineField(
        label=_("ZIP code"),
        max_length=10,
        required=False,
        help_text=_("So that we know which parts of the city take part. We publish no small figures."),
        validators=[RegexValidator(r"^[0-9]{5}(-[0-9]{4})?\Z", _("Enter five digits, like 90503."))],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(label=_("Language to listen and ask in"), choices=Language, initial=Language.ENGLISH)
    accommodations = forms.MultipleChoiceField(
        label=_("What do you need to take part?"),
        choices=Accommodation,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    accommodation_note = NoteField(
        label=_("More about what you need"),
        max_length=500,
        required=False,
        help_text=_("Which language, or what else would help."),
    )
    question = NoteField(
        label=_("Your first question to the Chief"),
        min_length=LEAST_QUESTION,
        max_length=MOST_QUESTION,
        required=False,
        help_text=_("10 to 500 characters, in any language. Criticism is welcome. You can ask more later."),
        validators=[refuse_blank],
    )
    may_use_name = forms.BooleanField(
        label=_("You may show my name with my question."),
        required=False,
        help_text=_("If you do not check this, only the staff who run the session see your name."),
    )
    is_old_enough = forms.BooleanField(
        label=_("I am 13 or older."),
        error_messages={"required": _("We may not take data of children under 13. A parent can sign up and ask.")},
    )
    knows_record = forms.BooleanField(
        label=_("I know this, and want to take part."),
        error_messages={
            "required": _("Please read the note about recording, then check this box. Questions? Call us.")
        },
    )

    def __init__(self, *args, session, department, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["knows_record"].help_text = session.recording_notice
        self.fields["accommodations"].help_text = self._notice(department)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            TRAP,
            Fieldset(_("About you"), "name", "email", "phone", "zip_code"),
            Fieldset(_("How we can help"), "language", "accommodations", "accommodation_note"),
            Fieldset(_("Your question"), "question", "may_use_name"),
            Fieldset(_("Before you send"), "is_old_enough", "knows_record"),
        )

    def clean(self):
        cleaned = super().clean()
        wishes, note = cleaned.get("accommodations"), cleaned.get("accommodation_note")
        if wishes is None or note is None:  # one of them is wrong already
            return cleaned
        if note and not wishes:
            cleaned["accommodations"] = [Accommodation.OTHER]
        elif Accommodation.OTHER in wishes and not note:
            self.add_error("accommodation_note", _("Write what else you need."))
        return cleaned

    def answers(self):
        """The fields of a SignUp."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_KEPT}

    def _notice(self, department):
        if is_late(self.session, timezone.now()):
            text = _(
                "It is less than %(hours)s hours until the session: we try, but cannot promise it. Call %(phone)s, too."
            )
        else:
            text = _("Please ask at least %(hours)s hours before the session. We try later, too.")
        phone = department.accommodation_phone.as_national
        return text % {"hours": department.accommodation_notice_hours, "phone": phone}


class InterestForm(GuardedForm):
    """Tell me about future sessions."""

    email = EmailField(label=_("Email address"))
    language = forms.ChoiceField(label=_("Preferred language"), choices=Language, initial=Language.ENGLISH)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *GUARD_FIELDS, Field("email"), Field("language"), Submit("tell-me", _("Tell me about future sessions"))
        )
