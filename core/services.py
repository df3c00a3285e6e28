"""Closure days, and clearing away what guards leave behind."""

from datetime import timedelta

import holidays
from django.db import transaction
from django.utils import timezone

from core.models import ClosureDay, EmailCode, RateWindow

YEARS_AHEAD = 2
SATURDAY = 5


def fill_closure_days(years):
    """California's holidays of these years as closure days; days that staff changed stay as they are."""
    calendar = holidays.country_holidays("US", subdiv="CA", years=sorted(years))
    known = set(ClosureDay.objects.filter(date__in=list(calendar)).values_list("date", flat=True))
    missing = [ClosureDay(date=day, name=name[:120]) for day, name in sorted(calendar.items()) if day not in known]
    # Two workers may do this at once.
    ClosureDay.objects.bulk_create(missing, ignore_conflicts=True)


def fill_coming_closure_days():
    """Worker's duty: this year's and the next two years' holidays are there before a season is planned."""
    this_year = timezone.localdate().year
    fill_closure_days(range(this_year, this_year + YEARS_AHEAD + 1))


def closed_days(first, last, *, for_students=False):
    """The days from first to last on which no session is held: {date: name}. For students, school breaks too."""
    rows = ClosureDay.objects.filter(date__range=(first, last), closed=True)
    if not for_students:
        rows = rows.filter(school_break=False)
    return dict(rows.values_list("date", "name"))


@transaction.atomic
def enter_break(first, last, name):
    """School is out from first to last: no class for students meets, all others do. How many days are new in this.

    A holiday stays closed for everybody. A holiday on which sessions are held is from now on closed to students.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    known = set(ClosureDay.objects.filter(date__in=days).values_list("date", flat=True))
    missing = [ClosureDay(date=day, name=name, school_break=True) for day in days if day not in known]
    opened = ClosureDay.objects.filter(date__in=days, closed=False).update(closed=True, school_break=True)
    ClosureDay.objects.bulk_create(missing, ignore_conflicts=True)  # two people may do this at once
    return len(missing) + opened


def forget_expired_traces():
    """Worker's duty: codes and counters that can no longer matter are deleted."""
    yesterday = timezone.now() - timedelta(days=1)
    EmailCode.objects.filter(expires_at__lt=yesterday).delete()
    RateWindow.objects.filter(started_at__lt=yesterday).delete()


def business_day(day, number):
    """The day that is so many business days after `day` (before it, if negative): neither weekend nor closure day."""
    step = timedelta(days=1 if number > 0 else -1)
    # Weekends, and more closure days in a row than there ever are.
    farthest = day + step * (abs(number) * 3 + 30)
    closed = closed_days(*sorted([day, farthest]))
    left = abs(number)
    while left:
        day += step
        left -= day.weekday() < SATURDAY and day not in closed
    return day
