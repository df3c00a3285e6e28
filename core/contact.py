"""How people are told apart, and form fields for what they type about themselves."""

import re
import unicodedata

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

# Line breaks and tabs are fine in a text area; everything else of category Cc, and the
# invisible marks that reorder text (bidirectional overrides), never belongs in a name or a note.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]")


def email_key(email):
    """The same mailbox, however it was typed: lower case, no outer spaces."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def person_key(given_name, family_name):
    """The same person's name, however it was typed (case, width of letters, spaces)."""
    text = unicodedata.normalize("NFKC", f"{given_name} {family_name}").casefold()
    return " ".join(text.split())


def refuse_control_characters(value):
    """Names and notes hold writing of any script, but nothing that steers a screen or a printer."""
    if _FORBIDDEN.search(value):
        raise ValidationError(
            _("This has a hidden character that we cannot keep. Type the text again instead of pasting it."),
            code="control_characters",
        )


def refuse_line_breaks(value):
    """One line stays one line: it may stand in a mail's subject or a spreadsheet's cell."""
    if _LINE_BREAKS.search(value):
        raise ValidationError(_("Write this on one line."), code="line_breaks")


class LineField(forms.CharField):
    """One line of text, in any script."""

    default_validators = [refuse_control_characters, refuse_line_breaks]


class NoteField(forms.CharField):
    """Several lines of text, in any script."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_validators = [refuse_control_characters]


class EmailField(forms.EmailField):
    """A mail address that we will write to."""

    default_validators = [*forms.EmailField.default_validators, refuse_control_characters]

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "email", "spellcheck": "false"})


class PhoneField(PhoneNumberField):
    """A phone number as people here write it (310-555-0100), or with + and a country code."""

    default_error_messages = {
        "invalid": _("Enter a phone number with its area code, like 310-555-0100, or with + and the country code.")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "tel")


class CodeForm(forms.Form):
    """The six digits from one of our mails."""

    code = LineField(
        label=_("Six-digit code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
