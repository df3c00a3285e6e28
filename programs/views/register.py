"""Taking a seat: the form, check-your-answers, and on to the registration's own page."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import mark_personal, open_record
from core.contact import email_key
from core.models import DepartmentProfile
from programs.catalog import describe
from programs.enums import ClassPhase
from programs.forms import STEPS, RegistrationForm
from programs.services import registrations
from programs.services.errors import RegistrationError
from programs.views.catalog import get_class
from programs.views.personal import record_name

# A check-your-answers page keeps nothing on the server: it carries the answers along,
# and they are validated again when they are sent.
CHECK, EDIT, SEND = "check", "edit", "send"


@require_http_methods(["GET", "POST"])
def register(request, program_slug, number):
    now = timezone.now()
    offering = get_class(program_slug, number, now)
    context = describe(offering, now)
    if (context["phase"] != ClassPhase.OPEN and request.method == "GET") or not offering.program.is_open_to_all:
        return redirect(offering)
    form = RegistrationForm(request.POST or None, offering=offering, department=DepartmentProfile.current())
    context |= {"form": form, "steps": STEPS}
    step = request.POST.get("step", CHECK)
    if step == EDIT or not form.is_valid():
        return mark_personal(render(request, "programs/register.html", context))
    if step == SEND:
        return _send(request, form, context)
    return mark_personal(render(request, "programs/register_check.html", context))


def _send(request, form, context):
    answers = {name: value for name, value in form.cleaned_data.items() if name not in {"form_key", "leave_empty"}}
    if not limits.allow("register", limits.client_ip(request)):
        return limits.too_many(request, "register")
    if not limits.allow("mail-to", email_key(answers["email"])):
        return limits.too_many(request, "mail-to")
    try:
        registration = registrations.register(
            offering=context["offering"], answers=answers, form_key=form.cleaned_data["form_key"]
        )
    except RegistrationError as error:
        form.add_error(None, str(error))
        return mark_personal(render(request, "programs/register.html", context))
    open_record(request, record_name(registration))
    return redirect(registration)
