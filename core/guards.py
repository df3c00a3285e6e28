"""What stands between a public form and a bot, or a double click: no puzzle, no third party."""

import secrets
from datetime import timedelta

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LEAST_SECONDS = 2
GOOD_FOR = timedelta(hours=24)
_SALT = "core.guards.form_key"

# What a crispy layout of a GuardedForm begins with; TRAP alone where the template writes the key itself.
TRAP = Div("leave_empty", css_class="extra-field", aria_hidden="true")
GUARD_FIELDS = ("form_key", TRAP)


def new_form_key():
    """A key for one showing of a form: signed, and it tells when the form was opened."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(12))


class GuardedForm(forms.Form):
    """A public form with a key of its own, a trap for bots and a least time to fill it in.

    `cleaned_data["form_key"]` is the same for every submission of one showing of the
    form: a room stores it on what it makes, so that a double click makes one record
    and shows the first receipt. A stale or altered key is no dead end: the form comes
    back with what was typed and a fresh key.
    """

    # A plain Field: whatever is wrong with a key, clean_form_key has the one answer to it.
    form_key = forms.Field(widget=forms.HiddenInput, required=False)
    # Bots fill every field; people never see this one (CSS takes it off the page).
    leave_empty = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = new_form_key
        self.fields["leave_empty"].widget.attrs.update({"tabindex": "-1", "autocomplete": "off"})

    def as_sent(self):
        """Every value that was typed, by field name: what a page between typing and sending carries along."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]

    # Neither field is on the screen, so what they find is said about the form as a whole.

    def clean_leave_empty(self):
        if self.cleaned_data["leave_empty"]:
            self.add_error(None, ValidationError(_("We could not take this form. Please call us."), code="trap"))
        return ""

    def clean_form_key(self):
        signer = signing.TimestampSigner(salt=_SALT)
        signed = self.cleaned_data["form_key"] or ""
        try:
            key = signer.unsign(signed, max_age=GOOD_FOR)
        except (signing.BadSignature, ValueError):
            self._renew_key()
            text = _("This page was open for a long time. Your answers are still here: please send them once more.")
            self.add_error(None, ValidationError(text, code="stale"))
            return ""
        if settings.RATE_LIMITS_ON and self._opened_a_moment_ago(signer, signed):
            text = _("That was very quick. Please check your answers and send them again.")
            self.add_error(None, ValidationError(text, code="quick"))
        return key

    @staticmethod
    def _opened_a_moment_ago(signer, signed):
        try:
            signer.unsign(signed, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return False
        return True

    def _renew_key(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("form_key")] = new_form_key()
