"""Whoever holds a certificate can see whether it is one of ours."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core import limits
from core.access import personal_page
from programs.forms.graduates import CertificateCodeForm
from programs.services import certificates


@require_safe
@personal_page
def check_certificate(request):
    """Type the code from the paper. It changes nothing, so it is a GET."""
    form = CertificateCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:certificate", form.cleaned_data["code"])
    return render(request, "programs/certificate_check.html", {"form": form})


@require_safe
@personal_page
def certificate(request, code):
    """What stands on the paper, if its code is one of ours: nobody can find one by trying."""
    if not limits.allow("certificate", limits.client_ip(request)):
        return limits.too_many(request, "certificate")
    found = certificates.look_up(code)
    status = 200 if found else 404
    form = CertificateCodeForm(initial={"code": certificates.normalise_code(code)})  # what was typed, to be mended
    context = {"found": found, "form": form}
    return render(request, "programs/certificate.html", context, status=status)
