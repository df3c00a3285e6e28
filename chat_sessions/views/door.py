"""Going in. A GET tells nothing; the POST answers with a page that holds the link to the meeting.

Not with a redirect: our CSP (form-action 'self') lets no form lead to another site, and browsers hold its redirects
to that, too. The link has rel=noreferrer, so the meeting does not learn the address of this page.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat_sessions.services import door
from chat_sessions.services.errors import ChatError
from chat_sessions.views.browser import is_known, remember
from chat_sessions.views.places import own_place
from core import limits
from core.contact import CodeForm


@require_http_methods(["GET", "POST"])
@own_place
def join(request, place):
    if request.method == "GET":
        return redirect(place)  # a phone that loads the page anew after a while: back to the button
    if not is_known(request, place):
        return redirect("chat:prove", place.reference)
    try:
        way_in = door.go_in(place)
    except ChatError as error:
        messages.error(request, str(error))
        return redirect(place)
    return render(request, "chat_sessions/way_in.html", {"place": place, "session": place.session, "way_in": way_in})


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("code")
@own_place
def prove(request, place):
    """One step before the door: a code to the address of the sign-up, and back."""
    if is_known(request, place):
        return redirect(place)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        return _mail_code(request, place)
    if form.is_valid():
        try:
            door.prove(place, form.cleaned_data["code"])
        except ChatError as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, _("Thank you. This browser is known now: you can go in from here."))
            response = redirect(place)
            remember(response, place)
            return response
    return render(request, "chat_sessions/prove.html", {"place": place, "session": place.session, "form": form})


def _mail_code(request, place):
    if not place.email or not limits.allow("mail-to", place.email_key):
        return limits.too_many(request, "mail-to")
    door.mail_code(place)
    messages.success(request, _("We have written to %(email)s. The code is in that mail.") % {"email": place.email})
    return redirect("chat:prove", place.reference)
