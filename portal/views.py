"""The front door, and My requests."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat_sessions.catalog import next_session
from core import limits
from core.access import forget, personal_page, prove_email, proved_email
from core.mailed_sign_in import MailedSignIn
from core.pages import same_for_everyone
from portal import services
from portal.forms import SignInForm
from programs.catalog import coming_classes, with_graduates
from programs.models import Program

sign_in = MailedSignIn(
    purpose=services.MY_REQUESTS,
    start="portal:my",
    pages="portal:my_",
    templates="portal/my_",
    mail=services.mail_sign_in,
    by_code=services.sign_in_by_code,
    by_link=services.sign_in_by_link,
    prove=prove_email,
)


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
        return sign_in.send(request, form.cleaned_data["email"])
    return render(request, "portal/my_sign_in.html", {"form": form})


@require_POST
def my_sign_out(request):
    forget(request)
    messages.success(request, _("You are signed out."))
    return redirect("portal:home")
