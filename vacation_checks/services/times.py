"""Times as an officer says them, and the bounds of days."""

from datetime import time

from django.utils import timezone
from django.utils.formats import date_format

from vacation_checks.models.request import wall_moment


def said_at(moment, now):
    """ "10:40 PM"; of another day "Oct 3, 10:40 PM"."""
    local = timezone.localtime(moment)
    same_day = local.date() == timezone.localdate(now)
    return date_format(local, "g:i A" if same_day else "M j, g:i A")


def start_of_day(day):
    return wall_moment(day, time.min)
