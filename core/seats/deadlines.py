"""Until when an offered seat waits for an answer. Pure functions of the clock."""

from datetime import datetime, time, timedelta

from django.utils import timezone

NIGHT_BEGINS = time(22)
NIGHT_ENDS = time(8)
EVENING_BEFORE = time(21)
LATE_BEFORE_FIRST_SESSION = timedelta(days=7)
LEAST_NOTICE = timedelta(hours=1)


def offer_deadline(now, *, begins_at, last_joining, hours, late_hours):
    """When an offer made now ends, or None when no offer can be made any more.

    `hours` as a rule, `late_hours` in the week before the first session and after it;
    never between 10 pm and 8 am local time; never after `last_joining`, the last moment
    at which joining still allows graduation; and never with less than an hour's notice.
    """
    late = begins_at - now <= LATE_BEFORE_FIRST_SESSION
    deadline = _after_the_night(now + timedelta(hours=late_hours if late else hours))
    if deadline > last_joining:
        deadline = _before_the_night(last_joining)
    return deadline if deadline - now >= LEAST_NOTICE else None


def shortened_deadline(last_joining, now):
    """When an offer ends that was to end after `last_joining`, the last moment at which it is of use."""
    return max(_before_the_night(last_joining), now)


def is_night(moment):
    """Whether nobody should have to answer at this moment."""
    wall = timezone.localtime(moment).time()
    return wall >= NIGHT_BEGINS or wall < NIGHT_ENDS


def _after_the_night(moment):
    if not is_night(moment):
        return moment
    local = timezone.localtime(moment)
    morning = local.date() + timedelta(days=local.time() >= NIGHT_BEGINS)
    return datetime.combine(morning, NIGHT_ENDS, tzinfo=local.tzinfo)


def _before_the_night(moment):
    if not is_night(moment):
        return moment
    local = timezone.localtime(moment)
    evening = local.date() - timedelta(days=local.time() < NIGHT_ENDS)
    return datetime.combine(evening, EVENING_BEFORE, tzinfo=local.tzinfo)
