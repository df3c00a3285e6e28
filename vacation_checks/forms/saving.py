"""Where to the link goes that opens a draft again."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField


class SaveForm(forms.Form):
    email = EmailField(label=_("Email address"), help_text=_("Please check it letter by letter."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("email", Submit("save", _("Mail me the link")))
