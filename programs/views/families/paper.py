"""From the code on a paper to the page of a student or guardian."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import may_open, open_record, personal_page
from core.enums import Language
from core.languages import speak
from core.models import DepartmentProfile
from programs.forms.paper import FamilyForm, PaperCodeForm
from programs.services.nominations import redeeming
from programs.services.nominations.states import NominationError
from programs.views.families.opening import keep_that_guardian, own_parts

_PAPER = "paper_invitation"


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("paper-code")
@personal_page
def paper_code(request):
    """A family types the code of its paper. Whatever is wrong with it, the answer is the same."""
    form = PaperCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        opened = _opened(request, form.cleaned_data["code"])
        if opened:
            return opened
        form.refuse(DepartmentProfile.current().programs_phone.as_national)
    return render(request, "consent/code.html", {"form": form})


def _opened(request, code):
    """Where the code leads, or None."""
    party = redeeming.party_with(code)
    if party:
        own_parts.open(request, party, proved=True)
        return redirect(party)
    invitation = redeeming.invitation_with(code)
    if invitation:
        open_record(request, f"{_PAPER}:{invitation.pk}")
        request.session[_PAPER] = invitation.pk
        return redirect("consent:paper")
    return None


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("paper-code")
@personal_page
def paper(request):
    """The invitation that was opened by its code: the language first, then who the student is."""
    pk = request.session.get(_PAPER)
    if pk is None or not may_open(request, f"{_PAPER}:{pk}"):
        return redirect("consent:code")
    invitation = redeeming.invitation_of(pk, only_open=request.method == "GET")
    if invitation is None:
        return redirect("consent:code")
    with speak(_language(request, invitation), "consent"):
        return _paper_page(request, invitation)


def _language(request, invitation):
    """What the family chose, else what the counselor thought."""
    chosen = (request.POST if request.method == "POST" else request.GET).get("language")
    return chosen if chosen in Language.values else invitation.language


def _paper_page(request, invitation):
    form = FamilyForm(request.POST if request.method == "POST" else None, school=invitation.quota.school)
    if form.is_valid():
        language = _language(request, invitation)
        try:
            guardian = redeeming.redeem(invitation, form.family(language), form_key=form.cleaned_data["form_key"])
        except NominationError as error:
            form.add_error(None, str(error))
        else:
            own_parts.open(request, guardian, proved=True)
            keep_that_guardian(request, guardian)
            return redirect(guardian)
    return render(request, "consent/paper.html", _shown(request, invitation) | {"form": form})


def _shown(request, invitation):
    chosen = _language(request, invitation)
    return {
        "invitation": invitation,
        "school": invitation.quota.school,
        "semester": invitation.quota.semester,
        "offering": invitation.quota.semester.offering,
        "languages": Language,
        "chosen": chosen,
    }
