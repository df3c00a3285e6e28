"""First of all: whether we can do it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.guards import GUARD_FIELDS, GuardedForm
from vacation_checks.forms.base import our_phone

# Why it matters, and what to do instead. Each gets our phone number behind it.
_WHY = {
    "in_city": _(
        "We can only look at homes in the city of Torrance. East of Western Avenue the Los Angeles police is "
        "responsible, in ZIP 90502 the County Sheriff: please ask them. Not sure?"
    ),
    "lives_there": _(
        "Only somebody who lives in the home can ask: an owner, a tenant, an adult of the family. Please let them "
        "ask. They cannot?"
    ),
    "nobody_stays": _(
        "When somebody stays overnight, officers cannot tell a guest from a burglar. That person can call us at any "
        "time. Somebody comes only by day? Then check this box, and name them later on this form. Questions?"
    ),
    "lived_in": _(
        "Homes that are vacant, for sale, being fumigated or under renovation need something else than this service. "
        "We tell you what we can do:"
    ),
}


class EligibilityForm(GuardedForm):
    """Four boxes. One that is not ticked explains itself."""

    in_city = forms.BooleanField(label=_("My home is in the city of Torrance."), required=False)
    lives_there = forms.BooleanField(
        label=_("I live there: as an owner, a tenant or an adult of the family."), required=False
    )
    nobody_stays = forms.BooleanField(label=_("Nobody stays there overnight while I am away."), required=False)
    lived_in = forms.BooleanField(
        label=_("It is not vacant, not for sale, not being fumigated, not under renovation."), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        # The page has a summary of its own: the reasons are long.
        self.helper.form_show_errors = False
        self.helper.layout = Layout(*GUARD_FIELDS, *map(Field, _WHY), Submit("begin", _("Begin the request")))

    def clean(self):
        cleaned = super().clean()
        for name, why in _WHY.items():
            if not cleaned.get(name):
                text = _("%(why)s Call %(phone)s.") % {"why": why, "phone": our_phone()}
                self.add_error(name, ValidationError(text, code="not_eligible"))
        return cleaned
