"""What one person has asked for already. Told to the desk, and to whoever has proved that mail address."""

from datetime import timedelta

from django.db.models import Q
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


def over_the_year(requests, most_days):
    """For the desk: the keys of those requests with which a person has more days than a year allows. One query.

    The same person: the same mail address or phone number.
    """
    requests = list(requests)
    people = Q(email_index__in={each.email_index for each in requests if each.email_index})
    people |= Q(phone_index__in={each.phone_index for each in requests if each.phone_index})
    asked = list(_counted(people)) if requests else []
    return {request.pk for request in requests if _has_too_many(request, asked, most_days)}


def _has_too_many(request, asked, most_days):
    others = [each for each in asked if each.pk != request.pk and _is_same_person(each, request)]
    stays = [_span(each) for each in [request, *others]]
    years = range(request.leaves_on.year, request.returns_on.year + 1)
    return any(sum(days_in(year, *stay) for stay in stays) > most_days for year in years)


def _is_same_person(one, other):
    by_mail = one.email_index and one.email_index == other.email_index
    return bool(by_mail) or one.phone_index == other.phone_index


def _stays(address_key):
    return [_span(request) for request in _counted(Q(email_index=address_key))]


def _counted(whose):
    """Sealed ones too. What nobody confirmed may be somebody else's doing."""
    confirmed = VacationCheckRequest.objects.filter(whose, confirmed_at__isnull=False).exclude(state__in=_NOT_COUNTED)
    return confirmed.only("leaves_on", "returns_on", "ended_at", "state", "email_index", "phone_index")


def _span(request):
    """First and last day; what an early return saved is not used up, and no day after the return is."""
    ended_on = timezone.localdate(request.ended_at) if request.ended_at else request.returns_on
    return request.leaves_on, min(ended_on, request.returns_on)
