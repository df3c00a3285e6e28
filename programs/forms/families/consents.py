"""The consents, each by itself, each no until somebody says yes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import NameField
from programs.enums.nominations import ConsentKind, FamilyTextKind
from programs.forms.families.parts import FamilyForm, text_block
from programs.services.nominations.deciding import Consents

K = ConsentKind
OPTIONAL = [kind for kind in ConsentKind if kind != K.PARTICIPATION]
OF_GUARDIAN = {
    K.HANDS_ON: _("Yes, the student may take part in the hands-on evenings."),
    K.RIDE_ALONG: _("Yes, the student may go on a ride-along."),
    K.PHOTOS: _("Yes, you may take and show photos and video of the student."),
    K.SCHOOL: _("Yes, you may tell the school the attendance and the completion. (Needed for the school credit.)"),
    K.TREATMENT: _("Yes, the student may be treated in an emergency."),
}
OF_ADULT = {
    K.HANDS_ON: _("Yes, I take part in the hands-on evenings."),
    K.RIDE_ALONG: _("Yes, I would go on a ride-along."),
    K.PHOTOS: _("Yes, you may take and show photos and video of me."),
    K.SCHOOL: _("Yes, you may tell my school my attendance and my completion. (Needed for the school credit.)"),
    K.TREATMENT: _("Yes, I may be treated in an emergency."),
}


class ConsentsForm(FamilyForm):
    """What a guardian agrees to, or a student who is 18: taking part, and five things that may stay a no."""

    MARK = "consents_sent"
    SIGNED = [FamilyTextKind(str(kind)) for kind in ConsentKind]
    ASKED_BY_TEXT = [str(kind) for kind in ConsentKind]
    PARTS = (
        *((kind.label, [text_block(kind), str(kind)]) for kind in ConsentKind),
        (_("Your signature"), ["consent_signature"]),
    )

    participation = forms.ChoiceField(widget=forms.RadioSelect)
    consent_signature = NameField(
        label=_("Sign with your full name"),
        max_length=160,
        required=False,
        help_text=_("Your typed name is your signature under everything that you said yes to."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, data=None, *, party, texts, given=None):
        """`given`: {kind: yes or no}, what counts so far."""
        known = dict(given or {})
        initial = {str(kind): known.get(kind, False) for kind in OPTIONAL}
        if known.get(K.PARTICIPATION):
            initial[str(K.PARTICIPATION)] = "yes"
        super().__init__(data, party=party, texts=texts, initial=initial)
        words = OF_GUARDIAN if party.is_guardian else OF_ADULT
        for kind in OPTIONAL:
            self.fields[str(kind)] = forms.BooleanField(label=words[kind], required=False)
        self._ask_for_participation()
        self.lay_out()

    def _ask_for_participation(self):
        asked = self.fields["participation"]
        if self.party.is_guardian:
            asked.label = _("May the student take part?")
            yes, no = _("Yes, the student may take part."), _("No, the student does not take part.")
        else:
            asked.label = _("Do you want to take part?")
            yes, no = _("Yes, I take part."), _("No, I do not take part.")
        asked.choices = [("yes", yes), ("no", no)]

    def clean(self):
        cleaned = super().clean()
        if not self.is_refusal() and not cleaned.get("consent_signature") and "consent_signature" not in self.errors:
            self.add_error("consent_signature", ValidationError(_("Please sign with your full name."), code="required"))
        return cleaned

    def is_refusal(self):
        """No to taking part: then nothing else is asked, and it is asked once more whether they are sure."""
        return self.cleaned_data.get("participation") == "no"

    def label_shown(self, name):
        """What it is about: the words beside a box begin with a yes."""
        return ConsentKind(name).label if name in ConsentKind.values else super().label_shown(name)

    def kept(self):
        """What the services keep."""
        given = {kind: self.cleaned_data[str(kind)] for kind in OPTIONAL}
        if "participation" in self.fields:
            given[K.PARTICIPATION] = self.cleaned_data["participation"] == "yes"
        return Consents(given, self.cleaned_data["consent_signature"], self.texts)


class ConsentChangeForm(ConsentsForm):
    """The same after the first answer, without taking part: that is given up on a page of its own."""

    SIGNED = [FamilyTextKind(str(kind)) for kind in OPTIONAL]
    ASKED_BY_TEXT = [str(kind) for kind in OPTIONAL]
    PARTS = ConsentsForm.PARTS[1:]

    def _ask_for_participation(self):
        del self.fields["participation"]
