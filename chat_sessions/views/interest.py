""" "Tell me about future sessions", and its link in the mails."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chat_sessions.emails import INTEREST_LINK
from chat_sessions.forms.sign_ups import InterestForm
from chat_sessions.models import SessionInterest
from chat_sessions.services import interest as wishes
from core import limits
from core.access import LastOpened, link_page, mark_personal
from core.contact import email_key
from core.links import open_token

_WISH = LastOpened("chat-wish")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("interest")
def tell_me(request):
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        if limits.allow("mail-to", email_key(address)):
            wishes.ask_to_be_told(email=address, language=form.cleaned_data["language"])
        return mark_personal(render(request, "chat_sessions/tell_me_sent.html"))
    return render(request, "chat_sessions/tell_me.html", {"form": form})


@require_safe
@link_page
def open_interest(request, token):
    opened = open_token(INTEREST_LINK, token)
    if opened.trouble:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    _WISH.open(request, opened.subject)
    return redirect("chat:interest")


@require_http_methods(["GET", "POST"])
def interest(request):
    """The wish of the link that was followed: confirm it, or stop it."""
    wish = SessionInterest.objects.filter(pk=_WISH.key(request)).first()
    if wish is None:
        return mark_personal(render(request, "link_trouble.html", status=410))
    if request.method == "POST":
        if request.POST.get("forget"):
            wishes.forget(wish)
            messages.success(request, _("Done. We will not write to you about future sessions."))
        else:
            wishes.confirm(wish)
            messages.success(request, _("Thank you. We write to you when a new session is announced."))
        return redirect("chat:chat")
    return mark_personal(render(request, "chat_sessions/interest.html", {"wish": wish}))
