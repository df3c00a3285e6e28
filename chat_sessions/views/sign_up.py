"""Signing up: one form, and on to the sign-up's own page."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chat_sessions.catalog import describe
from chat_sessions.forms.sign_ups import SignUpForm
from chat_sessions.services import sign_ups
from chat_sessions.services.errors import ChatError
from chat_sessions.views.places import OWN
from chat_sessions.views.sessions import get_session
from core import limits
from core.access import mark_personal
from core.contact import email_key
from core.models import DepartmentProfile


@require_http_methods(["GET", "POST"])
def new_sign_up(request, number):
    now = timezone.now()
    session = get_session(number, now)
    if request.method == "GET" and not describe(session, now)["can_sign_up"]:
        return redirect(session)  # its page says why
    form = SignUpForm(request.POST or None, session=session, department=DepartmentProfile.current())
    if request.method == "POST" and form.is_valid():
        return _send(request, form)
    return _page(request, form)


def _page(request, form):
    now = timezone.now()
    return mark_personal(render(request, "chat_sessions/sign_up.html", describe(form.session, now) | {"form": form}))


def _send(request, form):
    if not limits.allow("register", limits.client_ip(request)):
        return limits.too_many(request, "register")
    if not limits.allow("mail-to", email_key(form.cleaned_data["email"])):
        return limits.too_many(request, "mail-to")
    try:
        place = sign_ups.sign_up(
            session=form.session,
            answers=form.answers(),
            form_key=form.cleaned_data["form_key"],
            question=form.cleaned_data["question"],
        )
    except ChatError as error:
        form.add_error(None, str(error))
        return _page(request, form)
    OWN.open(request, place)
    return redirect(place)
