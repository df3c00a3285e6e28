"""What stands out about a request, in words with a shape: never by color alone."""

from copy import copy
from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from vacation_checks.enums import INTAKE_STATES, LIVE_STATES, Jurisdiction
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services.changes import FIELDS
from vacation_checks.services.own_stays import over_the_year

STOPS, WARNS, TELLS = "stops", "warns", "tells"
SIGNS = {STOPS: "■", WARNS: "▲", TELLS: "●"}
JURISDICTION = {
    Jurisdiction.OUTSIDE: (STOPS, "outside the city"),
    Jurisdiction.CHECK: (WARNS, "border ZIP: check the city"),
    Jurisdiction.UNKNOWN: (WARNS, "street not known"),
}


@dataclass(frozen=True)
class Facts:
    """What the badges of several requests need, found at once."""

    same_house: set
    over_the_year: set


def facts_of(requests, rules):
    """Two queries, however many requests."""
    requests = list(requests)
    return Facts(_sharing_a_house(requests), over_the_year(requests, rules.yearly_days))


def _sharing_a_house(requests):
    """The keys of those for whose house another live request exists."""
    index = VacationCheckRequest._meta.get_field("house_index")
    prints = {request.pk: set(index.all_of(request.house)) for request in requests}
    wanted = set().union(*prints.values())
    live = VacationCheckRequest.objects.unsealed().filter(state__in=LIVE_STATES, house_index__in=wanted)
    found = list(live.values_list("pk", "house_index"))
    return {key for key, own in prints.items() if any(pk != key and text in own for pk, text in found)}


def badges(request, facts, now, rules):
    """[(level, words)], the gravest first."""
    found = [*_of_the_person(request, facts), *_of_the_stay(request, facts, now, rules)]
    return sorted(found, key=lambda badge: list(SIGNS).index(badge[0]))


def _of_the_person(request, facts):
    if request.is_restricted:
        yield STOPS, "restricted"
    if request.jurisdiction in JURISDICTION:
        yield JURISDICTION[request.jurisdiction]
    if request.pk in facts.same_house:
        yield WARNS, "same address as another"
    if not request.email_index:
        yield TELLS, "no mail: phone"
    if request.has_visitors:
        yield TELLS, "somebody may come"


def _of_the_stay(request, facts, now, rules):
    if request.state in INTAKE_STATES and (request.leaves_on - timezone.localdate(now)).days <= 1:
        yield STOPS, "leaves by tomorrow"
    if request.has_wish:
        yield WARNS, "wish for other dates"
    if request.nights > rules.longest_nights:
        yield WARNS, f"longer than {rules.longest_nights} nights: for information only"
    elif request.nights > rules.most_nights:
        yield WARNS, f"longer than {rules.most_nights} nights"
    if request.pk in facts.over_the_year:
        yield WARNS, f"over {rules.yearly_days} days this year"
    if request.extended_at:
        yield TELLS, "extended"


def as_wished(request):
    """The request as it would be with the dates that the resident wishes."""
    wished = copy(request)
    for name in FIELDS:
        setattr(wished, name, getattr(request, f"wished_{name}"))
        setattr(wished, f"wished_{name}", None)
    return wished


def of_now(request):
    """The badges of one request at this moment, as HTML."""
    rules = CheckRules.current()
    return as_list(badges(request, facts_of([request], rules), timezone.now(), rules))


def as_list(found):
    """The badges as HTML."""
    if not found:
        return ""
    each = format_html_join(
        "", '<li class="badge {}"><span aria-hidden="true">{}</span> {}</li>',
        ((level, SIGNS[level], words) for level, words in found),
    )  # fmt: skip
    return format_html('<ul class="badges">{}</ul>', each)
