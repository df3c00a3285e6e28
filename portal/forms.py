"""What a resident types to come back."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField
from core.guards import GUARD_FIELDS, GuardedForm


class SignInForm(GuardedForm):
    """The address that a link and a code are mailed to."""

    email = EmailField(label=_("Email address"), help_text=_("The address that you used with us."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*GUARD_FIELDS, "email", Submit("send", _("Send me a link and a code")))
