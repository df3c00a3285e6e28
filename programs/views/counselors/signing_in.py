"""How a counselor gets in: the address, then the mailed link or code. No password."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import forget, link_page, personal_page
from core.contact import CodeForm, email_key
from core.links import open_token
from programs.emails.students import COUNSELOR_LINK
from programs.forms.counselors import SignInForm
from programs.services import counselors
from programs.views.counselors.access import prove

_PENDING_EMAIL = "counselor_email"
_PENDING_CODE = "counselor_code"


def ask_for_address(request):
    """The sign-in page. Whatever the address, the answer is the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if limits.allow("mail-to", email_key(email)):
            counselors.mail_sign_in(email)
        request.session[_PENDING_EMAIL] = email
        return redirect("counselors:code")
    return render(request, "counselors/sign_in.html", {"form": form})


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("code")
@personal_page
def code(request):
    """Check your mail: type the code here, or follow the link."""
    email = request.session.get(_PENDING_EMAIL)
    if not email:
        return redirect("counselors:home")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        counselor = counselors.sign_in_by_code(email_key(email), form.cleaned_data["code"])
        if counselor:
            return _signed_in(request, counselor)
        form.add_error("code", "This code is not right, or it has ended. Check the newest mail from us.")
    return render(request, "counselors/code.html", {"form": form, "email": email})


@require_safe
@link_page
def link(request, token):
    """The link in a mail: only the button behind it uses it up (mail scanners follow links)."""
    opened = open_token(COUNSELOR_LINK, token)
    if opened.trouble:
        return render(request, "counselors/link_trouble.html", status=410)
    request.session[_PENDING_CODE] = opened.subject
    return redirect("counselors:open")


@require_http_methods(["GET", "POST"])
@personal_page
def open_page(request):
    """One button."""
    pending = request.session.get(_PENDING_CODE)
    if not pending:
        return redirect("counselors:home")
    if request.method == "GET":
        return render(request, "counselors/open.html")
    counselor = counselors.sign_in_by_link(pending)
    if counselor is None:
        del request.session[_PENDING_CODE]
        return render(request, "counselors/link_trouble.html", status=410)
    return _signed_in(request, counselor)


def _signed_in(request, counselor):
    for name in (_PENDING_EMAIL, _PENDING_CODE):
        request.session.pop(name, None)
    prove(request, counselor)
    return redirect("counselors:home")


@require_POST
@personal_page
def sign_out(request):
    forget(request)
    messages.success(request, "You are signed out.")
    return redirect("counselors:home")
