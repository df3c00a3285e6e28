"""One registration, for the person it belongs to: GET shows, POST acts.

The page opens for whoever has just made the registration in this browser, came by the
personal link of a mail, or proved the mail address in My requests. Only the last two
prove the address, so only they can confirm a hold without the code, or accept an offer.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import OwnRecords, link_page
from core.contact import CodeForm
from core.links import open_token
from core.models import DepartmentProfile
from programs import standings
from programs.emails import ABSENCE_LINK, REGISTRATION_LINK
from programs.enums import Outcome, RegistrationState
from programs.forms.registrations import STEPS, DetailsForm
from programs.models import ClassSession, Registration
from programs.services import certificates, packets, registrations, surveys
from programs.services.errors import RegistrationError


def _rows():
    return Registration.objects.select_related("offering__program").prefetch_related("offering__sessions")


OWN = OwnRecords("registration", _rows, lambda registration: registration.email_key)


@require_safe
@link_page
def open_registration(request, token, page="registration"):
    """The link in a mail: exchanged for a short session and an address that says nothing."""
    opened = open_token(REGISTRATION_LINK, token)
    registration = Registration.objects.filter(pk=opened.subject).first() if opened.subject else None
    if opened.trouble or registration is None:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    OWN.open(request, registration, proved=True)
    return redirect(f"programs:{page}", registration.reference)


@require_safe
@link_page
def open_absence(request, token):
    """ "I can't make it", from a reminder: shows the registration with that session in front."""
    opened = open_token(ABSENCE_LINK, token)
    registration_id, _sep, session_id = (opened.subject or "").partition(":")
    registration = Registration.objects.filter(pk=registration_id).first() if session_id else None
    if opened.trouble or registration is None:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    OWN.open(request, registration)
    return redirect("programs:absence", registration.reference, int(session_id))


@require_safe
@OWN.own
def registration(request, registration):
    return _page(request, registration)


def _page(request, registration, *, code_form=None, status=200):
    now = timezone.now()
    waiting = registration.state == RegistrationState.WAITLISTED
    packet = packets.packet_of(registration)
    context = {
        "registration": registration,
        "offering": registration.offering,
        "program": registration.offering.program,
        "phase": registration.offering.phase(now),
        "overdue": registration.is_overdue(now),
        "position": registration.line_position() if waiting else None,
        "next_session": next((each for each in registration.offering.held_sessions if each.ends_at > now), None),
        "proved": OWN.has_proved(request, registration),
        "steps": STEPS,
        "code_form": code_form or CodeForm(),
        "missed": set(registration.will_miss.values_list("pk", flat=True)),
        "packet": packet,
        "packet_page": packets.page_of(registration, packet, now),
        "can_act": registration.is_live and not registration.is_overdue(now),
        "standing": standings.of_registrations([registration], now).get(registration.pk),
    }
    if registration.outcome == Outcome.GRADUATED:
        context["certificate"] = certificates.valid_one(registration)
        context["survey"] = surveys.open_invitation(registration)
    return render(request, "programs/registration.html", context, status=status)


def _act(request, registration, verb, done):
    """Run one verb of services; say what happened; back to the registration."""
    try:
        verb(registration)
    except RegistrationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(registration)


@require_POST
@OWN.own
def confirm(request, registration):
    if not OWN.has_proved(request, registration):
        messages.error(request, _("Please use the link or the code in our mail, so that we know the address is yours."))
        return redirect(registration)
    return _act(request, registration, registrations.confirm, _("Your seat is confirmed."))


@require_http_methods(["GET", "POST"])
@OWN.own
def confirm_with_code(request, registration):
    if request.method == "GET":
        return redirect(registration)  # after a wrong code the page stood at this address
    if not limits.allow("code", limits.client_ip(request)):
        return limits.too_many(request, "code")
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            registrations.confirm_with_code(registration, form.cleaned_data["code"])
        except RegistrationError as error:
            form.add_error("code", str(error))
        else:
            OWN.open(request, registration, proved=True)
            messages.success(request, _("Your seat is confirmed."))
            return redirect(registration)
    return _page(request, registration, code_form=form)


@require_POST
@OWN.own
def accept(request, registration):
    if not OWN.has_proved(request, registration):
        messages.error(request, _("Please use the link in our mail to accept, so that we know the address is yours."))
        return redirect(registration)
    return _act(request, registration, registrations.accept_offer, _("The seat is yours."))


@require_http_methods(["GET", "POST"])
@OWN.own
def withdraw(request, registration):
    """GET asks once more; POST gives the place up. Also how an offer is declined."""
    if request.method == "POST":
        return _act(request, registration, registrations.withdraw, _("You have given up your place."))
    if not registration.is_live:
        return redirect(registration)
    return render(request, "programs/withdraw.html", {"registration": registration, "offering": registration.offering})


@require_http_methods(["GET", "POST"])
@OWN.own
def details(request, registration):
    form = DetailsForm(
        request.POST or None, initial={"phone": registration.phone, "accommodation": registration.accommodation}
    )
    if request.method == "POST" and form.is_valid():
        registrations.change_details(registration, **form.cleaned_data)
        messages.success(request, _("Your changes are saved."))
        return redirect(registration)
    context = {"registration": registration, "form": form, "department": DepartmentProfile.current()}
    return render(request, "programs/details.html", context)


@require_http_methods(["GET", "POST"])
@OWN.own
def absence(request, registration, session_id):
    """ "I can't make it" to one session, and taking it back."""
    session = ClassSession.objects.filter(pk=session_id, offering=registration.offering_id).first()
    if session is None:
        return redirect(registration)
    if request.method == "POST":
        if request.POST.get("coming"):
            return _act(
                request,
                registration,
                lambda mine: registrations.take_back_absence(mine, session),
                _("Good: we expect you."),
            )
        return _act(
            request,
            registration,
            lambda mine: registrations.announce_absence(mine, session),
            _("Thank you. We know that you will miss this session. Your seat stays yours."),
        )
    context = {
        "registration": registration,
        "session": session,
        "missing": registration.will_miss.filter(pk=session.pk).exists(),
        "standing": standings.of_registrations([registration]).get(registration.pk),
    }
    return render(request, "programs/absence.html", context)
