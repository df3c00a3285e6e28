"""What the room says on the Monday page: what waits for the desk, and what is good to know."""

from collections import Counter
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.monday import Line, Need, lines_of
from vacation_checks.desk_lists import in_intake, wished
from vacation_checks.enums import CLOCK_STATES, RequestState
from vacation_checks.models import Alert, VacationCheckRequest
from vacation_checks.services.patrol import is_late

SEALED = "vacation_checks.view_sealed"
READ = "vacation_checks.view_vacationcheckrequest"
LIST = "admin:vacation_checks_vacationcheckrequest_changelist"


def lines(user, now):
    """For settings.MONDAY_LINES."""
    found = lines_of(NEEDS, user, now)
    if user.has_perm(READ):
        found += standing_lines(now)
    if user.has_perm(SEALED):
        found.append(Line("Sealed requests", reverse("admin:vacation_checks_vacationcheckrequest_sealed")))
    return found


def standing_lines(now):
    """How many homes are looked at, and how many more from tomorrow on."""
    today = timezone.localdate(now)
    active = VacationCheckRequest.objects.on_the_list(today).count()
    page = reverse(LIST)
    yield Line(f"{active} {'home is' if active == 1 else 'homes are'} looked at today", f"{page}?stands=active")
    tomorrow = leaving_tomorrow(VacationCheckRequest.objects.all(), now).count()
    if tomorrow:
        yield Line(f"{tomorrow} more from tomorrow on", f"{page}?stands=scheduled")
    yield from late_lines(now)


def late_lines(now):
    """Where nobody looked for longer than the rules want: each beat with its number of homes."""
    homes = VacationCheckRequest.objects.on_the_list(timezone.localdate(now)).with_last_check()
    rows = homes.select_related("beat").only("leaves_on", "beat__name")
    late = Counter(row.beat for row in rows if is_late(row, now))
    for beat, number in sorted(late.items(), key=lambda pair: str(pair[0])):
        page = f"{reverse(LIST)}?stands=active{f'&beat__id__exact={beat.pk}' if beat else ''}"
        yield Line(f"{beat or 'No beat'}: {number} {'home' if number == 1 else 'homes'} overdue", page)


def _tomorrow(now):
    return timezone.localdate(now) + timedelta(days=1)


def leaving_tomorrow(requests, now):
    return requests.unsealed().filter(state__in=CLOCK_STATES, leaves_on=_tomorrow(now))


def leaving_soon(requests, now):
    """With the desk, or asked something, and about to leave."""
    return requests.unsealed().filter(in_intake(now), leaves_on__lte=_tomorrow(now))


def undecided(requests, now):
    """With the desk, and leaving later than tomorrow."""
    return requests.unsealed().filter(in_intake(now), state=RequestState.SUBMITTED, leaves_on__gt=_tomorrow(now))


def unconfirmed_soon(requests, now):
    waits = requests.unsealed().filter(state=RequestState.UNCONFIRMED, expires_at__gt=now)
    return waits.filter(leaves_on__lte=_tomorrow(now))


def wishing(requests, now):
    return requests.unsealed().filter(wished())


def not_back(requests, now):
    return requests.overdue(now)


def in_no_beat(requests, now):
    """On the officers' list, or soon; but nobody patrols there."""
    return requests.unsealed().filter(
        Q(beat=None) | Q(beat__is_active=False), state__in=CLOCK_STATES, returns_on__gte=timezone.localdate(now)
    )


def open_alerts(alerts, now):
    return alerts.filter(closed_at=None, check_record__request__sealed_at=None)


NEEDS = [
    Need(
        "open-alert", Alert, "Open", "alert is open", "alerts are open", open_alerts, urgent=True,
    ),
    Need(
        "leaving-soon", VacationCheckRequest, "Not decided, leaves by tomorrow",
        "request is not decided, and they leave by tomorrow", "requests are not decided, and they leave by tomorrow",
        leaving_soon, urgent=True,
    ),
    Need(
        "no-beat", VacationCheckRequest, "Approved, in no patrolled beat",
        "approved home lies in no beat that is patrolled", "approved homes lie in no beat that is patrolled",
        in_no_beat, urgent=True,
    ),
    Need(
        "undecided", VacationCheckRequest, "To be decided",
        "request waits for your decision", "requests wait for your decision", undecided,
    ),
    Need(
        "wish", VacationCheckRequest, "Wish for other dates",
        "wish for other dates waits for your decision", "wishes for other dates wait for your decision", wishing,
    ),
    Need(
        "not-back", VacationCheckRequest, "Nobody told us that they are back",
        "resident should be back and has not told us", "residents should be back and have not told us", not_back,
    ),
    Need(
        "unconfirmed-soon", VacationCheckRequest, "Mail address not confirmed, leaves by tomorrow",
        "request is not confirmed by mail, and they leave by tomorrow",
        "requests are not confirmed by mail, and they leave by tomorrow",
        unconfirmed_soon,
    ),
]  # fmt: skip
