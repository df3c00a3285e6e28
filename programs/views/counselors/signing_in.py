"""How a counselor gets in: the address, then the mailed link or code. No password."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access import forget, personal_page
from core.mailed_sign_in import MailedSignIn
from programs.emails.students import COUNSELOR_LINK
from programs.forms.counselors import SignInForm
from programs.services import counselors
from programs.views.counselors.access import prove

sign_in = MailedSignIn(
    purpose=COUNSELOR_LINK,
    start="counselors:home",
    pages="counselors:",
    templates="counselors/",
    mail=counselors.mail_sign_in,
    by_code=counselors.sign_in_by_code,
    by_link=counselors.sign_in_by_link,
    prove=prove,
)


def ask_for_address(request):
    """The sign-in page. Whatever the address, the answer is the same."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return sign_in.send(request, form.cleaned_data["email"])
    return render(request, "counselors/sign_in.html", {"form": form})


@require_POST
@personal_page
def sign_out(request):
    forget(request)
    messages.success(request, "You are signed out.")
    return redirect("counselors:home")
