"""Which homes an officer sees on a tour, and in which order: those of today, in the beat, and nothing else."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from core import references
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services.checks import had_open
from vacation_checks.services.times import said_at
from vacation_checks.services.tours import reaches

# So long a home stands apart whose residents told us that they are back.
BACK_FOR = timedelta(hours=24)

# Each encrypted column costs a decryption for every home: a list reads no more than it shows.
LISTED = [
    "reference", "state", "house", "unit", "beat", "beat__name", "is_restricted",
    "leaves_on", "leaves_at", "returns_on", "returns_at",
]  # fmt: skip
PRINTED = [*LISTED, "details"]

# What no officer is shown.
NOT_FOR_PATROL = ["email", "phone", "verification_word", "signature", "desk_note", "resident_note"]

_NUMBER_FIRST = re.compile(r"(\d+)(\S*)\s+(.*)", re.DOTALL)


@dataclass(frozen=True)
class Home:
    """A home as a list shows it."""

    reference: str
    address: str
    beat: str
    has_alert: bool
    is_restricted: bool
    last_check_at: datetime | None
    last_check: str  # in words
    overdue_days: int  # days beyond the target interval; below 0: not due yet
    today: str  # what happens today: who comes back, who leaves
    is_last_day: bool
    details: dict = field(default_factory=dict, repr=False)

    @property
    def is_never_checked(self):
        return self.last_check_at is None

    @property
    def order(self):
        """Open alert, never checked, most overdue, then along the street."""
        return (not self.has_alert, not self.is_never_checked, -self.overdue_days, *street_order(self.address))


@dataclass(frozen=True)
class HomesOfTour:
    """All that the list page shows. Of the last two only the addresses: nobody goes there."""

    homes: list[Home]
    back_early: list[str]
    known_only: list[str]


@dataclass(frozen=True)
class Logged:
    """A check of the running tour, for whoever wants to add to it."""

    pk: int
    at: str
    address: str
    result: str
    officer_id: int
    is_after_end: bool
    are_back: bool


def homes_of(tour, now, *, everywhere=False):
    """The homes of a tour at this moment; `everywhere`: of every beat."""
    beat, today = None if everywhere else tour.beat, timezone.localdate(now)
    requests = VacationCheckRequest.objects.in_beat(beat)
    return HomesOfTour(
        homes=_listed(requests, LISTED, now),
        back_early=_addresses(requests.back_early(now - BACK_FOR)),
        known_only=_addresses(requests.known_only(today)),
    )


def sheet_of(tour, now):
    """The homes of a tour for a printed sheet, with their details."""
    return _listed(VacationCheckRequest.objects.in_beat(tour.beat), PRINTED, now)


def logged_on(tour, now):
    """The checks of a tour, the newest first."""
    checks = tour.checks.select_related("request", "result").order_by("-logged_at", "-pk")
    return [
        Logged(
            pk=check.pk,
            at=said_at(check.checked_at, now),
            address=address_of(check.request),
            result=check.result.label,
            officer_id=check.officer_id,
            is_after_end=check.is_after_end,
            are_back=are_back(check.request),
        )
        for check in checks.only(
            "tour_id",
            "checked_at",
            "is_after_end",
            "officer_id",
            "request__house",
            "request__unit",
            "request__state",
            "request__ended_by",
            "result__label",
        )
    ]


def home_to_open(tour, user, reference, now):
    """The active home that this person may open on the tour, or None: not theirs is the same as unknown."""
    if not references.PATTERN.match(reference):  # the address line can hold anything, even a NUL
        return None
    listed = VacationCheckRequest.objects.on_the_list(timezone.localdate(now)).with_last_check().select_related("beat")
    home = listed.filter(reference=reference).defer(*NOT_FOR_PATROL).first()
    return home if home and reaches(tour, user, home) else None


def home_to_log(tour, user, reference, now):
    """The same, or a home that has left the list since this person had it open."""
    home = home_to_open(tour, user, reference, now)
    if home or not references.PATTERN.match(reference):
        return home
    home = VacationCheckRequest.objects.unsealed().filter(reference=reference).defer(*NOT_FOR_PATROL).first()
    return home if home and had_open(tour, user, home, now) else None


def are_back(request):
    """Whether somebody told us that the residents are home."""
    return request.state in {RequestState.ENDED_EARLY, RequestState.COMPLETED} and request.ended_by != EndedBy.CLOCK


def as_home(request, now):
    """A request read with with_last_check, as a list shows it."""
    return Home(
        reference=request.reference,
        address=address_of(request),
        beat=str(request.beat or ""),
        has_alert=request.has_alert,
        is_restricted=request.is_restricted,
        last_check_at=request.last_check_at,
        last_check=ago(request.last_check_at, now),
        overdue_days=_overdue_days(request, now),
        today=today_in_words(request, now),
        is_last_day=request.returns_on == timezone.localdate(now),
        details={} if "details" in request.get_deferred_fields() else request.details,
    )


def address_of(request):
    """On one line: "1234 SARTORI AVE, unit 4"."""
    unit = str(request.unit)
    if unit and " " not in unit and not unit.startswith("#"):
        unit = f"unit {unit}"
    return ", ".join(filter(None, [str(request.house), unit]))


def ago(moment, now):
    """When it was, as one says it on a street: "today 9:10 AM", "yesterday", "2 days ago", "never"."""
    if moment is None:
        return "never"
    days = (timezone.localdate(now) - timezone.localdate(moment)).days
    if days < 1:
        return f"today {said_at(moment, now)}"
    return "yesterday" if days == 1 else f"{days} days ago"


def today_in_words(request, now):
    """What happens at this home today; empty on all days between."""
    today = timezone.localdate(now)
    if request.returns_on == today:
        at = said_at(request.returns, now)
        return f"Returns today {at}" if now < request.returns else f"Should be back since {at}"
    if request.leaves_on == today:
        at = said_at(request.leaves, now)
        return f"Leaves today {at}" if now < request.leaves else f"Left today {at}"
    return ""


def street_order(address):
    """Along the street: by its name, then by the number as a number."""
    match = _NUMBER_FIRST.match(address)
    number, letter, street = match.groups() if match else ("0", "", address)
    return street, int(number), letter


def _listed(requests, columns, now):
    rows = requests.on_the_list(timezone.localdate(now)).with_last_check().select_related("beat").only(*columns)
    return sorted((as_home(row, now) for row in rows), key=lambda home: home.order)


def _addresses(requests):
    return sorted((address_of(row) for row in requests.only("house", "unit")), key=street_order)


def is_late(request, now):
    """Whether nobody looked for longer than the target interval; at a home never looked at, since the departure."""
    today = timezone.localdate(now)
    seen = timezone.localdate(request.last_check_at) if request.last_check_at else request.leaves_on
    return (today - seen).days > _interval(request, today)


def _overdue_days(request, now):
    """Whole days, so that homes of one day stand in the order of the street. 0 for a home never checked."""
    if request.last_check_at is None:
        return 0
    today = timezone.localdate(now)
    return (today - timezone.localdate(request.last_check_at)).days - _interval(request, today)


def _interval(request, today):
    """How many days may pass between two looks."""
    rules = CheckRules.current()
    is_first = (today - request.leaves_on).days < rules.first_period_days
    return rules.first_interval_days if is_first else rules.later_interval_days
