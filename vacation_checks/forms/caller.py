"""The whole request on one page, for a caller: the same questions as online, in the same order."""

from django import forms
from django.utils import timezone

from core.guards import GuardedForm
from vacation_checks.forms.steps import STEPS, fields_from
from vacation_checks.models import CheckRules
from vacation_checks.services.dates import earliest_departure, remark_on


class KeyForm(GuardedForm):
    """The key of one showing, and the desk's word that it knows what is unusual."""

    knows = forms.BooleanField(label="I know, and it can be done", required=False)


class CallerRequest:
    """All steps, each judged with the answers before it. Nothing is kept until all of it is right."""

    def __init__(self, data=None, *, kept=None):
        self.key = KeyForm(data)
        self.forms, self.cleaned = [], {}
        kept = kept or {}
        for step in STEPS:
            form = step.form(data, initial=kept.get(step.name), earlier=self.cleaned, by_desk=True)
            if data is not None and form.is_valid():
                self.cleaned[step.name] = form.cleaned_data
            self.forms.append((step, form))

    def is_valid(self):
        """Short notice and a long stay are no errors, but said once, and known."""
        is_whole = self.key.is_valid() and len(self.cleaned) == len(STEPS)
        unusual = self.unusual()
        if unusual and not self.key.cleaned_data.get("knows"):
            self.key.add_error("knows", " ".join(unusual))
            return False
        return is_whole

    def unusual(self):
        """What a resident could not ask for online."""
        if "dates" not in self.cleaned:
            return []
        asked, rules, now = self.cleaned["dates"], CheckRules.current(), timezone.now()
        earliest = earliest_departure(now, rules)
        soon = f"Online the first day of departure is {earliest:%A, %B %-d}." if asked["leaves_on"] < earliest else ""
        nights = (asked["returns_on"] - asked["leaves_on"]).days
        return [str(text) for text in (soon, remark_on(nights, rules)) if text]

    def with_row(self, button):
        """The same page with one row more or less in a list; what was typed stays."""
        return CallerRequest(kept={step.name: form.typed(button) for step, form in self.forms})

    def problems(self):
        """As StepForm.problems, of all steps."""
        return [problem for _step, form in self.forms for problem in form.problems()]

    @property
    def form_key(self):
        return self.key.cleaned_data["form_key"]

    def fields(self):
        """For services.requests.submit."""
        return fields_from(self.cleaned)
