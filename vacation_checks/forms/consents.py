"""What the resident allows, acknowledges and signs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import LineField, NameField
from vacation_checks.forms.base import Part, StepForm
from vacation_checks.models import AcknowledgementText

WORD = "verification_word"
SHORTEST_WORD = 4


class UnshownInput(forms.TextInput):
    """What is typed can be read while it is typed, and never again."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs)


class ConsentsForm(StepForm):
    """Three consents, each by itself; the word; the signature under the newest text."""

    PARTS = (
        Part(
            _("What officers may do"),
            ("may_enter_yard", "may_enter_home", "may_shut_water"),
            _("You decide each by itself. Without your yes they do none of these; they call you or your contact."),
        ),
        Part(_("Your verification word"), (WORD,)),
        Part(_("What you acknowledge"), ("acknowledges", "signature")),
    )

    may_enter_yard = forms.BooleanField(
        label=_("Yes, officers and volunteers may go into the back yard to look."), required=False
    )
    may_enter_home = forms.BooleanField(
        label=_("Yes, officers may go into the home if they find it open."),
        required=False,
        help_text=_("Volunteers never go into a home."),
    )
    may_shut_water = forms.BooleanField(
        label=_("Yes, officers may shut off the water at the street or the house if it leaks."), required=False
    )
    verification_word = LineField(
        label=_("A word that only you and we know"), min_length=SHORTEST_WORD, max_length=30, widget=UnshownInput
    )
    acknowledges = forms.BooleanField(
        label=_("I have read this text, and I agree."),
        error_messages={"required": _("Please read the text, then check this box. Questions? Call us.")},
    )
    signature = NameField(
        label=_("Sign with your full name"),
        max_length=160,
        help_text=_("Your typed name is your signature under the text above."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    # Which version was on the page.
    text_shown = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = AcknowledgementText.objects.first()
        self.known_word = self.initial.get(WORD) or ""
        self.current = str(self.text.version) if self.text else ""
        self.initial["text_shown"] = self.current
        word = self.fields[WORD]
        word.widget.attrs |= {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        word.required = not self.known_word
        if self.by_desk:
            # Nothing of a caller's request is kept before all of it is right: the word stays on the page until then.
            word.widget = forms.TextInput(attrs=word.widget.attrs)
            self.fields["signature"].help_text = "The caller's full name. Read the text to the caller first."

    def clean_verification_word(self):
        word = self.cleaned_data[WORD] or self.known_word
        if word and not any(character.isalpha() for character in word):
            raise ValidationError(
                _("This looks like a code. Choose a word with letters, and never the code of your alarm."), code="code"
            )
        return word

    def clean(self):
        """Nobody signs a text that they have not seen."""
        cleaned = super().clean()
        if cleaned.get("text_shown") != self.current or not self.text:
            self.data = self.data.copy()
            self.data["text_shown"] = self.current
            self.data.pop("acknowledges", None)
            self.add_error(None, ValidationError(_("The text has changed. Please read it and decide again.")))
        return cleaned | {"acknowledgement": self.text}

    def typed(self, button=""):
        """A word that is refused is not kept: nobody could see which one it is."""
        self.is_valid()
        return super().typed(button) | {WORD: self.cleaned_data.get(WORD) or self.known_word}

    def parts(self):
        self[WORD].help_text = self._about_the_word()
        for part in super().parts():
            yield part | {"text": self.text if self["acknowledges"] in part["fields"] else None}

    def _about_the_word(self):
        if self.by_desk:
            return (
                "4 to 30 characters, chosen by the caller: not the code of the alarm. Once saved, nobody is shown it."
            )
        about = _(
            "4 to 30 characters. When you call us about your request, we ask you for it. Not the code of your alarm!"
        )
        known = self.cleaned_data.get(WORD) if self.is_bound else self.known_word
        if not known:
            return about
        return f"{_('You have set a word. We do not show it again: leave this empty to keep it.')} {about}"

    def shown(self, name):
        return _("Set (we do not show it)") if name == WORD else super().shown(name)
