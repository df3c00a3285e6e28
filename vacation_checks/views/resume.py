"""The link in the mail: go on with a draft, on any device. GET shows a button, POST opens it."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.access import link_page, personal_page
from core.links import open_token
from vacation_checks.emails import DRAFT_LINK
from vacation_checks.services import drafts
from vacation_checks.views.own_draft import find_draft, next_page, open_draft

_FOLLOWED = "followed_draft"


@require_safe
@link_page
def follow(request, token):
    """The address that holds the token: exchanged at once for one that says nothing."""
    opened = open_token(DRAFT_LINK, token)
    if opened.trouble:
        return _trouble(request, opened.trouble)
    request.session[_FOLLOWED] = opened.subject
    return redirect("requests:resume_open")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("request")
@personal_page
def resume(request):
    """The button. What was sent already is in My requests."""
    followed = request.session.get(_FOLLOWED)
    if not followed:
        return redirect("vacation:about")
    draft = drafts.find(followed)
    if draft is None:
        return _trouble(request, "expired")
    if request.method == "GET":
        return render(
            request, "vacation_checks/resume.html", {"closes_another": _is_another(find_draft(request), draft)}
        )
    del request.session[_FOLLOWED]
    if draft.sent:
        return redirect("portal:my")
    open_draft(request, draft)
    return next_page(request, draft)


def _is_another(open_one, draft):
    """Whether the one that is open in this browser would be lost: it is not sent, and is not this one."""
    return open_one is not None and open_one.sent is None and open_one.pk != draft.pk


def _trouble(request, trouble):
    return render(request, "vacation_checks/resume_trouble.html", {"trouble": trouble}, status=410)
