"""How the dates of a request change. The resident's last word counts: each change takes the place of an open wish."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vacation_checks import emails
from vacation_checks.enums import LIVE_STATES, RequestState
from vacation_checks.models import CheckRules
from vacation_checks.models.request import wall_moment
from vacation_checks.services import clock, states
from vacation_checks.services.dates import problems_of_order, problems_with
from vacation_checks.services.endings import NOT_APPROVED
from vacation_checks.services.errors import DatesError, RequestError

FIELDS = ("leaves_on", "leaves_at", "returns_on", "returns_at")
EXTENDABLE = {RequestState.ACTIVE, RequestState.AWAITING}


@transaction.atomic
def change_dates(request, leaves_on, leaves_at, returns_on, returns_at, *, by=None):
    """Other dates; returns the request, with `has_wish` if the desk has to decide.

    Before approval any dates within the rules take effect. After it, leaving later or returning sooner takes effect at
    once, however short the stay becomes; anything longer is a wish, and the request runs on as it was.
    The desk (`by`), which talks to the person, is bound by the order of the dates alone.
    """
    locked, now = clock.locked_now(request)
    dates = dict(zip(FIELDS, (leaves_on, leaves_at, returns_on, returns_at), strict=True))
    _must_be_changeable(locked, by)
    if dates == dates_of(locked) and not locked.has_wish:
        return locked
    approved = locked.state not in NOT_APPROVED
    free = by is not None or (approved and _is_within(dates, locked))
    _refuse(_problems(locked, dates, now, free=free))
    if free or not approved:
        return _put(locked, dates, now=now, by=by)
    return _wish(locked, dates, now=now)


@transaction.atomic
def extend(request, returns_on, returns_at, *, by=None):
    """Return later than planned, while it runs: at once, since nobody shall stop looking while somebody is stuck.

    Online once, and up to the longest stay with checks; more by phone (`by`).
    """
    locked, now = clock.locked_now(request)
    if (returns_on, returns_at) == (locked.returns_on, locked.returns_at) and locked.extended_at:
        return locked
    if locked.state not in EXTENDABLE:
        raise RequestError(_("Only a running request can be made longer. Please call us."))
    if by is None and locked.extended_at:
        raise RequestError(_("You have made it longer once. For more, please call us."))
    later = {"returns_on": returns_on, "returns_at": returns_at}
    if by is None:
        _refuse(_extension_problems(locked, later, now))
    else:
        _refuse(problems_of_order(**dates_of(locked) | later, now=now))
    once = {} if by else {"extended_at": now}
    event = states.write(
        locked, now=now, by=by, note="made longer", reminded_at=None, **later, **once, **states.NO_WISH
    )
    clock.settle(locked, now)
    emails.queue_about("changed", locked, event)
    return locked


def can_change(state):
    """Whether the resident can ask for other dates."""
    return state in LIVE_STATES and state != RequestState.AWAITING


def has_left(request, state, now):
    """Whether the departure is history: it was approved, and its moment is over."""
    return state not in NOT_APPROVED and request.leaves <= now


def can_extend(request, state, now, rules):
    """Whether the resident can still make it longer online."""
    days_left = max(request.returns_on, timezone.localdate(now)) < latest_return(request, rules)
    return state in EXTENDABLE and request.extended_at is None and days_left


def latest_return(request, rules):
    """The last day to which a resident can make it longer online."""
    return request.leaves_on + timedelta(days=rules.most_nights)


@transaction.atomic
def decide_wish(request, accept, by, explanation=""):
    """The desk's answer to a wish for other dates. A refusal says why: the resident reads it."""
    locked, now = clock.locked_now(request)
    if not locked.has_wish:
        raise RequestError("There is no open wish for other dates.")
    if not accept:
        if not explanation:
            raise RequestError("Say why: the resident reads it.")
        event = states.write(locked, now=now, by=by, note="wish refused", desk_note=explanation, **states.NO_WISH)
        emails.queue_about("wish_refused", locked, event)
        return locked
    wished = {name: getattr(locked, f"wished_{name}") for name in FIELDS}
    if wall_moment(wished["returns_on"], wished["returns_at"]) <= now:
        raise RequestError("These dates are over. Refuse the wish, or call the resident.")
    return _put(locked, wished, now=now, by=by, desk_note=explanation)


def dates_of(request):
    """{field: value} of the dates that are in effect."""
    return {name: getattr(request, name) for name in FIELDS}


def _must_be_changeable(locked, by):
    if locked.state not in LIVE_STATES:
        raise RequestError(_("This request has ended. Please ask again, or call us."))
    if not can_change(locked.state) and by is None:
        raise RequestError(_("Your dates are over. Tell us that you are back, or that you stay longer."))


def _put(locked, dates, *, now, by, **fields):
    fields |= {**dates, **states.NO_WISH}
    if (dates["returns_on"], dates["returns_at"]) > (locked.returns_on, locked.returns_at):
        fields["reminded_at"] = None
    event = states.write(locked, now=now, by=by, note="dates changed", **fields)
    clock.settle(locked, now)
    emails.queue_about("changed", locked, event)
    return locked


def _wish(locked, dates, *, now):
    wished = {f"wished_{name}": value for name, value in dates.items()}
    if all(getattr(locked, name) == value for name, value in wished.items()):
        return locked
    event = states.write(locked, now=now, note="wishes other dates", **wished)
    emails.queue_about("wish", locked, event)
    return locked


def _is_within(dates, locked):
    leaves, returns = (dates["leaves_on"], dates["leaves_at"]), (dates["returns_on"], dates["returns_at"])
    return leaves >= (locked.leaves_on, locked.leaves_at) and returns <= (locked.returns_on, locked.returns_at)


def _problems(locked, dates, now, *, free):
    departure_changes = (dates["leaves_on"], dates["leaves_at"]) != (locked.leaves_on, locked.leaves_at)
    if departure_changes and has_left(locked, locked.state, now):
        return {"leaves_on": _("By your dates you have left already. Please call us.")}
    if free:
        return problems_of_order(**dates, now=now)
    return problems_with(**dates, now=now, rules=CheckRules.current(), known=locked)


def _extension_problems(locked, later, now):
    latest = latest_return(locked, CheckRules.current())
    if (later["returns_on"], later["returns_at"]) <= (locked.returns_on, locked.returns_at):
        return {"returns_on": _("This is not later than your planned return.")}
    if later["returns_on"] > latest:
        return {
            "returns_on": _("Online the last possible day is %(day)s. For more, please call us.")
            % {"day": date_format(latest, "l, F j")}
        }
    return problems_of_order(**dates_of(locked) | later, now=now)


def _refuse(problems):
    if problems:
        raise DatesError(problems)
