"""Who asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.contact import EmailField, NameField, PhoneField
from core.enums import Language
from vacation_checks.enums import Relation
from vacation_checks.forms.base import Part, StepForm


class YouForm(StepForm):
    """Somebody who lives in the home, and how we reach them on their journey."""

    PARTS = (
        Part(_("Who you are"), ("name", "relation")),
        Part(
            _("How we reach you"),
            ("email", "phone", "other_phone", "language"),
            _("If something is wrong at your home, our desk calls you."),
        ),
    )

    name = NameField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    relation = forms.ChoiceField(label=_("You and this home"), choices=Relation, widget=forms.RadioSelect)
    email = EmailField(
        label=_("Email address"),
        help_text=_("You confirm your request by a link in a mail. Our mails never say your address or your dates."),
    )
    phone = PhoneField(
        label=_("Phone number that works where you are going"),
        help_text=_("For example, 310-555-0100; a foreign one with + and its country code."),
    )
    other_phone = PhoneField(label=_("Another phone number"), required=False)
    language = forms.ChoiceField(
        label=_("Preferred language"),
        choices=Language,
        initial=Language.ENGLISH,
        help_text=_("We write to you in this language as soon as our mails are translated; until then in English."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.by_desk:
            self.fields["email"].required = False
