""" "Tell me when the next class opens", and its link in the mail."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.access import LastOpened, link_page, mark_personal
from core.contact import email_key
from core.links import open_token
from programs.emails import INTEREST_LINK
from programs.forms.registrations import InterestForm
from programs.models import ClassInterest, Program
from programs.services import interest as wishes

_WISH = LastOpened("wish")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("interest")
def tell_me(request, program_slug):
    program = get_object_or_404(Program, slug=program_slug)
    if not program.is_open_to_all:
        return redirect(program)
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        if limits.allow("mail-to", email_key(address)):
            wishes.ask_to_be_told(program=program, email=address, language=form.cleaned_data["language"])
        return mark_personal(render(request, "programs/tell_me_sent.html", {"program": program}))
    return render(request, "programs/tell_me.html", {"program": program, "form": form})


@require_safe
@link_page
def open_interest(request, token):
    opened = open_token(INTEREST_LINK, token)
    if opened.trouble:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    _WISH.open(request, opened.subject)
    return redirect("programs:interest_wish")


@require_http_methods(["GET", "POST"])
def interest(request):
    """The wish of the link that was followed: confirm it, or take it back."""
    wish = ClassInterest.objects.filter(pk=_WISH.key(request), told_about=None).select_related("program").first()
    if wish is None:
        return mark_personal(render(request, "link_trouble.html", status=410))
    if request.method == "POST":
        if request.POST.get("forget"):
            wishes.forget_interest(wish)
            messages.success(request, _("Done. We will not write to you about the next class."))
        else:
            wishes.confirm_interest(wish)
            messages.success(request, _("Thank you. We will write to you once when the next class opens."))
        return redirect(wish.program)
    return mark_personal(render(request, "programs/interest.html", {"wish": wish, "program": wish.program}))
