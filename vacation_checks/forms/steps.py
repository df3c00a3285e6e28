"""The steps of a request in their order, and what becomes of the answers. Residents and staff use the same."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from vacation_checks.forms.base import StepForm
from vacation_checks.forms.consents import ConsentsForm
from vacation_checks.forms.dates import DatesForm
from vacation_checks.forms.home import HomeForm
from vacation_checks.forms.people import PeopleForm
from vacation_checks.forms.property import PropertyForm
from vacation_checks.forms.showing import plain
from vacation_checks.forms.you import YouForm
from vacation_checks.services import drafts


@dataclass(frozen=True)
class Step:
    name: str
    title: str
    form: type[StepForm]


STEPS = (
    Step("you", _("About you"), YouForm),
    Step("home", _("Your home"), HomeForm),
    Step("dates", _("Your dates"), DatesForm),
    Step("people", _("People"), PeopleForm),
    Step("property", _("At the home"), PropertyForm),
    Step("consents", _("Consents"), ConsentsForm),
)
BY_NAME = {step.name: step for step in STEPS}


@dataclass
class Walk:
    """The steps as far as their answers are right: forms and clean answers by step, and the first that is not."""

    forms: dict = field(default_factory=dict)
    cleaned: dict = field(default_factory=dict)
    unfinished: str | None = None


def walk(answers, *, until=None, **about):
    """Judge kept answers, from the first step up to `until` (not included). `about`: as for StepForm."""
    done = Walk()
    for step in STEPS:
        if step.name == until:
            break
        form = step.form(step.form.as_sent(answers.get(step.name) or {}), earlier=done.cleaned, **about)
        if step.name not in answers or not form.is_valid():
            done.unfinished = step.name
            break
        done.forms[step.name], done.cleaned[step.name] = form, form.cleaned_data
    return done


def fields_from(cleaned):
    """The fields of a VacationCheckRequest, from the clean answers of all steps ({step: cleaned_data})."""
    fields = {name: plain(cleaned[step][name]) for step, names in drafts.COLUMNS.items() for name in names}
    details = {name: plain(cleaned[step][name]) for step, names in drafts.DETAILS.items() for name in names}
    return fields | {
        "details": {name: value for name, value in details.items() if value not in ("", [])},
        "acknowledgement": cleaned["consents"]["acknowledgement"],
        "jurisdiction": cleaned["home"]["finding"].jurisdiction,
        "beat": cleaned["home"]["finding"].beat,
    }
