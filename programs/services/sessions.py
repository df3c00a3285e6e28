"""One session of a class is moved, cancelled or put back; later ones follow if that is wanted.

Each has a plan (what would become of which session) and a verb that makes the plan anew under
the lock of the class and carries it out through classes.save_sessions: one mail a person.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from core.services import closed_days
from programs.enums import ClassStatus
from programs.models import ClassSession
from programs.services import classes, seats
from programs.services.classes import MOST_WEEKS, SessionChange
from programs.services.errors import RegistrationError

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class When:
    """A date and the hours, as staff type them."""

    date: date
    start_time: time
    end_time: time


@dataclass(frozen=True)
class DatePlan:
    """What would become of the sessions of a class, and the days that were passed over."""

    changes: list[SessionChange] = field(default_factory=list)
    skipped: dict[date, str] = field(default_factory=dict)

    @property
    def sessions(self):
        """The sessions as they would be, to be saved."""
        return [change.after for change in self.changes]


def blocked_days(offering, first, last):
    """Days on which the class cannot meet: closure days (of students, school breaks), and its cancelled sessions."""
    classes.ensure_closure_days(first)
    cancelled = {session.date: "cancelled session" for session in offering.sessions.all() if session.cancelled}
    return cancelled | closed_days(first, last, for_students=offering.program.is_for_students)


def follow(days, first, blocked):
    """New dates for sessions on these days (in order), when the first of them is on `first`.

    Each keeps its weekday, or all turn by as many days as the first one. What lay a week after the one
    before it lies a week after it again, whatever was skipped between them then; blocked days are stepped over.
    Returns the dates, and the days that were stepped over.
    """
    turn = timedelta(days=(first - days[0]).days % 7)
    new, skipped = [first], {}
    for before, day in pairwise(days):
        if day == before:
            new.append(new[-1])
            continue
        rests = _weeks_between(before, day, blocked)
        landing = _next_on(new[-1], (day + turn).weekday())
        while rests or landing in blocked:
            if landing in blocked:
                skipped[landing] = blocked[landing]
            else:
                rests -= 1
            landing += WEEK
        new.append(landing)
    return new, skipped


def _weeks_between(before, day, blocked):
    """How many evenings the class could have met between the two, and did not: its own rests."""
    weeks = range(1, (day - before - timedelta(days=1)).days // 7 + 1)
    return sum(day - number * WEEK not in blocked for number in weeks)


def _next_on(day, weekday):
    """The first such weekday after the day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def moved(sessions, dates):
    """The changes that put each of these sessions on its new date."""
    pairs = zip(sessions, dates, strict=True)
    return [_change(session, date=day) for session, day in pairs if session.date != day]


def _change(session, **fields):
    after = copy(session)
    for name, value in fields.items():
        setattr(after, name, value)
    return SessionChange(before=session, after=after)


def plan_move(offering, session, to, *, with_later=False):
    """The session at another time; `with_later`: those after it by the same number of weeks, on their weekdays."""
    sessions = list(offering.sessions.all())
    session = _mine(sessions, session)
    refuse_unless_to_come(session)
    if session.cancelled:
        raise RegistrationError("This session is cancelled: put it back first.")
    if all(getattr(session, name) == getattr(to, name) for name in ("date", "start_time", "end_time")):
        return DatePlan()
    change = _change(session, date=to.date, start_time=to.start_time, end_time=to.end_time)
    if change.after.starts_at <= timezone.now():
        raise RegistrationError("This moment has passed. Choose a later one.")
    plan = DatePlan([change])
    weeks = round((to.date - session.date).days / 7)
    if with_later and weeks:
        plan = _with_later(offering, sessions, change, weeks)
    _refuse_collisions(sessions, plan)
    return plan


def _with_later(offering, sessions, change, weeks):
    held = [each for each in sessions if not each.cancelled]
    position = held.index(change.before)
    if position and change.after.starts_at < held[position - 1].ends_at:
        raise RegistrationError("Together with the later ones, it must stay after the session before it.")
    days = [each.date for each in held[position:]]
    anchor = days[0] + weeks * WEEK
    blocked = blocked_days(offering, min(*days, anchor), max(*days, anchor) + MOST_WEEKS * WEEK)
    dates, skipped = follow(days, anchor, blocked)
    return DatePlan([change, *moved(held[position + 1 :], dates[1:])], skipped)


def plan_cancel(offering, session, *, add_one=False):
    """The session does not take place; `add_one`: its topic gets an evening at the end, before graduation."""
    sessions = list(offering.sessions.all())
    session = _mine(sessions, session)
    refuse_unless_to_come(session)
    if session.cancelled:
        return DatePlan()
    change = _change(session, cancelled=True)
    held = [each for each in sessions if not each.cancelled]
    if not add_one:
        return DatePlan([change])
    if session.is_graduation:
        raise RegistrationError("Graduation night is not added again at the end: move it instead.")
    last = held[-1].date
    blocked = blocked_days(offering, last, last + MOST_WEEKS * WEEK)
    # The cancelled evening itself rests, too, if it was the last one.
    blocked[session.date] = "cancelled session"
    free = next(last + week * WEEK for week in range(1, MOST_WEEKS) if last + week * WEEK not in blocked)
    skipped = {day: name for day, name in blocked.items() if last < day < free and (free - day).days % 7 == 0}
    if held[-1].is_graduation:
        plan = DatePlan([change, _extra(session, last), _change(held[-1], date=free)], skipped)
    else:
        plan = DatePlan([change, _extra(session, free)], skipped)
    _refuse_collisions(sessions, plan)
    return plan


def _extra(session, day):
    new = ClassSession(
        offering=session.offering, date=day, topic=session.topic, hands_on=session.hands_on,
        start_time=session.start_time, end_time=session.end_time,
    )  # fmt: skip
    return SessionChange(before=None, after=new)


def plan_restore(offering, session):
    """A cancelled session takes place after all."""
    sessions = list(offering.sessions.all())
    session = _mine(sessions, session)
    refuse_unless_to_come(session)
    if not session.cancelled:
        return DatePlan()
    plan = DatePlan([_change(session, cancelled=False)])
    _refuse_collisions(sessions, plan)
    return plan


@transaction.atomic
def move_session(session, *, to, with_later=False, reason=""):
    """Everyone is told once, whatever follows the session. Twice is no error: it is there already."""
    locked = seats.lock(session.offering)
    plan = plan_move(locked, session, to, with_later=with_later)
    return classes.save_sessions(locked, plan.sessions, reason=reason.strip())


@transaction.atomic
def cancel_session(session, *, reason, add_one=False):
    """Everyone is told once, with the reason. Twice is no error."""
    locked = seats.lock(session.offering)
    if not reason.strip() and locked.status == ClassStatus.PUBLISHED:
        raise RegistrationError("Write the reason: it is mailed to everyone in the class.")
    plan = plan_cancel(locked, session, add_one=add_one)
    return classes.save_sessions(locked, plan.sessions, reason=reason.strip())


@transaction.atomic
def restore_session(session, *, reason=""):
    """Everyone is told once that it takes place after all. Twice is no error."""
    locked = seats.lock(session.offering)
    plan = plan_restore(locked, session)
    return classes.save_sessions(locked, plan.sessions, reason=reason.strip())


def _mine(sessions, session):
    """The session as it is under the lock."""
    for each in sessions:
        if each.pk == session.pk:
            return each
    raise RegistrationError("This session is not there any more.")


def refuse_unless_to_come(session):
    """What took place is neither moved nor cancelled, nor is anything in a cancelled class."""
    if session.offering.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{session.offering} is cancelled.")
    if session.starts_at <= timezone.now():
        raise RegistrationError("This session has passed: what took place is neither moved nor cancelled.")


def _refuse_collisions(sessions, plan):
    """No two sessions of a class at one time. A cancelled one keeps its date, so that it can be put back."""
    changed = {change.after.pk: change.after for change in plan.changes}
    after = [changed.get(session.pk, session) for session in sessions]
    for new in plan.sessions:
        others = [] if new.cancelled else [other for other in after if other.pk != new.pk and _overlap(other, new)]
        for other in others:
            if not other.cancelled:
                raise RegistrationError(f"The class has a session at this time already, on {other}.")
            if other.start_time == new.start_time:
                raise RegistrationError(
                    f"A cancelled session stands at this time on {other}: put that one back instead."
                )


def _overlap(one, other):
    return one.date == other.date and one.start_time < other.end_time and other.start_time < one.end_time


def clashing_classes(sessions):
    """Other classes that meet at the time of one of these sessions: {date: class}."""
    held = [session for session in sessions if not session.cancelled]
    others = ClassSession.objects.filter(date__in={session.date for session in held}, cancelled=False)
    others = others.exclude(offering__in={session.offering_id for session in held} - {None})
    others = others.exclude(offering__status=ClassStatus.CANCELLED).select_related("offering__program")
    return {other.date: str(other.offering) for other in others if any(_overlap(other, mine) for mine in held)}
