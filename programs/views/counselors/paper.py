"""Codes on paper: for a family that has not agreed yet, and for somebody without a mail address. Each is seen once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import limits
from programs import nominees
from programs.enums.nominations import PartyRole
from programs.forms.counselors import PaperForm
from programs.services.nominations import inviting
from programs.services.nominations import paper as paper_service
from programs.services.nominations.states import NominationError
from programs.views.counselors.access import counselor_page
from programs.views.counselors.home import room_of
from programs.views.counselors.nominee import WRITTEN_TO
from programs.views.counselors.own import nominee_page, own_invitation, own_party, own_quota
from programs.views.counselors.sheets import sheet


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("nominate")
@counselor_page
def paper(request, counselor, quota_id):
    """The language; then the sheet."""
    quota = own_quota(counselor, quota_id)
    form = PaperForm(request.POST or None)
    if form.is_valid():
        try:
            invitation, code = paper_service.invite_on_paper(
                quota,
                counselor=counselor,
                language=form.cleaned_data["language"],
                form_key=form.cleaned_data["form_key"],
            )
        except NominationError as error:
            form.add_error(None, str(error))
        else:
            made = sheet(quota.semester, code=code, language=invitation.language, until=invitation.expires_at)
            return render(request, "counselors/paper_made.html", {"sheets": [made]})
    context = {
        "quota": quota,
        "room": room_of(quota),
        "form": form,
        "takes_nominations": quota.semester.takes_nominations(),
    }
    return render(request, "counselors/paper.html", context)


@require_http_methods(["GET", "POST"])
@counselor_page
def withdraw_paper(request, counselor, invitation_id):
    """The code ends, and its place is free."""
    invitation = own_invitation(counselor, invitation_id)
    if request.method == "POST":
        if paper_service.withdraw_paper(invitation):
            messages.success(request, "The paper invitation is withdrawn. Its code does not work any more.")
        else:
            messages.info(request, "It was used, withdrawn or over already: nothing was changed.")
        return redirect("counselors:home")
    return render(request, "counselors/withdraw_paper.html", {"invitation": invitation})


@require_http_methods(["GET", "POST"])
@nominee_page
def party_code(request, counselor, nomination, role):
    """A code for a student or a guardian who has no mail address."""
    party = own_party(nomination, role, WRITTEN_TO)
    if request.method == "POST":
        try:
            code = inviting.code_for_party(party, counselor=counselor)
        except NominationError as error:
            messages.error(request, str(error))
            return redirect("counselors:nominee", nomination.reference)
        semester = nomination.semester
        made = sheet(
            semester,
            code=code,
            language=party.language,
            until=semester.families_answer_by,
            is_student=role == PartyRole.STUDENT,
        )
        return render(request, "counselors/paper_made.html", {"sheets": [made], "nomination": nomination})
    context = {"nominee": nominees.nominee(nomination), "nomination": nomination, "party": party}
    return render(request, "counselors/party_code.html", context)
