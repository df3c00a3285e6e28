"""A request that is still being written. What was typed is kept on our side, encrypted, until it is sent or forgotten.

`answers` holds what was typed at each step, by the names of the form's fields: see forms/steps.py.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vacation_checks.models import CheckRules, RequestDraft
from vacation_checks.services import requests
from vacation_checks.services.errors import RequestError

# Not a step with questions: all four boxes were ticked.
ELIGIBLE = "eligible"

# What is asked anew each time is not here: dates, consents, verification word, signature.
_FROM_REQUEST = {"you": ["name", "email", "phone", "language"], "home": ["house", "unit", "zip_code"]}
_FROM_DETAILS = {
    "you": ["relation", "other_phone"],
    "home": ["city", "cross_street", "residence", "gated", "gate_entry", "side_gate", "yard_reachable"],
    "people": ["contacts", "visitors"],
    "property": ["vehicles", "alarm", "alarm_company", "alarm_phone", "lights", "cameras", "animals", "animals_note",
                 "conditions", "hazards"],
}  # fmt: skip


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
        raise RequestError(_("Your answers were changed in another window or on another device. Please check them."))
    request = requests.submit(fields=fields, form_key=locked.key)
    locked.answers, locked.sent = {}, request
    locked.save(update_fields=["answers", "sent", "changed_at"])
    return request


@transaction.atomic
def start_again(request):
    """A new draft from a request of before, for its owner: all but what must be asked anew."""
    answers = {step: {name: str(getattr(request, name)) for name in names} for step, names in _FROM_REQUEST.items()}
    for step, names in _FROM_DETAILS.items():
        known = {name: request.details[name] for name in names if name in request.details}
        answers[step] = {**answers.get(step, {}), **known}
    return begin(answers)


def forget_old():
    """Worker's duty: what nobody has touched for CheckRules.draft_days is deleted."""
    oldest = timezone.now() - timedelta(days=CheckRules.current().draft_days)
    RequestDraft.objects.filter(changed_at__lt=oldest).delete()


def _lock(draft):
    # `of`: the request that it became is not locked, and PostgreSQL locks no row that may be missing.
    return RequestDraft.objects.select_related("sent").select_for_update(of=("self",)).get(pk=draft.pk)
