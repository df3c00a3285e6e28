"""A request that is still being written. What was typed is kept on our side, encrypted, until it is sent or forgotten.

`answers` holds what was typed at each step, by the names of the form's fields: see forms/steps.py.
"""

import json
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from vacation_checks import emails
from vacation_checks.models import CheckRules, RequestDraft
from vacation_checks.services import requests
from vacation_checks.services.errors import RequestError

# Not a step with questions: all four boxes were ticked.
ELIGIBLE = "eligible"

CHANGED = _("Your answers were changed in another window or on another device. Please check them once more.")

# Where the answers of a request are asked: those that are its columns, and those in its details.
COLUMNS = {
    "you": ["name", "email", "phone", "language"],
    "home": ["house", "unit", "zip_code"],
    "dates": ["leaves_on", "leaves_at", "returns_on", "returns_at"],
    "consents": ["verification_word", "may_enter_yard", "may_enter_home", "may_shut_water", "signature"],
}
DETAILS = {
    "you": ["relation", "other_phone"],
    "home": ["city", "cross_street", "residence", "gated", "gate_entry", "side_gate", "yard_reachable"],
    "people": ["contacts", "visitors"],
    "property": ["vehicles", "alarm", "alarm_company", "alarm_phone", "lights", "cameras", "animals", "animals_note",
                 "conditions", "hazards"],
}  # fmt: skip
# Decided anew for each request.
_ASKED_ANEW = {"dates", "consents"}


def begin(answers=None):
    """A new draft. Whoever holds its key may read and change it, so the key stays in one browser, or in one mail."""
    return RequestDraft.objects.create(key=secrets.token_urlsafe(32), answers=answers or {})


def find(key):
    """The draft of this key, or None: unknown, or forgotten."""
    return RequestDraft.objects.select_related("sent").filter(key=key).first() if key else None


@transaction.atomic
def save_step(draft, step, typed):
    """Keep what was typed at this step, right or wrong. What was sent from another browser is left alone."""
    locked = _lock(draft)
    if locked.sent_id is None:
        locked.answers = {**locked.answers, step: typed}
        locked.save(update_fields=["answers", "changed_at"])
    return locked


@transaction.atomic
def send(draft, fields):
    """The request that this draft becomes, once: whoever sends it again gets the same one.

    `fields` were made from `draft.answers`: if another browser has changed these since, nothing is sent.
    """
    locked = _lock(draft)
    if locked.sent:
        return locked.sent
    if locked.answers != draft.answers:
        raise RequestError(CHANGED)
    request = requests.submit(fields=fields, form_key=locked.key)
    locked.answers, locked.sent = {}, request
    locked.save(update_fields=["answers", "sent", "changed_at"])
    return request


@transaction.atomic
def start_again(request):
    """A new draft from a request of before, for its owner: all but what must be asked anew."""
    answers = {}
    for step in {*COLUMNS, *DETAILS} - _ASKED_ANEW:
        columns = {name: str(getattr(request, name)) for name in COLUMNS.get(step, [])}
        details = {name: request.details[name] for name in DETAILS.get(step, []) if name in request.details}
        answers[step] = columns | details
    return begin(answers)


@transaction.atomic
def correct_address(request):
    """A new draft for the browser that has just sent this, with a slip in the mail address: that is asked first.

    Nobody has proved anything yet, so it holds no more than the page shows: not how to open the gate.
    """
    draft = start_again(request)
    draft.answers["you"].pop("email", None)
    draft.answers["home"].pop("gate_entry", None)
    draft.save(update_fields=["answers", "changed_at"])
    return draft


@transaction.atomic
def mail_link(draft, email):
    """Mail the link that opens the draft on any device. From now on it is kept as long as the link works."""
    locked = _lock(draft)
    locked.save(update_fields=["changed_at"])
    language = locked.answers.get("you", {}).get("language")
    emails.queue_draft_link(
        locked,
        email,
        language=language if language in Language.values else Language.ENGLISH,
        days=CheckRules.current().draft_days,
    )


def seen(draft):
    """A fingerprint of all answers: it travels with the page on which somebody checks them."""
    return salted_hmac("vacation_checks.drafts", json.dumps(draft.answers, sort_keys=True)).hexdigest()


def forget_old():
    """Worker's duty: what nobody has touched for CheckRules.draft_days is deleted."""
    oldest = timezone.now() - timedelta(days=CheckRules.current().draft_days)
    RequestDraft.objects.filter(changed_at__lt=oldest).delete()


def _lock(draft):
    # Without `sent`: PostgreSQL, having waited, reads the draft anew, but not what was joined to it.
    locked = RequestDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise RequestError(_("We have forgotten this request: it was not touched for a long time."))
    return locked
