"""How the room mails. A mail never carries the address, the dates, a name, or a word that says a home is empty.

Templates get no request, so that none can tell: only the reference, and a link to the page that does.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.codes import issue_code
from core.links import make_token
from mailroom.services import queue

REQUEST_LINK = "request"
DRAFT_LINK = "request-draft"
LINK_DAYS_AFTER_RETURN = 30


def queue_about(template, request, event, *, key=None, secrets=(), **context):
    """One mail about a request, from templates/mail/requests/<template>.html. None without an address.

    Told apart by the step that caused it (or by `key`), so that nothing is mailed twice.
    """
    if not request.email:
        return
    token = make_token(REQUEST_LINK, request.pk, _link_end(request))
    queue(
        template=f"requests/{template}",
        to=str(request.email),
        language=request.language,
        about=request.reference,
        dedupe_key=key or f"vacation_checks.event:{event.pk}",
        secrets=[token, *secrets],
        context={"reference": request.reference, "link": _absolute("requests:open", token), **context},
    )


def queue_confirm(request, event):
    """Please confirm: a link and a code."""
    code, _row = issue_code(
        purpose=confirm_purpose(request),
        email_key=code_key(request),
        valid_for=request.expires_at - timezone.now(),
    )
    queue_about("confirm", request, event, secrets=[code], code=code)


def queue_draft_link(draft, email, *, language, days):
    """The link to go on with a request that is not sent yet. As often as it is asked for."""
    token = make_token(DRAFT_LINK, draft.key, timezone.now() + timedelta(days=days))
    queue(
        template="requests/draft",
        to=email,
        language=language,
        dedupe_key=f"vacation_checks.draft:{draft.pk}:{timezone.now().timestamp()}",
        secrets=[token],
        context={"link": _absolute("requests:resume", token), "days": days},
    )


def confirm_purpose(request):
    """What the six-digit code is good for: this request, nothing else."""
    return f"request:{request.pk}"


def code_key(request):
    """The row of the code must not tell whose request it is."""
    return f"request:{request.reference}"


def _absolute(name, token):
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def _link_end(request):
    """A mail's link works until a month after the return; what it lets one do depends on the state."""
    return max(request.returns, timezone.now()) + timedelta(days=LINK_DAYS_AFTER_RETURN)
