"""What a resident types about a request that is sent. Whether dates can be is decided in services."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from core.contact import NoteField
from core.widgets import date_input, time_input

# Browsers without a field for times leave it to the hand.
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p", "%I%p"]
TIME_HINT = _("Pacific time")


def day_field(label):
    return forms.DateField(label=label, widget=date_input())


def hour_field(label):
    return forms.TimeField(label=label, widget=time_input(), input_formats=TIME_FORMATS, help_text=TIME_HINT)


class AnswerForm(forms.Form):
    """The answer to the desk's question."""

    answer = NoteField(label=_("Your answer"), max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ReturnForm(forms.Form):
    """A later return."""

    returns_on = day_field(_("Day of return"))
    returns_at = hour_field(_("Time of return"))
    button = _("Stay longer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.rows(), Submit("save", self.button))

    def rows(self):
        return [Row("returns_on", "returns_at")]


class DatesForm(ReturnForm):
    """Other dates. Whoever has left already (`left`) only changes the return."""

    leaves_on = day_field(_("Day of departure"))
    leaves_at = hour_field(_("Time of departure"))
    button = _("Change the dates")
    field_order = ["leaves_on", "leaves_at", "returns_on", "returns_at"]

    def __init__(self, *args, left=False, **kwargs):
        self.left = left
        super().__init__(*args, **kwargs)
        if left:
            del self.fields["leaves_on"], self.fields["leaves_at"]

    def rows(self):
        if self.left:
            return super().rows()
        return [
            Fieldset(_("You leave"), Row("leaves_on", "leaves_at")),
            Fieldset(_("You return"), *super().rows()),
        ]
