"""The questions before the first session, as residents and staff answer them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.contact import NameField, NoteField, PhoneField
from programs.enums import AgreementKind, ShirtSize

OF_ANOTHER_PERSON = {"autocomplete": "off"}
SIGNED = ["agrees_to_conduct", "agrees_to_liability", "signature"]
KEPT = ["emergency_name", "emergency_relation", "emergency_phone", "shirt_size", "photo_consent"]


def _text(kind, more=""):
    return HTML(f"{{% include 'programs/packet/_text.html' with text=form.texts.{kind} {more} %}}")


class PacketForm(forms.Form):
    """Whom to call, which shirt, what to look out for; and, the first time, the signature.

    What is known of somebody's health is never shown again, here or to staff: an empty field keeps it.
    """

    emergency_name = NameField(
        label=_("Name of the person whom we call"),
        max_length=120,
        help_text=_("Somebody who is not in the class with you."),
        widget=forms.TextInput(attrs=OF_ANOTHER_PERSON),
    )
    emergency_relation = NameField(
        label=_("How this person is related to you"),
        max_length=60,
        help_text=_("For example: wife, father, friend."),
        widget=forms.TextInput(attrs=OF_ANOTHER_PERSON),
    )
    emergency_phone = PhoneField(
        label=_("Phone number of this person"), help_text=_("Where they can be reached in the evening.")
    )
    shirt_size = forms.ChoiceField(label=_("Shirt size"), choices=[("", _("- Select -")), *ShirtSize.choices])
    medical_notes = NoteField(
        label=_("Anything that we should know"),
        required=False,
        max_length=2000,
        help_text=_(
            "Only the coordinator reads this. On hands-on evenings there can be loud noise, flashing (strobe) "
            "lights and physical exercise. For example: epilepsy, asthma, a heart condition, a hearing aid."
        ),
    )
    forget_notes = forms.BooleanField(label=_("Delete what I told you before"), required=False)
    agrees_to_conduct = forms.BooleanField(
        label=_("I have read the conduct rules, and I will keep them."),
        error_messages={"required": _("Please read the rules, then check this box.")},
    )
    agrees_to_liability = forms.BooleanField(
        label=_("I have read the release of liability, and I agree."),
        error_messages={"required": _("Please read the text, then check this box. Questions? Call us.")},
    )
    signature = NameField(
        label=_("Sign with your full name"),
        max_length=160,
        help_text=_("Your typed name is your signature under the two texts above."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    photo_consent = forms.BooleanField(label=_("Yes, you may take and show photos and video of me."), required=False)
    # Which versions were on the page. Last, so that the others are cleaned before it takes some of them away.
    texts_shown = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args, texts, packet=None, **kwargs):
        known = {name: getattr(packet, name) for name in KEPT} if packet else {}
        super().__init__(*args, initial=known, **kwargs)
        self.packet = packet
        self.texts = texts
        asked = {kind: text for kind, text in texts.items() if packet is None or kind == AgreementKind.PHOTO}
        self.current = " ".join(f"{kind}:{text.version}" for kind, text in sorted(asked.items()))
        self.fields["texts_shown"].initial = self.current
        self.fields["emergency_phone"].widget.attrs.update(OF_ANOTHER_PERSON)
        self._leave_out_what_is_not_asked()
        self.helper = FormHelper()
        self.helper.layout = self._layout()

    def _leave_out_what_is_not_asked(self):
        absent = SIGNED if self.packet else []
        if self.packet is None or not self.packet.has_notes:
            absent = [*absent, "forget_notes"]
        else:
            self.fields["medical_notes"].help_text = _(
                "You told us something before. We do not show it here. Leave this empty to keep it, or write "
                "anew all that we should know. Only the coordinator reads it."
            )
        if AgreementKind.PHOTO not in self.texts:
            absent = [*absent, "photo_consent"]
        for name in absent:
            del self.fields[name]

    def _layout(self):
        conduct, liability, photos = _text("conduct"), _text("liability"), _text("photo", "quiet=1")
        rules = [conduct, "agrees_to_conduct", liability, "agrees_to_liability", "signature"]
        parts = [
            (_("In an emergency"), ["emergency_name", "emergency_relation", "emergency_phone"]),
            (_("Your shirt"), ["shirt_size"]),
            (_("Your health (optional)"), ["medical_notes", "forget_notes"]),
            (_("Rules and release"), [] if self.packet else rules),
            (_("Photos and video (optional)"), [photos, "photo_consent"] if "photo_consent" in self.fields else []),
        ]
        fieldsets = [
            Fieldset(legend, *[each for each in each_part if not isinstance(each, str) or each in self.fields])
            for legend, each_part in parts
            if each_part
        ]
        button = _("Save changes") if self.packet else _("Sign and send")
        return Layout(*fieldsets, "texts_shown", Submit("save", button))

    def clean_texts_shown(self):
        """Nobody signs a text that they have not seen."""
        if self.cleaned_data["texts_shown"] != self.current:
            self.data = self.data.copy()
            self.data["texts_shown"] = self.current
            for name in ("agrees_to_conduct", "agrees_to_liability", "photo_consent"):
                self.data.pop(name, None)
            raise ValidationError(_("A text has changed while you were reading. Please read it and decide again."))
        return self.current

    def answers(self):
        """What services.packets.save_packet keeps."""
        return {**self.cleaned_data, "texts": self.texts}
