"""How was it?"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django.utils.translation import gettext_lazy as _

from chat_sessions.enums import SurveyQuestion
from core.contact import LineField
from core.surveys import ScaleForm


class SurveyForm(ScaleForm):
    """Five questions from 1 to 5, and what the next session should be about."""

    questions = SurveyQuestion
    next_topic = LineField(
        label=_("What should the next session be about?"),
        required=False,
        max_length=300,
        help_text=_("We read these words as you write them. Leave out what would tell who you are."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(_("How much do you agree?"), *self.scales()), "next_topic", Submit("send", _("Send my answers"))
        )
