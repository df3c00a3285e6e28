"""What graduates do: ask to hear from us, and say how it was."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import LastOpened, link_page, personal_page
from core.links import open_token
from core.pdf import PdfError, pdf_response
from programs.emails import SURVEY_LINK
from programs.forms.graduates import SurveyForm
from programs.paper import certificates_pdf
from programs.services import certificates, graduation, surveys
from programs.services.errors import RegistrationError
from programs.views.personal import OWN

_SURVEY = LastOpened("survey")


@require_POST
@OWN.own
def alumni(request, registration):
    """ "Write to me" and "do not write to me any more"."""
    wants = request.POST.get("wants") == "yes"
    try:
        graduation.set_alumni(registration, wants=wants)
    except RegistrationError as error:
        messages.error(request, str(error))
    else:
        done = _("Thank you: we will write to you.") if wants else _("Done. We will not write to you as a graduate.")
        messages.success(request, done)
    return redirect(registration)


@require_safe
@OWN.own
def certificate_pdf(request, registration):
    """The certificate, for the graduate's own printer."""
    if not limits.allow("certificate", limits.client_ip(request)):
        return limits.too_many(request, "certificate")
    certificate = certificates.valid_one(registration)
    if certificate is None:
        return redirect(registration)
    try:
        content = certificates_pdf([certificate])
    except PdfError:  # what it says is for staff, who read the same on the page "Paper"
        messages.error(request, _("We cannot make the file at this moment. Please call us: you get it on paper."))
        return redirect(registration)
    return pdf_response(f"certificate-{certificate.number}.pdf", content)


@require_safe
@link_page
def open_survey(request, token):
    """The link in a mail: exchanged for a short session and an address that says nothing."""
    opened = open_token(SURVEY_LINK, token)
    invitation = surveys.invitation_for(opened.subject) if opened.subject else None
    if opened.trouble or invitation is None:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    return _to_survey(request, invitation)


@require_safe
@OWN.own
def own_survey(request, registration):
    """The same, from the graduate's own page."""
    invitation = surveys.open_invitation(registration)
    return _to_survey(request, invitation) if invitation else redirect(registration)


def _to_survey(request, invitation):
    _SURVEY.open(request, invitation.pk)
    return redirect("programs:survey")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("survey")
@personal_page
def survey(request):
    """Five questions. A second click on the button finds them answered."""
    pk = _SURVEY.key(request)
    invitation = surveys.invitation_for(pk) if pk else None
    if invitation is None:
        return render(request, "link_trouble.html", status=410)
    offering = invitation.registration.offering
    context = {"offering": offering, "program": offering.program, "wave": invitation.wave}
    if invitation.answered_on:
        return render(request, "programs/survey_thanks.html", context)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        surveys.answer(invitation, answers=form.answers(), comment=form.cleaned_data["comment"])
        return redirect("programs:survey")
    return render(request, "programs/survey.html", {**context, "form": form})
