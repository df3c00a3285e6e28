"""Taking a seat: the form, check-your-answers, and on to the registration's own page."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import mark_personal
from core.contact import email_key
from core.models import DepartmentProfile
from programs.catalog import describe
from programs.enums import ClassPhase
from programs.forms.registrations import STEPS, RegistrationForm
from programs.services import registrations
from programs.services.errors import RegistrationError
from programs.views.catalog import get_class
from programs.views.personal import OWN

# A check-your-answers page keeps nothing on the server: it carries the answers along,
# and they are validated again when they are sent.
CHECK, EDIT, SEND = "check", "edit", "send"


@require_http_methods(["GET", "POST"])
def register(request, program_slug, number):
    now = timezone.now()
    step = request.POST.get("step", CHECK)
    # What is sent is decided under the lock: only a page that shows seats counts them here.
    offering = get_class(program_slug, number, None if step == SEND else now)
    is_open = offering.phase(now) == ClassPhase.OPEN
    if not offering.program.is_open_to_all or (request.method == "GET" and not is_open):
        return redirect(offering)
    form = RegistrationForm(request.POST or None, offering=offering, department=DepartmentProfile.current())
    if step == EDIT or not form.is_valid():
        return _page(request, form, "programs/register.html")
    if step == SEND:
        return _send(request, form)
    return _page(request, form, "programs/register_check.html")


def _page(request, form, template):
    now = timezone.now()
    offering = form.offering
    if not hasattr(offering, "seats_taken"):
        offering = get_class(offering.program.slug, offering.number, now)
    return mark_personal(render(request, template, describe(offering, now) | {"form": form, "steps": STEPS}))


def _send(request, form):
    answers = {name: value for name, value in form.cleaned_data.items() if name not in {"form_key", "leave_empty"}}
    if not limits.allow("register", limits.client_ip(request)):
        return limits.too_many(request, "register")
    if not limits.allow("mail-to", email_key(answers["email"])):
        return limits.too_many(request, "mail-to")
    try:
        registration = registrations.register(
            offering=form.offering, answers=answers, form_key=form.cleaned_data["form_key"]
        )
    except RegistrationError as error:
        form.add_error(None, str(error))
        return _page(request, form, "programs/register.html")
    OWN.open(request, registration)
    return redirect(registration)
