"""How many days of a calendar year one person has used up."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from vacation_checks.enums import CLOCK_STATES, RequestState
from vacation_checks.models import VacationCheckRequest

# Granted, whatever became of it. Known-only requests cost nobody a drive.
GRANTED = [*CLOCK_STATES, RequestState.SUSPENDED, RequestState.COMPLETED, RequestState.ENDED_EARLY]


def over_the_year(requests, rules):
    """The keys of those requests that, with what was granted before, have more days than a year allows. One query.

    The same person: the same mail address or phone number. Sealed requests count.
    """
    requests = list(requests)
    granted = list(_granted_to(requests))
    return {
        request.pk
        for request in requests
        if any(_days_with(request, granted, year) > rules.yearly_days for year in _years(request))
    }


def _granted_to(requests):
    if not requests:
        return VacationCheckRequest.objects.none()
    years = [year for request in requests for year in _years(request)]
    people = Q(email_index__in={each.email_index for each in requests if each.email_index})
    people |= Q(phone_index__in={each.phone_index for each in requests if each.phone_index})
    return VacationCheckRequest.objects.filter(
        people, state__in=GRANTED, leaves_on__lte=date(max(years), 12, 31), returns_on__gte=date(min(years), 1, 1)
    ).only("email_index", "phone_index", "leaves_on", "returns_on", "ended_at")


def _days_with(request, granted, year):
    others = [each for each in granted if each.pk != request.pk and _same_person(each, request)]
    return sum(_days_in(each, year) for each in [request, *others])


def _same_person(one, other):
    by_mail = one.email_index and one.email_index == other.email_index
    return by_mail or one.phone_index == other.phone_index


def _years(request):
    return range(request.leaves_on.year, request.returns_on.year + 1)


def _days_in(request, year):
    """Nights of this year; what an early return saved is not used up."""
    end = request.returns_on
    if request.ended_at:
        end = min(end, timezone.localdate(request.ended_at))
    first, after = date(year, 1, 1), date(year, 12, 31) + timedelta(days=1)
    return max((min(end, after) - max(request.leaves_on, first)).days, 0)
