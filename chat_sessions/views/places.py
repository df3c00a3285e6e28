"""One sign-up, for the person it belongs to: GET shows, POST acts. (Going in: door.py.)"""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat_sessions.catalog import countdown
from chat_sessions.emails import SIGN_UP_LINK
from chat_sessions.enums import Accommodation, SignUpState
from chat_sessions.models import SignUp
from chat_sessions.services import sign_ups
from chat_sessions.services.errors import ChatError
from chat_sessions.views.browser import is_known, remember
from core import limits
from core.access import PROOF_SECONDS, OwnRecords, link_page
from core.contact import CodeForm
from core.links import open_token


def _rows():
    return SignUp.objects.select_related("session")


def _end_of_the_session(place):
    """Nobody who came in time loses the page in the middle of the hour."""
    session = place.session
    begins_soon = session.door_opens_at - timezone.now() < timedelta(seconds=PROOF_SECONDS)
    return session.closing_moment if begins_soon else None


OWN = OwnRecords("chat-sign-up", _rows, lambda place: place.email_key, lasts_until=_end_of_the_session)
# Decorator: a page about one sign-up, for its owner alone; the view gets (request, place, ...).
own_place = OWN.own


@require_safe
@link_page
def open_sign_up(request, token):
    """The link in a mail: exchanged for a short session and an address that says nothing."""
    place, trouble = opened_sign_up(request, token)
    if place is None:
        return render(request, "link_trouble.html", {"trouble": trouble}, status=410)
    return redirect(place)


def opened_sign_up(request, token):
    """The sign-up of a mailed link, open to this visitor from now on: (it, None), or (None, why not)."""
    opened = open_token(SIGN_UP_LINK, token)
    place = SignUp.objects.filter(pk=opened.subject).first() if opened.subject and not opened.trouble else None
    if place is not None:
        OWN.open(request, place, proved=True)
    return place, opened.trouble


@require_safe
@own_place
def sign_up(request, place):
    return _page(request, place)


def _page(request, place, *, code_form=None):
    now = timezone.now()
    session, overdue = place.session, place.is_overdue(now)
    waiting = place.state == SignUpState.WAITLISTED
    context = {
        "place": place,
        "session": session,
        "phase": session.phase(now),
        "countdown": countdown(session.starts_at, now),
        "door_is_open": session.is_door_open(now),
        "overdue": overdue,
        "can_act": place.is_live and not overdue and now < session.closing_moment,
        "position": place.line_position() if waiting else None,
        "proved": OWN.has_proved(request, place),
        "known": is_known(request, place),
        "code_form": code_form or CodeForm(),
        "wishes": [Accommodation(each).label for each in place.accommodations if each in Accommodation.values],
        "questions": place.questions.with_its_story().order_by("created_at", "pk"),
        "takes_questions": session.takes_questions(now),
    }
    return render(request, "chat_sessions/place.html", context)


def _act(request, place, verb, done):
    """Run one verb of services; say what happened; back to the sign-up. Whether it went well."""
    try:
        verb(place)
    except ChatError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True


@require_POST
@own_place
def confirm(request, place):
    if not OWN.has_proved(request, place):
        messages.error(request, _("Please use the link or the code in our mail, so that we know the address is yours."))
        return redirect(place)
    was_held, response = place.state == SignUpState.HELD, redirect(place)
    if _act(request, place, sign_ups.confirm, _("Your place is confirmed.")) and was_held:
        remember(response, place)
    return response


@require_http_methods(["GET", "POST"])
@own_place
def confirm_with_code(request, place):
    if request.method == "GET":
        return redirect(place)  # after a wrong code the page stood at this address
    if not limits.allow("code", limits.client_ip(request)):
        return limits.too_many(request, "code")
    was_held, form = place.state == SignUpState.HELD, CodeForm(request.POST)
    if form.is_valid():
        try:
            sign_ups.confirm_with_code(place, form.cleaned_data["code"])
        except ChatError as error:
            form.add_error("code", str(error))
        else:
            return _confirmed_by_code(request, place, was_held)
    return _page(request, place, code_form=form)


def _confirmed_by_code(request, place, was_held):
    OWN.open(request, place, proved=True)
    messages.success(request, _("Your place is confirmed."))
    response = redirect(place)
    # A mail that was forwarded after the place was confirmed makes no browser known.
    if was_held:
        remember(response, place)
    return response


@require_POST
@own_place
def accept(request, place):
    if not OWN.has_proved(request, place):
        messages.error(request, _("Please use the link in our mail to accept, so that we know the address is yours."))
    else:
        _act(request, place, sign_ups.accept_offer, _("The place is yours."))
    return redirect(place)


@require_http_methods(["GET", "POST"])
@own_place
def give_up(request, place):
    """GET asks once more; POST gives the place up. Also how an offer is declined."""
    if request.method == "POST":
        _act(request, place, sign_ups.withdraw, _("You have given up your place."))
        return redirect(place)
    if not place.is_live:
        return redirect(place)
    return render(request, "chat_sessions/give_up.html", {"place": place, "session": place.session})
