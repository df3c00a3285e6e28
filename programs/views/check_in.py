"""The address behind the code on the wall: a participant checks in on a phone, on that evening only."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import personal_page
from programs.enums import ATTENDED_MARKS
from programs.forms.registrations import CheckInForm
from programs.services import check_in as door
from programs.services.errors import RegistrationError


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("check-in")
@personal_page
def check_in(request, token):
    now = timezone.now()
    session = door.session_of(token, now)
    if session is None:
        return render(request, "programs/check_in.html", status=404)
    context = {
        "session": session,
        "offering": session.offering,
        "program": session.offering.program,
        "token": door.check_in_token(session),
        "refusal": door.check_in_refusal(session, now),
    }
    if context["refusal"]:
        return render(request, "programs/check_in.html", context)
    form = CheckInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attendance = door.check_in(session, form.cleaned_data["code"], now)
        except RegistrationError as error:
            form.add_error("code", str(error))
        else:
            person = attendance.registration.given_name
            # Staff may have written "absent" before the person came: only they change that.
            context |= {"given_name": person, "is_in": attendance.mark in ATTENDED_MARKS}
            return render(request, "programs/check_in_done.html", context)
    return render(request, "programs/check_in.html", context | {"form": form})
