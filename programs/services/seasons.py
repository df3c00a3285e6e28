"""A whole season at once: all dates of a class move, or the next class is planned like it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from programs import emails
from programs.enums import ClassStatus
from programs.services import classes, seats
from programs.services.classes import MOST_WEEKS
from programs.services.errors import RegistrationError
from programs.services.sessions import WEEK, DatePlan, blocked_days, follow, moved

HALF_A_YEAR = timedelta(weeks=26)
SPRING, FALL = range(2, 6), range(8, 12)


@dataclass(frozen=True)
class Postponement(DatePlan):
    """New dates for a whole class, and when registration then opens and closes."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


def plan_postponement(offering, first_date):
    """All sessions from a new first date on: in their order, on their weekdays, none on a closure day.

    Another weekday turns the whole class to it. Registration opens and closes as many days later as the
    first session, if that is still to come.
    """
    now = timezone.now()
    held = offering.held_sessions
    if not held:
        raise RegistrationError("This class has no dates yet: add its sessions first.")
    if offering.begins_at <= now:
        raise RegistrationError(
            "This class has begun: what took place stays. Move the next session, and all later ones with it."
        )
    days = [session.date for session in held]
    blocked = blocked_days(offering, min(days[0], first_date), max(days[-1], first_date) + MOST_WEEKS * WEEK)
    passed_over = {}
    while first_date in blocked:
        passed_over[first_date] = blocked[first_date]
        first_date += WEEK
    if first_date == days[0]:
        return Postponement(opens_at=offering.opens_at, closes_at=offering.closes_at)
    dates, skipped = follow(days, first_date, blocked)
    changes = moved(held, dates)
    if changes[0].after.starts_at <= now:
        raise RegistrationError("This moment has passed. Choose a later one.")
    opens_at, closes_at = _registration_days(offering, first_date - days[0], now)
    return Postponement(changes, passed_over | skipped, opens_at, closes_at)


def _registration_days(offering, by, now):
    opens_at, closes_at = (_put_off(moment, by, now) for moment in (offering.opens_at, offering.closes_at))
    for before, after in ((offering.opens_at, opens_at), (offering.closes_at, closes_at)):
        is_over_at_once = before != after and after <= now
        if is_over_at_once or (opens_at and closes_at and closes_at <= opens_at):
            raise RegistrationError(
                "Registration would open or close in the past. Set its days on the page of the class first."
            )
    return opens_at, closes_at


def _put_off(moment, by, now):
    """The same hour of the day, so many days later; what has happened stays."""
    if moment is None or moment <= now:
        return moment
    local = timezone.localtime(moment)
    return datetime.combine(local.date() + by, local.time(), tzinfo=local.tzinfo)


@transaction.atomic
def postpone(offering, first_date, reason):
    """The whole class gets new dates; everyone in it keeps the place and is told once. Twice is no error.

    Holds and offers that are out keep their deadlines; only where the line ends earlier now, offers do too.
    """
    locked = seats.lock(offering)
    if locked.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{locked} is cancelled.")
    if locked.status == ClassStatus.PUBLISHED and not reason.strip():
        raise RegistrationError("Write the reason: it is mailed to everyone in the class.")
    plan = plan_postponement(locked, first_date)
    locked.opens_at, locked.closes_at = plan.opens_at, plan.closes_at
    locked.save(update_fields=["opens_at", "closes_at"])
    return classes.save_sessions(locked, plan.sessions, reason=reason.strip(), tell=emails.queue_class_postponed)


def like(offering):
    """What the season builder begins with, to plan the next class like this one: {field: value}."""
    teaching = _evenings(offering)
    facts = {
        "program": offering.program_id,
        "location": offering.location,
        "capacity": offering.capacity,
        "line_capacity": offering.line_capacity,
        "absences_allowed": offering.absences_allowed,
        "excused_count": offering.excused_count,
    }
    if not teaching:
        return facts
    weekday = _usual(session.date.weekday() for session in teaching)
    start_time, end_time = _usual((session.start_time, session.end_time) for session in teaching)
    first_date = half_a_year_after(teaching[0].date, weekday, timezone.localdate())
    return facts | {
        "title": next_title(offering.title, teaching[0].date, first_date),
        "first_date": first_date,
        "weekday": weekday,
        "start_time": start_time,
        "end_time": end_time,
        "session_count": len(teaching),
        "with_graduation": any(session.is_graduation for session in offering.sessions.all()),
        "topics": "\n".join(session.topic for session in teaching),
        "hands_on": ", ".join(str(number) for number, session in enumerate(teaching, start=1) if session.hands_on),
    }


def _evenings(offering):
    """The sessions as they were meant: a cancelled one is planned again, unless its topic was held later."""
    held = {session.topic for session in offering.teaching_sessions}
    sessions = [session for session in offering.sessions.all() if not session.is_graduation]
    return [session for session in sessions if not session.cancelled or session.topic not in held]


def _usual(values):
    return Counter(values).most_common(1)[0][0]


def half_a_year_after(day, weekday, today):
    """About half a year later, or as many half years as it takes to be after today; on that weekday."""
    day += HALF_A_YEAR
    while day <= today:
        day += HALF_A_YEAR
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def next_title(title, first_date, next_date):
    """ "Spring 2027" is followed by "Fall 2027"; "" wherever that would be a guess."""
    return _season_of(next_date) if title == _season_of(first_date) else ""


def _season_of(day):
    season = "Spring" if day.month in SPRING else "Fall" if day.month in FALL else ""
    return f"{season} {day.year}" if season else ""


def next_class(offering, now):
    """The next published class of the same program, which people of this one may rather come to; or None."""
    candidates = offering.program.offerings.filter(status=ClassStatus.PUBLISHED).exclude(pk=offering.pk)
    later = [each for each in candidates.with_dates().with_seats(now) if _comes_after(each, offering, now)]
    return min(later, key=lambda each: (each.first_date is None, each.first_date, each.number), default=None)


def _comes_after(other, offering, now):
    if other.first_date is None or offering.begins_at is None:
        return other.number > offering.number
    begins = timezone.localdate(offering.begins_at)
    is_over = other.last_date < timezone.localdate(now)
    return not is_over and (other.first_date, other.number) > (begins, offering.number)
