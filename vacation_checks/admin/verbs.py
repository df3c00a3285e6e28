"""What the desk can do to a request: one button, one page and one verb of the services each."""

from collections.abc import Callable
from dataclasses import dataclass

from vacation_checks.admin import verb_forms as forms
from vacation_checks.enums import CLOCK_STATES, INTAKE_STATES, LIVE_STATES, RUNNING_STATES, EndedBy, RequestState
from vacation_checks.services import changes, desk, endings

DECIDE, HOME, CALLER = "Decide", "The home and the person", "For a caller"
GROUPS = [DECIDE, HOME, CALLER]


@dataclass(frozen=True)
class Verb:
    """`call(request, by=, **form.arguments())`; offered in these true states, and if `fits(request)`."""

    name: str
    group: str
    label: str
    call: Callable
    done: str
    states: list
    form: type[forms.VerbForm] = forms.SureForm
    explanation: str = ""
    fits: Callable = lambda request: True
    warns: bool = False
    is_main: bool = False
    tells_resident: bool = True

    @property
    def url_name(self):
        return f"admin:vacation_checks_vacationcheckrequest_{self.name.replace('-', '_')}"

    def is_offered(self, request, state):
        return state in self.states and self.fits(request)


def _restrict(request, *, by, note):
    return desk.restrict(request, True, by=by, note=note)


def _unrestrict(request, *, by, note):
    return desk.restrict(request, False, by=by, note=note)


def _back_known(request, *, by):
    return endings.back_early(request, EndedBy.DESK, by=by)


def _has_wish(request):
    return request.has_wish


VERBS = {
    verb.name: verb
    for verb in [
        Verb(
            "approve", DECIDE, "Approve", desk.note_and_approve, "approved", INTAKE_STATES, forms.ApproveForm,
            "Officers look at the home on these days. The resident is told by mail.", is_main=True,
        ),
        Verb(
            "ask", DECIDE, "Ask the resident", desk.ask, "asked", INTAKE_STATES, forms.AskForm,
            "The question stands on the resident's page; a mail without it tells them to look. They answer there.",
        ),
        Verb(
            "information", DECIDE, "For information only", desk.inform_only, "noted for information", INTAKE_STATES,
            forms.ExplainForm,
            "Too long, or somebody stays: officers know of the home, and do not look at it. The resident is told.",
        ),
        Verb(
            "decline", DECIDE, "Decline", desk.decline, "declined", INTAKE_STATES, forms.DeclineForm,
            "The request ends. The reason stands on the resident's page; a mail tells them to look.", warns=True,
        ),
        Verb(
            "wish", DECIDE, "Decide on other dates", changes.decide_wish, "wish decided", LIVE_STATES, forms.WishForm,
            "The resident wishes for other dates. Until you decide, the request runs on as it is.",
            fits=_has_wish, is_main=True,
        ),
        Verb(
            "identity", HOME, "Note who it is", desk.note_identity, "identity noted", LIVE_STATES, forms.IdentityForm,
            "Before this is noted, the request cannot be approved. Call back on the number that you know, not on one "
            "that a caller tells you.", tells_resident=False,
        ),
        Verb(
            "beat", HOME, "Assign the beat", desk.assign_beat, "beat assigned", LIVE_STATES, forms.BeatForm,
            "Without a beat no officer sees the home.", tells_resident=False,
        ),
        Verb(
            "restrict", HOME, "Mark as restricted", _restrict, "restricted", LIVE_STATES, forms.RestrictForm,
            "For example a restraining order. Whoever of the desk opens the request reads: say nothing to callers. "
            "The resident is not told.", fits=lambda request: not request.is_restricted, tells_resident=False,
        ),
        Verb(
            "unrestrict", HOME, "No longer restricted", _unrestrict, "no longer restricted", LIVE_STATES,
            forms.RestrictForm, "The warning to the desk goes away.",
            fits=lambda request: request.is_restricted, tells_resident=False,
        ),
        Verb(
            "pause", HOME, "Pause the checks", desk.suspend, "paused", CLOCK_STATES, forms.PauseForm,
            "For example while the home is fumigated. It leaves the officers' list at once. The resident is told.",
        ),
        Verb(
            "resume", HOME, "Resume the checks", desk.resume, "resumed", [RequestState.SUSPENDED],
            explanation="The home is on the officers' list again. The resident is told.", is_main=True,
        ),
        Verb(
            "dates", CALLER, "Change the dates", changes.change_dates, "dates changed", LIVE_STATES, forms.DatesForm,
            "They count from now on: notice and longest stay are yours to judge. The resident is told.",
        ),
        Verb(
            "back-known", CALLER, "They are back: known otherwise", _back_known, "ended: they are back", RUNNING_STATES,
            explanation="You called back on the number of the request, or saw an ID: somebody of the house says that "
            "they are back. Officers know at once. The resident gets the report.",
        ),
        Verb(
            "cancel", CALLER, "Cancel", endings.cancel, "cancelled", LIVE_STATES,
            explanation="The person who asked wants nothing any more, and you know that it is them. The home leaves "
            "the officers' list at once. The resident is told.", warns=True,
        ),
    ]
}  # fmt: skip


def offered(request, state):
    """[(group, verbs)] for a request in this true state."""
    found = [verb for verb in VERBS.values() if verb.is_offered(request, state)]
    return [(group, mine) for group in GROUPS if (mine := [verb for verb in found if verb.group == group])]
