"""What the forms of families share: texts to read, one page of several, and the answers in words."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from programs.enums.nominations import ConsentKind, FamilyTextKind
from programs.people import phone_text
from programs.services.nominations import mixups

OF_ANOTHER_PERSON = {"autocomplete": "off"}
MIXED_UP = "mixed_up"
LABELS = {
    **{FamilyTextKind(str(kind)): kind.label for kind in ConsentKind},
    FamilyTextKind.CONDUCT: _("Conduct rules"),
    FamilyTextKind.PURPOSE: _("What we use the answers for"),
}


class TextShown:
    """One version of a text as a family reads it: in their language, as far as it is translated."""

    def __init__(self, text, language):
        self.kind, self.version, self.day = text.kind, text.version, text.created_at
        self.label, self.words = LABELS[text.kind], text.in_language(language)
        self.lang = language if text.translations.get(language) else settings.LANGUAGE_CODE


def texts_shown(texts, language):
    return {kind: TextShown(text, language) for kind, text in texts.items()}


def text_block(kind):
    """A place in a layout where a text stands in full."""
    return HTML(f"{{% include 'consent/_text.html' with text=form.shown.{kind} %}}")


class FamilyForm(forms.Form):
    """One page of the answers of one party. `texts`: the versions that are asked of them, by kind."""

    PARTS = ()  # (legend, names and text blocks) in the order of the page
    SIGNED = ()  # the kinds of texts that are signed here
    ASKED_BY_TEXT = ()  # boxes that are emptied when a text has changed

    MARK = ""  # the hidden field that says that this page was sent, and which versions of the texts were on it

    def __init__(self, data=None, *, party, texts, initial=None):
        super().__init__(data, initial=initial)
        self.party, self.texts = party, texts
        self.shown = texts_shown(texts, party.language)
        self.current = " ".join(f"{kind}:{texts[kind].version}" for kind in self.SIGNED) or "1"
        self.fields[self.MARK] = forms.CharField(
            required=False, max_length=200, widget=forms.HiddenInput, initial=self.current
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def lay_out(self):
        """Once all fields are what they shall be."""
        fieldsets = []
        for legend, names in self.PARTS:
            present = [name for name in names if not isinstance(name, str) or name in self.fields]
            if any(isinstance(name, str) for name in present):
                fieldsets.append(Fieldset(legend, *present))
        self.helper.layout = Layout(*fieldsets, self.MARK)

    @classmethod
    def was_sent(cls, data):
        return cls.MARK in data

    def as_sent(self):
        """Every value that was typed, by field name: what the other pages carry along."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]

    def is_mixed_up(self):
        """Whether something was typed that belongs to the student, or to a guardian."""
        return any(error.code == MIXED_UP for errors in self.errors.as_data().values() for error in errors)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get(self.MARK) != self.current:
            self._ask_anew()
        for name, message in mixups.found_in(self.party, cleaned).items():
            if name in self.fields:
                self.add_error(name, ValidationError(message, code=MIXED_UP))
        return cleaned

    def _ask_anew(self):
        """Nobody signs a text that they have not seen."""
        self.data = self.data.copy()
        self.data[self.MARK] = self.current
        for name in self.ASKED_BY_TEXT:
            self.data.pop(name, None)
        text = _("A text has changed while you were reading. Please read it and decide again.")
        self.add_error(None, ValidationError(text, code="text_changed"))

    def answers_shown(self):
        """(label, answer) of every question that was answered, for whoever checks them."""
        return [(self.label_shown(name), self._in_words(name)) for name in self.names_shown()]

    def names_shown(self):
        names = [name for _legend, part in self.PARTS for name in part if isinstance(name, str)]
        return [name for name in names if name in self.fields]

    def label_shown(self, name):
        return self.fields[name].label

    def _in_words(self, name):
        value, choices = self.cleaned_data.get(name), getattr(self.fields[name], "choices", None)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, PhoneNumber):
            return phone_text(value)
        if isinstance(value, date):
            return date_format(value, "F j, Y")
        return dict(choices).get(value, "") if choices else value or ""


def stored_phone(value):
    """As it is kept: E.164, or nothing."""
    return value.as_e164 if value else ""


def shown_phone(stored):
    """As a form shows what is kept."""
    return phone_text(PhoneNumber.from_string(str(stored))) if stored else ""
