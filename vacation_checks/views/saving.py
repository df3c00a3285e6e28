"""Save and go on later: a link by mail, which opens the draft on any device."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.contact import email_key
from vacation_checks.forms.saving import SaveForm
from vacation_checks.models import CheckRules
from vacation_checks.services import drafts
from vacation_checks.views.own_draft import close_draft, own_draft


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("request")
@own_draft
def save(request, draft):
    known = draft.answers.get("you", {}).get("email")
    form = SaveForm(request.POST or None, initial={"email": known})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not limits.allow("mail-to", email_key(email)):
            return limits.too_many(request, "mail-to")
        drafts.mail_link(draft, email)
        return redirect("vacation:saved")
    return render(request, "vacation_checks/save.html", {"form": form, "days": CheckRules.current().draft_days})


@require_safe
@own_draft
def saved(request, draft):
    return render(request, "vacation_checks/saved.html", {"days": CheckRules.current().draft_days})


@require_POST
def close(request):
    """On a shared computer: the draft is kept, and this browser no longer opens it."""
    close_draft(request)
    messages.success(request, _("Your request is closed in this browser. The link in our mail opens it again."))
    return redirect("vacation:about")
