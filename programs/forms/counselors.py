"""What counselors type: to sign in, about one nominee, and for a paper invitation."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms

from core.contact import EmailField, NameField, NoteField, PhoneField
from core.enums import Language
from core.guards import GUARD_FIELDS, GuardedForm
from programs.enums.nominations import Grade, PartyRole

OF_ANOTHER_PERSON = {"autocomplete": "off"}
RANKS = {"min": 1, "max": 99, "inputmode": "numeric", **OF_ANOTHER_PERSON}
NO_OTHER_GRADE = "Only students of grade 11 or 12 can take part."
REASON_HINT = "One or two sentences. No grades, no discipline, nothing about health. The family can read it."


def helper(*layout):
    made = FormHelper()
    made.layout = Layout(*layout)
    return made


def of_another(field):
    """The browser must not fill in the counselor's own data."""
    field.widget.attrs.update(OF_ANOTHER_PERSON)
    return field


def school_mail_problem(school, address):
    """Why this is not a student's school mail; empty if it is."""
    if not address or school.has_mail(address):
        return ""
    return f"This is not a mail of the school ({', '.join(school.domains)}). Write the school mail, or leave it empty."


class SignInForm(GuardedForm):
    """The address that a link and a code are mailed to."""

    email = EmailField(label="School mail address", help_text="The address to which we have sent your invitation.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(*GUARD_FIELDS, "email", Submit("send", "Send me a link and a code"))


class AimForm(forms.Form):
    """Where the link of one person goes."""

    email = EmailField(label="Mail address", required=False)
    phone = PhoneField(label="Phone number", required=False, help_text="We call only if the mail does not arrive.")
    language = forms.ChoiceField(label="Language", choices=Language.choices)

    def __init__(self, *args, school, role, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.role = school, role
        for name in ("email", "phone"):
            of_another(self.fields[name])
        if role == PartyRole.STUDENT:
            self.fields["email"].label = "Student's school mail"
            self.fields["email"].help_text = f"It ends in {' or '.join(school.domains)}."
        self.helper = helper("email", "phone", "language", Submit("save", "Send the link here"))

    def clean_email(self):
        address = self.cleaned_data["email"]
        problem = school_mail_problem(self.school, address) if self.role == PartyRole.STUDENT else ""
        if problem:
            raise forms.ValidationError(problem)
        return address

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        return phone.as_e164 if phone else ""


class CorrectForm(forms.Form):
    """What a counselor said of a student."""

    given_name = of_another(NameField(label="First name", max_length=80))
    family_name = of_another(NameField(label="Last name", max_length=80))
    grade = forms.TypedChoiceField(
        label="Grade", choices=Grade.choices, coerce=int, error_messages={"invalid_choice": NO_OTHER_GRADE}
    )
    rank = forms.IntegerField(
        label="Rank", min_value=1, max_value=99, widget=forms.NumberInput(attrs=RANKS), help_text="1: first choice."
    )
    reason = NoteField(
        label="Why this student", max_length=300, help_text=REASON_HINT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(
            Div("given_name", "family_name", css_class="form-row"),
            Div("grade", "rank", css_class="form-row"),
            "reason",
            Submit("save", "Save"),
        )


class WithdrawForm(forms.Form):
    """Why a nominee is taken back."""

    reason = NoteField(
        label="Why",
        max_length=300,
        help_text="For the coordinator. The family does not read it. No grades, no discipline, nothing about health.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PaperForm(GuardedForm):
    """For which family a code is printed: all that is asked is the language."""

    language = forms.ChoiceField(
        label="Language of the family", choices=Language.choices, help_text="The sheet is printed in this language."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(*GUARD_FIELDS, "language", Submit("make", "Make a paper invitation"))
