"""What graduates, and those who are shown a certificate, fill in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import LineField, NoteField
from core.surveys import ScaleForm
from programs.enums import SurveyQuestion
from programs.services.certificates import normalise_code


class CertificateCodeForm(forms.Form):
    """The code that is printed on a certificate, however it is typed."""

    code = LineField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("Twelve letters and digits, for example 7K3M-29QX-ABCD."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        # It changes nothing, so it is a GET: no cookie, and a page that can be opened again.
        self.helper.form_method = "get"
        self.helper.form_action = "certificates:check"
        self.helper.layout = Layout("code", Submit("", _("Check the certificate")))

    def clean_code(self):
        code = normalise_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _("This is not a code of ours. It has twelve letters and digits, and no 0, 1, I, L, O or U."),
                code="certificate",
            )
        return code


class SurveyForm(ScaleForm):
    """Five questions from 1 to 5, and what else there is to say."""

    questions = SurveyQuestion
    comment = NoteField(
        label=_("What else would you like to say?"),
        required=False,
        max_length=2000,
        help_text=_("We read these words as you write them. Leave out what would tell who you are."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(_("How much do you agree?"), *self.scales()), "comment", Submit("send", _("Send my answers"))
        )
