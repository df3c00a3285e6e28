"""A decision of the desk is about what stood on its screen: dates, wish, state and answer, and nothing newer."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from vacation_checks.models import CheckRules
from vacation_checks.services import clock
from vacation_checks.services.errors import RequestError

CHANGED = "This request has changed since you opened this page. Here it is as it stands now: read it, then decide."
DATES = (
    "leaves_on", "leaves_at", "returns_on", "returns_at",
    "wished_leaves_on", "wished_leaves_at", "wished_returns_on", "wished_returns_at",
)  # fmt: skip


def seen(request):
    """A fingerprint of what the desk decides on: it travels with the page."""
    state = request.state_at(timezone.now(), CheckRules.current())
    facts = [state, *[str(getattr(request, name)) for name in DATES], str(request.resident_note)]
    return salted_hmac("vacation_checks.seen", json.dumps(facts)).hexdigest()


def is_as_seen(request, fingerprint):
    """Whether the request still is what the page showed. Without a fingerprint there was no page."""
    return not fingerprint or constant_time_compare(fingerprint, seen(request))


@transaction.atomic
def decide(verb, request, fingerprint, **arguments):
    """`verb(request, **arguments)`, unless somebody has changed the request since the page was shown."""
    locked, _now = clock.locked_now(request)
    if not is_as_seen(locked, fingerprint):
        raise RequestError(CHANGED)
    return verb(locked, **arguments)
