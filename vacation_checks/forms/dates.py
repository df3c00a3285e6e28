"""From when to when."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.contact import email_key
from core.widgets import date_input, time_input
from vacation_checks.forms.base import Part, StepForm, our_phone
from vacation_checks.models import CheckRules
from vacation_checks.services import dates, own_stays

NAMES = ("leaves_on", "leaves_at", "returns_on", "returns_at")


class DatesForm(StepForm):
    """Departure and return, as the clocks in Torrance show them."""

    PARTS = (
        Part(_("You leave"), NAMES[:2], _("All times are those of Torrance (Pacific time).")),
        Part(
            _("You are back"),
            NAMES[2:],
            _("Back for some days in between? Then please send one request for each part of your journey."),
        ),
    )

    leaves_on = forms.DateField(label=_("Day of departure"), widget=date_input())
    leaves_at = forms.TimeField(label=_("Time of departure"), widget=time_input())
    returns_on = forms.DateField(label=_("Day of return"), widget=date_input())
    returns_at = forms.TimeField(
        label=_("Time of return"), widget=time_input(), help_text=_("A quarter past midnight belongs to the new day.")
    )

    def clean(self):
        cleaned = super().clean()
        if set(NAMES) <= cleaned.keys():
            for name, message in self._problems(cleaned).items():
                self.add_error(name, message)
        return cleaned

    def _problems(self, cleaned):
        # What is too soon or too long online is for the desk to decide.
        known = _Departure(cleaned["leaves_on"]) if self.by_desk else None
        now, rules = timezone.now(), CheckRules.current()
        found = dates.problems_with(*[cleaned[name] for name in NAMES], now, rules, known=known)
        if self.by_desk and cleaned["returns_on"] < timezone.localdate(now):
            found["returns_on"] = _("This day is over.")
        if not self.by_desk and "returns_on" not in found:
            found |= self._too_much(cleaned, rules)
        return found

    def _too_much(self, cleaned, rules):
        nights = (cleaned["returns_on"] - cleaned["leaves_on"]).days
        if nights > rules.longest_nights:
            text = _("This is longer than %(nights)s nights. Please call %(phone)s: we tell you what we can do.")
            return {"returns_on": text % {"nights": rules.longest_nights, "phone": our_phone()}}
        over = self._is_own() and own_stays.year_over(
            self.asker, cleaned["leaves_on"], cleaned["returns_on"], rules.yearly_days
        )
        if over:
            text = _("With this stay you ask for more than %(days)s days in %(year)s. Please call %(phone)s.")
            return {"returns_on": text % {"days": rules.yearly_days, "year": over, "phone": our_phone()}}
        return {}

    def _is_own(self):
        """Whether the visitor has proved the mail address that the request names."""
        return bool(self.asker) and email_key(self.earlier.get("you", {}).get("email", "")) == self.asker

    def parts(self):
        if not self.by_desk:
            earliest = dates.earliest_departure(timezone.now(), CheckRules.current())
            text = _("The first day that you can ask for online is %(day)s.")
            self["leaves_on"].help_text = text % {"day": date_format(earliest, "l, F j")}
        return super().parts()

    def notes(self):
        cleaned = self.cleaned_data
        nights = (cleaned["returns_on"] - cleaned["leaves_on"]).days
        remarks = [dates.remark_on(nights, CheckRules.current())]
        if self._is_own():
            for reference in own_stays.overlapping(self.asker, cleaned["leaves_on"], cleaned["returns_on"]):
                remarks.append(_("You have a request for some of these days already: %(reference)s.")
                               % {"reference": reference})  # fmt: skip
        return list(filter(None, remarks))


class _Departure:
    """A departure that the desk knows of: it needs no notice."""

    def __init__(self, leaves_on):
        self.leaves_on = leaves_on
