"""The front door, and My requests."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat_sessions.catalog import next_session
from core import limits
from core.access import forget, link_page, personal_page, prove_email, proved_email
from core.codes import redeem_code, use_once
from core.contact import CodeForm, email_key
from core.links import open_token
from core.pages import same_for_everyone
from portal import services
from portal.forms import SignInForm
from programs.catalog import coming_classes, with_graduates
from programs.models import Program

_PENDING_EMAIL = "sign_in_email"
_PENDING_CODE = "sign_in_code"


@require_safe
@same_for_everyone
def home(request):
    now = timezone.now()
    programs = {program.slug: program for program in with_graduates(Program.objects.all())}
    context = {
        "pip": programs.get("pip"),
        "tap": programs.get("tap"),
        "classes": coming_classes(now),
        "chat": next_session(now),
    }
    return render(request, "portal/home.html", context)


@require_safe
def privacy(request):
    return render(request, "portal/privacy.html")


@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("sign-in")
@personal_page
def my(request):
    """My requests: all that the reader of one mail address has; or the way to prove the address."""
    address = proved_email(request)
    if address and request.method == "GET":
        records = services.records_for(address)
        return render(request, "portal/my.html", {"email": address, "records": records})
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if limits.allow("mail-to", email_key(email)):
            services.mail_sign_in(email)
        request.session[_PENDING_EMAIL] = email
        return redirect("portal:my_code")
    return render(request, "portal/my_sign_in.html", {"form": form})


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("code")
@personal_page
def my_code(request):
    """Check your mail: type the code here, or follow the link."""
    email = request.session.get(_PENDING_EMAIL)
    if not email:
        return redirect("portal:my")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = email_key(email)
        if redeem_code(purpose=services.MY_REQUESTS, email_key=key, code=form.cleaned_data["code"]):
            return _signed_in(request, key)
        form.add_error("code", _("This code is not right, or it has ended. Check the newest mail from us."))
    return render(request, "portal/my_code.html", {"form": form, "email": email})


@require_safe
@link_page
def my_link(request, token):
    """The link in the mail: shows a page with a button; only the button uses it up (scanners follow links)."""
    opened = open_token(services.MY_REQUESTS, token)
    if opened.trouble:
        return render(request, "portal/my_link_trouble.html", status=410)
    request.session[_PENDING_CODE] = opened.subject
    return redirect("portal:my_open")


@require_http_methods(["GET", "POST"])
@personal_page
def my_open(request):
    pending = request.session.get(_PENDING_CODE)
    if not pending:
        return redirect("portal:my")
    if request.method == "GET":
        return render(request, "portal/my_open.html")
    used = use_once(pending)
    del request.session[_PENDING_CODE]
    if used is None:
        return render(request, "portal/my_link_trouble.html", status=410)
    return _signed_in(request, used.email_key)


def _signed_in(request, key):
    prove_email(request, key)
    return redirect("portal:my")


@require_POST
def my_sign_out(request):
    forget(request)
    messages.success(request, _("You are signed out."))
    return redirect("portal:home")
