"""What a resident has in this room, for My requests."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.records import Record
from vacation_checks.enums import LIVE_STATES, RequestState
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.standings import standing

ANSWERED_HERE = {RequestState.UNCONFIRMED, RequestState.ASKED, RequestState.AWAITING}


def records_for(address_key):
    """The requests of the reader of this mail address, the newest first."""
    now, rules = timezone.now(), CheckRules.current()
    mine = VacationCheckRequest.objects.of(address_key).order_by("-created_at", "-pk")
    return [_record(request, request.state_at(now, rules)) for request in mine]


def _record(request, state):
    # A slip in the address may have brought it here: what nobody confirmed says no day.
    day = date_format(request.leaves_on, "F j") if request.confirmed_at else ""
    return Record(
        title=_("Vacation Security Check, from %(day)s") % {"day": day} if day else _("Vacation Security Check"),
        reference=request.reference,
        standing=standing(request, state),
        url=request.get_absolute_url(),
        is_live=state in LIVE_STATES,
        needs_answer=state in ANSWERED_HERE,
    )
