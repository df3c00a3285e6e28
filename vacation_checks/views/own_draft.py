"""Which draft is open in this browser. Its key stands in the session alone, never in an address."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import open_record, personal_page, proved_email
from vacation_checks.forms.steps import walk
from vacation_checks.services import drafts
from vacation_checks.services.errors import RequestError

_DRAFT = "request_draft"
# Behind the address of a step: show at once what is wrong there.
LOOK = "look"


def open_draft(request, draft):
    """From now on this browser writes on this draft."""
    request.session.cycle_key()
    request.session[_DRAFT] = draft.key


def find_draft(request):
    """The draft that is open in this browser, or None."""
    return drafts.find(request.session.get(_DRAFT))


def close_draft(request):
    request.session.pop(_DRAFT, None)


def own_draft(view):
    """Decorator: for a browser with an open draft. One that was sent leads to what it became."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        draft = find_draft(request)
        if draft is None:
            messages.info(request, _("No request is open in this browser. Begin here, or use the link in our mail."))
            return redirect("vacation:eligibility")
        if draft.sent:
            return to_receipt(request, draft.sent)
        if drafts.ELIGIBLE not in draft.answers:
            return redirect("vacation:eligibility")
        try:
            return personal_page(view)(request, draft, *args, **kwargs)
        except RequestError as error:  # forgotten in this very moment
            messages.error(request, str(error))
            return redirect("vacation:eligibility")

    return wrapped


def to_receipt(request, made):
    """On to the page of the request that was sent from here."""
    open_record(request, f"request:{made.pk}")
    return redirect("requests:request", made.reference)


def to_step(name, *, look=False, changing=False):
    """On to a step. `changing`: one answer is changed, then back to check-your-answers."""
    query = "&".join([LOOK] * look + ["change"] * changing)
    return redirect(reverse("vacation:step", args=[name]) + (f"?{query}" if query else ""))


def next_page(request, draft):
    """Where to go on with a draft: the first step that is not finished, else check-your-answers."""
    if drafts.ELIGIBLE not in draft.answers:
        return redirect("vacation:eligibility")
    unfinished = walk(draft.answers, asker=proved_email(request) or "").unfinished
    return to_step(unfinished) if unfinished else redirect("vacation:check")
