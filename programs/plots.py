"""The plots of a class: how it filled, and who came."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from core import plots
from programs.enums import ATTENDED_MARKS, RegistrationState
from programs.models import Attendance, RegistrationEvent

DAY = timedelta(days=1)


def class_plots(offering, now, user):
    """What the page of a class shows to this member of staff."""
    drawn = [*fill_plots([offering], now).values()]
    if user.has_perm("programs.view_attendance"):
        drawn.append(attendance_plot(offering))
    return [plot for plot in drawn if plot]


def fill_plots(offerings, now):
    """{primary key: plot} of the confirmed seats, day by day since registration opened. One query for all of them.

    Who moved in from another class counts from the day on which they got their seat there.
    """
    changes = _changes_by_day(offerings)
    drawn = {offering.pk: _fill_plot(offering, changes[offering.pk], now) for offering in offerings}
    return {pk: plot for pk, plot in drawn.items() if plot}


def _changes_by_day(offerings):
    """{primary key: {day: seats gained less seats lost}}."""
    confirmed = RegistrationState.CONFIRMED
    came, went = Q(to_state=confirmed), Q(from_state=confirmed)
    rows = (
        RegistrationEvent.objects.filter(came | went, registration__offering__in=offerings)
        .order_by()
        .values(offering=F("registration__offering"), day=TruncDate("at"))
        .annotate(gained=Count("pk", filter=came), lost=Count("pk", filter=went))
    )
    changes = defaultdict(dict)
    for row in rows:
        changes[row["offering"]][row["day"]] = row["gained"] - row["lost"]
    return changes


def _fill_plot(offering, changes, now):
    days = [*changes, *([timezone.localdate(offering.opens_at)] if offering.opens_at else [])]
    today = timezone.localdate(now)
    if not days or min(days) > today:
        return None
    ends = offering.registration_ends_at
    last = max([min(today, timezone.localdate(ends)) if ends else today, *days])
    counts, seats, day = [], 0, min(days)
    while day <= last:
        seats += changes.get(day, 0)
        counts.append((day, seats))
        day += DAY
    return plots.steps(
        title=f"Confirmed seats of {offering.program.prefix} class {offering.number}",
        counts=counts,
        limit=offering.capacity,
        of="Confirmed seats",
        limit_words="Seats",
    )


def attendance_plot(offering):
    """A bar for each session with a mark: how many of those whose mark is known were there. None before the first."""
    sessions = offering.teaching_sessions
    known = dict(_marks(sessions))
    return plots.shares(
        title=f"Attendance of {offering.program.prefix} class {offering.number}: who was there",
        parts=[(f"{session.date:%b} {session.date.day}", *known.get(session.pk, (0, 0))) for session in sessions],
        of="Present",
        whole="Recorded",
    )


def _marks(sessions):
    """(primary key of a session, (were there, marks in all))."""
    there = Count("pk", filter=Q(mark__in=ATTENDED_MARKS))
    rows = Attendance.objects.filter(session__in=sessions).order_by().values("session")
    for row in rows.annotate(there=there, marks=Count("pk")):
        yield row["session"], (row["there"], row["marks"])
