"""What people type when they ask. Whether it is taken, and what becomes of it, is decided in services."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.translation import gettext_lazy as _

from chat_sessions.enums import Topic
from core.contact import NoteField, refuse_blank
from core.enums import Language
from core.guards import TRAP, GuardedForm

SHORTEST, LONGEST = 10, 500


class QuestionTextField(NoteField):
    """A question in any script. A line break counts as one character, however the browser sends it."""

    default_validators = [
        *NoteField.default_validators,
        refuse_blank,
        MinLengthValidator(SHORTEST, _("Please write at least %(limit_value)d characters. You wrote %(show_value)d.")),
        MaxLengthValidator(LONGEST, _("This is too long: up to %(limit_value)d characters. You wrote %(show_value)d.")),
    ]

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class QuestionFields(forms.Form):
    """The question itself, and how it may be shown and answered. `place`: the sign-up of the person who asks."""

    text = QuestionTextField(
        label=_("Your question"),
        help_text=_("From 10 to 500 characters, in any language. Please leave out names of private persons."),
    )
    language = forms.ChoiceField(label=_("Language of your question"), choices=Language)
    topic = forms.ChoiceField(label=_("What is it about?"), choices=[("", _("- Select -")), *Topic.choices])
    shows_name = forms.TypedChoiceField(
        label=_("May we show your name with the question?"),
        choices=[("no", _("No: it is shown without a name")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    wants_writing = forms.BooleanField(label=_("I would like a written answer by mail."), required=False)
    is_own_case = forms.BooleanField(
        label=_("This is about my own case, or about an officer."),
        required=False,
        help_text=_("You can also file a complaint. Before you send the question, we show you how."),
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = place.language
        self.fields["shows_name"].initial = "yes" if place.may_use_name else "no"
        yes = ("yes", _("Yes: %(name)s") % {"name": place.name})
        self.fields["shows_name"].choices = [self.fields["shows_name"].choices[0], yes]

    def question(self):
        """The fields of a Question."""
        return {name: self.cleaned_data[name] for name in QuestionFields.base_fields}


PARTS = (
    "text",
    "language",
    "topic",
    Fieldset(_("What may we do with it?"), "shows_name", "wants_writing", "is_own_case"),
)


class QuestionForm(GuardedForm, QuestionFields):
    """A new question. The template writes the key and the buttons: there are steps."""

    field_order = ["text", "language", "topic", "shows_name", "wants_writing", "is_own_case"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(TRAP, *PARTS)


class ChangeForm(QuestionFields):
    """A question that came back to its asker."""

    def __init__(self, *args, question, **kwargs):
        first = {name: getattr(question, name) for name in QuestionFields.base_fields}
        first["shows_name"] = "yes" if question.shows_name else "no"
        super().__init__(*args, initial=first, place=question.sign_up, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*PARTS, Submit("send", _("Send it again")))
