"""What a resident does: send a request, confirm the mail address, answer the desk."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.codes import redeem_code
from core.references import new_reference
from vacation_checks import emails
from vacation_checks.enums import RequestState, Source
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import clock, states
from vacation_checks.services.errors import RequestError

# A neutral word: the reference stands in mails and addresses.
PREFIX = "REQ"


@transaction.atomic
def submit(*, fields, form_key, by=None):
    """A new request; the same form sent twice is one. `fields`: those of a VacationCheckRequest.

    Online it waits for the mail address to be confirmed. By staff (`by`), for a caller, it is with the desk at once.
    The answer is the same whether or not somebody else asked for the same address.
    """
    first = VacationCheckRequest.objects.filter(form_key=form_key).first()
    if first:
        return first
    now = timezone.now()
    request = VacationCheckRequest(
        reference=new_reference(PREFIX),
        form_key=form_key,
        signed_at=now,
        source=Source.STAFF if by else Source.ONLINE,
        has_visitors=bool(fields.get("details", {}).get("visitors")),
        **fields,
    )
    return _for_caller(request, now, by) if by else _to_confirm(request, now)


def _for_caller(request, now, by):
    try:
        # The database has the last word: of two clicks in one moment neither sees what the other makes.
        with transaction.atomic():
            event = states.change_state(request, RequestState.SUBMITTED, now=now, by=by, confirmed_at=now)
    except IntegrityError:
        first = VacationCheckRequest.objects.filter(form_key=request.form_key).first()
        if first is None:
            raise
        return first
    emails.queue_about("received", request, event)
    return request


def _to_confirm(request, now):
    ends = now + timedelta(hours=CheckRules.current().confirm_hours)
    event = states.change_state(request, RequestState.UNCONFIRMED, now=now, expires_at=ends)
    emails.queue_confirm(request, event)
    return request


@transaction.atomic
def confirm(request):
    """The mail address is proved: the request goes to the desk. Doing it twice is no error."""
    locked, now = clock.locked_now(request)
    if locked.confirmed_at:
        return locked
    if locked.state != RequestState.UNCONFIRMED:
        raise RequestError(_("This request has ended. Please ask again, or call us."))
    event = states.change_state(locked, RequestState.SUBMITTED, now=now, confirmed_at=now)
    emails.queue_about("received", locked, event)
    return locked


def confirm_with_code(request, code):
    """The same, proved by the code in the mail. Five tries.

    Not one transaction: a miss must stay counted when the refusal is raised.
    """
    if not redeem_code(purpose=emails.confirm_purpose(request), email_key=emails.code_key(request), code=code):
        raise RequestError(_("This code is not right, or it has ended. Check the newest mail from us."))
    return confirm(request)


@transaction.atomic
def answer(request, text):
    """What the resident says to the desk's question: the request is with the desk again. Sent twice it is one."""
    locked, now = clock.locked_now(request)
    if locked.state == RequestState.SUBMITTED and locked.resident_note == text:
        return locked
    if locked.state != RequestState.ASKED:
        raise RequestError(_("We do not wait for an answer any more. Please call us."))
    states.change_state(locked, RequestState.SUBMITTED, now=now, note="answered", resident_note=text)
    return locked
