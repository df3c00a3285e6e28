"""How people are told apart, and form fields for what they type about themselves."""

import re
import unicodedata
from contextlib import suppress

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

# Line breaks and tabs are fine in a text area; everything else of category Cc, and the
# invisible marks that reorder text (bidirectional overrides), never belongs in a name or a note.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]")
# Letters to Unicode, blanks to the eye: the Hangul fillers and the empty Braille cell.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"

# What the columns hold that keep a key. One character can fold to eighteen.
EMAIL_KEY_LENGTH = 254
PERSON_KEY_LENGTH = 170


def email_key(email):
    """The same mailbox, however it was typed: lower case, no outer spaces."""
    return _folded(email).strip()


def person_key(given_name, family_name):
    """The same person's name, however it was typed (case, width of letters, spaces)."""
    return " ".join(_folded(f"{given_name} {family_name}").split())[:PERSON_KEY_LENGTH]


def _folded(text):
    # Folding can take a letter apart, so what it leaves is composed once more.
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


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


def refuse_blank(value):
    """Some character must be there to see; a zero-width space is no name."""
    if all(character in _BLANKS or unicodedata.category(character)[0] in "CMZ" for character in value):
        raise ValidationError(forms.Field.default_error_messages["required"], code="required")


def refuse_unwritable(value):
    """A sound address: plain letters before the @, and after it a name that mail can travel to.

    To Django's validator (as to Python) some other letters are the same as s and k: without
    this, a code could be mailed to one mailbox and open what belongs to another.
    """
    validate_email(value)
    local_part, _at, domain = value.rpartition("@")
    try:
        local_part.encode("ascii")
        travels = len(domain.encode("idna")) < EMAIL_KEY_LENGTH and len(email_key(value)) <= EMAIL_KEY_LENGTH
    except UnicodeError:
        travels = False
    if not travels:
        raise ValidationError(validate_email.message, code=validate_email.code)


def refuse_web_addresses(value):
    """We write names into mails: a stranger must not be able to mail a link to somebody in our name."""
    text = _folded(value)
    if "://" in text or "www." in text:
        raise ValidationError(_("Leave out web addresses here."), code="web_address")


class LineField(forms.CharField):
    """One line of text, in any script."""

    default_validators = [refuse_control_characters, refuse_line_breaks, refuse_blank]


class NameField(LineField):
    """A name of a person or an organization, in any script."""

    default_validators = [*LineField.default_validators, refuse_web_addresses]


class NoteField(forms.CharField):
    """Several lines of text, in any script."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_validators = [refuse_control_characters]


class EmailField(forms.EmailField):
    """A mail address that we will write to."""

    default_validators = [refuse_control_characters, refuse_unwritable]

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "email", "spellcheck": "false"})

    def to_python(self, value):
        # A Japanese or Chinese keyboard may type the same address in full-width letters. The domain
        # is kept as mail servers spell it (xn--...), so that no look-alike shares somebody's key.
        address = super().to_python(value)
        if len(address) > self.max_length:  # refused by its length; a flood is not worth the work
            return address
        name, at, domain = unicodedata.normalize("NFKC", address).rpartition("@")
        with suppress(UnicodeError):  # the validators refuse what cannot be spelled so
            domain = domain.encode("idna").decode()
        return f"{name}{at}{domain}"


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
        self.helper.disable_csrf = True
