"""What one person has asked for already. Told to nobody but whoever has proved that mail address."""

from datetime import timedelta

from django.utils import timezone

from vacation_checks.enums import LIVE_STATES, RequestState
from vacation_checks.models import VacationCheckRequest

# Nobody looks, or has looked, at the home for these.
_NOT_COUNTED = {RequestState.INFORMATION, RequestState.CANCELLED, RequestState.DECLINED, RequestState.LAPSED}


def year_over(address_key, leaves_on, returns_on, most_days):
    """The year in which this stay would go beyond the days that one person has; None if it fits."""
    asked = [(leaves_on, returns_on), *_stays(address_key)]
    for year in range(leaves_on.year, returns_on.year + 1):
        if sum(days_in(year, first, last) for first, last in asked) > most_days:
            return year
    return None


def days_in(year, first, last):
    """The nights of a stay that begin in this year."""
    nights = (last - first).days
    return sum((first + timedelta(days=night)).year == year for night in range(nights))


def overlapping(address_key, leaves_on, returns_on):
    """References of the person's other live requests for some of these days."""
    live = VacationCheckRequest.objects.of(address_key).filter(state__in=LIVE_STATES)
    return list(live.filter(leaves_on__lte=returns_on, returns_on__gte=leaves_on).values_list("reference", flat=True))


def _stays(address_key):
    """First and last day of each, sealed ones too. What nobody confirmed may be somebody else's doing."""
    confirmed = VacationCheckRequest.objects.filter(email_index=address_key, confirmed_at__isnull=False)
    return [
        (request.leaves_on, timezone.localdate(request.ended_at) if request.ended_at else request.returns_on)
        for request in confirmed.exclude(state__in=_NOT_COUNTED).only("leaves_on", "returns_on", "ended_at", "state")
    ]
