"""A code on paper, and what a family tells by it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField, LineField, NameField, PhoneField, email_key, person_key
from core.guards import GUARD_FIELDS, GuardedForm
from programs.enums.nominations import Grade
from programs.services.nominations.redeeming import Family

# The student's, typed by a parent: the browser must not fill in the parent's own.
OF_ANOTHER_PERSON = {"autocomplete": "off"}


def _helper():
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class PaperCodeForm(forms.Form):
    """The twelve characters of the paper, with or without spaces, in any case."""

    code = LineField(
        label=_("Code"),
        max_length=40,
        help_text=_("It stands on your paper in three blocks, for example 7K3M-29QX-HB4T."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "paper-code"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper()

    def refuse(self, phone):
        """One answer for a code that never was, was used, withdrawn, or is over."""
        text = _(
            "This code does not work. Please compare it with your paper. It may have been used already, or its time "
            "may be over. We gladly help: call us at %(phone)s."
        )
        self.add_error("code", ValidationError(text % {"phone": phone}, code="unknown"))


class FamilyForm(GuardedForm):
    """Who the student is, and how we reach the two: with the parent's word that we may know."""

    given_name = NameField(
        label=_("The student's given name"), max_length=80, widget=forms.TextInput(attrs=OF_ANOTHER_PERSON)
    )
    family_name = NameField(
        label=_("The student's family name"), max_length=80, widget=forms.TextInput(attrs=OF_ANOTHER_PERSON)
    )
    grade = forms.TypedChoiceField(label=_("Grade"), choices=Grade, coerce=int, widget=forms.RadioSelect)
    student_email = EmailField(label=_("The student's school email address"), required=False)
    guardian_name = NameField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    guardian_email = EmailField(
        label=_("Your email address"),
        required=False,
        help_text=_("Not the student's. We send you a link to your page, so that you can come back to it."),
    )
    guardian_phone = PhoneField(
        label=_("Your phone number"),
        required=False,
        help_text=_("Enough, if you have no email address. For example, 310-555-0100."),
    )
    agrees = forms.BooleanField(
        label=_("I agree that the Torrance Police Department learns the student's name, grade and school."),
        error_messages={"required": _("Without this, we must not keep anything about the student.")},
    )

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        ends = {"domains": ", ".join(school.domains)}
        help_text = _("It ends with: %(domains)s. Leave it empty if the student has none, or if you do not know it.")
        self.fields["student_email"].help_text = help_text % ends
        self.fields["student_email"].widget.attrs.update(OF_ANOTHER_PERSON)
        self.helper = _helper()
        student = ["given_name", "family_name", "grade", "student_email"]
        self.helper.layout = Layout(
            *GUARD_FIELDS,
            Fieldset(_("The student"), *student),
            Fieldset(_("You, the parent or guardian"), "guardian_name", "guardian_email", "guardian_phone", "agrees"),
        )

    def clean(self):
        cleaned = super().clean()
        self._check_student(cleaned)
        self._check_guardian(cleaned)
        return cleaned

    def _check_student(self, cleaned):
        mail = cleaned.get("student_email")
        if mail and not self.school.has_mail(mail):
            text = _("This is not an address of the school. Leave it empty if you do not know it.")
            self.add_error("student_email", ValidationError(text, code="not_school"))

    def _check_guardian(self, cleaned):
        mail, phone = cleaned.get("guardian_email"), cleaned.get("guardian_phone")
        if not mail and not phone and not {"guardian_email", "guardian_phone"} & set(self.errors):
            text = _("Write your email address, or your phone number below, so that we can reach you.")
            self.add_error("guardian_email", ValidationError(text, code="required"))
        if mail and email_key(mail) == email_key(self.data.get(self.add_prefix("student_email"), "")):
            text = _("This is the student's address. Write your own. If you share one, write your phone number.")
            self.add_error("guardian_email", ValidationError(text, code="same"))
        student = person_key(cleaned.get("given_name", ""), cleaned.get("family_name", ""))
        if student.strip() and person_key(cleaned.get("guardian_name", ""), "") == student:
            text = _("This is the student's name. Write your own. If you have the same name, please call us.")
            self.add_error("guardian_name", ValidationError(text, code="same"))

    def family(self, language):
        """What services.nominations.redeeming makes a nomination of."""
        told = {name: self.cleaned_data[name] for name in Family.__dataclass_fields__ if name in self.cleaned_data}
        phone = told["guardian_phone"]
        return Family(language=language, **told | {"guardian_phone": phone.as_e164 if phone else ""})
