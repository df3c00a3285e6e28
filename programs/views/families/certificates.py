"""The certificate of a student who has completed the class, for the family's own printer."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import limits
from core.languages import speak
from core.pdf import PdfError, pdf_response
from programs.paper import certificates_pdf
from programs.services import certificates
from programs.services.nominations.names import put_names
from programs.views.families.opening import asked_part


@require_safe
@asked_part
def certificate_pdf(request, party):
    """With the name, which is read now: the certificate itself knows a number alone."""
    if not limits.allow("certificate", limits.client_ip(request)):
        return limits.too_many(request, "certificate")
    registration = party.nomination.registration
    certificate = certificates.valid_one(registration) if registration else None
    if certificate is None:
        return redirect("consent:part", party.reference)
    put_names([registration])
    certificate.registration = registration
    try:
        with speak(settings.LANGUAGE_CODE, "pdf"):  # the paper is English altogether
            content = certificates_pdf([certificate])
    except PdfError:  # what it says is for staff
        messages.error(request, _("We cannot make the file at this moment. Please call us: you get it on paper."))
        return redirect("consent:part", party.reference)
    return pdf_response(f"certificate-{certificate.number}.pdf", content)
