"""How a request stands, for the resident: one plain sentence a state, and the looks that were taken at the home."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vacation_checks.enums import RequestState


@dataclass(frozen=True)
class Look:
    """One check, as the resident reads it: when, and what was found. Never by whom, and not what was done."""

    at: datetime
    found: str
    is_late_entry: bool
    is_after_end: bool


def looks_at(request):
    """Every check of this home, the newest first; not those of which somebody said that they were of another home."""
    checks = request.checks.of_this_home().order_by("-checked_at", "-pk")
    rows = checks.values_list("checked_at", "result__resident_words", "is_late_entry", "is_after_end")
    return [Look(*row) for row in rows]


def standing(request, state):
    """One plain sentence. `state`: the true one at this moment."""
    day = "l, F j"
    return {
        RequestState.UNCONFIRMED: _("Please confirm it: then it goes to our desk."),
        RequestState.SUBMITTED: _("It is with our desk. We write to you when it is decided."),
        RequestState.ASKED: _("We asked you something. Please answer."),
        RequestState.SCHEDULED: _("Approved. We begin on %(leaves)s."),
        RequestState.ACTIVE: _("We look at the home now and then, until %(returns)s."),
        RequestState.AWAITING: _("Your dates are over. Are you back? Please tell us."),
        RequestState.SUSPENDED: _("It is paused. The reason stands on its page."),
        RequestState.INFORMATION: _("Officers know of it. They do not look at the home."),
        RequestState.COMPLETED: _("It is over. Your report is ready."),
        RequestState.ENDED_EARLY: _("You are back. Your report is ready."),
        RequestState.CANCELLED: _("It is cancelled."),
        RequestState.DECLINED: _("We could not approve it. The reason stands on its page."),
        RequestState.LAPSED: _("It ended, because its time ran out."),
    }[state] % {"leaves": date_format(request.leaves_on, day), "returns": date_format(request.returns_on, day)}
