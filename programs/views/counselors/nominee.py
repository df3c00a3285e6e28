"""One nominee of the own school: mend, aim a link anew, withdraw, replace, let an alternate move up."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programs import nominees
from programs.enums.nominations import NominationState, PartyRole
from programs.forms.counselors import AimForm, CorrectForm, WithdrawForm
from programs.services.nominations import correcting, inviting, promoting, withdrawing
from programs.services.nominations.states import NominationError, has_ended
from programs.views.counselors.home import room_of
from programs.views.counselors.own import nominee_page, own_party

# A second guardian was named by the family: the counselor writes to the two whom they know.
WRITTEN_TO = (PartyRole.STUDENT, PartyRole.GUARDIAN)


def _show(request, template, nomination, **context):
    page = {
        "nominee": nominees.nominee(nomination),
        "nomination": nomination,
        "semester": nomination.semester,
        **context,
    }
    return render(request, f"counselors/{template}.html", page)


def _back(nomination):
    return redirect("counselors:nominee", nomination.reference)


@require_safe
@nominee_page
def nominee(request, counselor, nomination):
    """How the nominee stands, and what can be done."""
    return _show(
        request,
        "nominee",
        nomination,
        parties=[_line(nomination, party) for party in nomination.parties.all()],
        can_correct=not has_ended(nomination) and not nominees.has_begun_to_answer(nomination),
        can_withdraw=nominees.can_be_withdrawn(nomination),
        is_alternate=nomination.state == NominationState.ALTERNATE,
        room=room_of(nomination.quota),
    )


def _line(nomination, party):
    """What the counselor sees of one person: where the link went, as they wrote it themselves, until the answer."""
    open_to_change = party.role in WRITTEN_TO and party.answered_at is None and not has_ended(nomination)
    return {
        "party": party,
        "can_aim": open_to_change,
        "shows_contact": open_to_change and not _came_on_paper(nomination),
        "can_have_code": open_to_change and nomination.state != NominationState.ALTERNATE and not party.email,
    }


def _came_on_paper(nomination):
    """The family wrote the addresses itself: they are not the counselor's to read."""
    return getattr(nomination, "paper_invitation", None) is not None


@require_http_methods(["GET", "POST"])
@nominee_page
def correct(request, counselor, nomination):
    """Name, grade, rank and reason, until the family has answered."""
    now = {name: getattr(nomination, name) for name in correcting.FIELDS}
    form = CorrectForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            correcting.correct(nomination, counselor=counselor, **form.cleaned_data)
        except NominationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your correction is saved.")
            return _back(nomination)
    return _show(request, "correct", nomination, form=form)


@require_http_methods(["GET", "POST"])
@nominee_page
def aim(request, counselor, nomination, role):
    """Another address, number or language for the student or the guardian."""
    party = own_party(nomination, role, WRITTEN_TO)
    known = {"email": party.email, "phone": party.phone_number, "language": party.language}
    if _came_on_paper(nomination) or party.answered_at:
        known = {"language": party.language}
    form = AimForm(request.POST or None, school=counselor.school, role=role, initial=known)
    if form.is_valid():
        try:
            aimed = inviting.aim_anew(party, counselor=counselor, **form.cleaned_data)
        except NominationError as error:
            form.add_error(getattr(error, "field", None), str(error))
        else:
            messages.success(request, _what_went_out(aimed))
            return _back(nomination)
    return _show(request, "aim", nomination, form=form, party=party)


def _what_went_out(party):
    if party.invited_at:
        return "A new link is on its way. Links and codes from before do not work any more."
    return "Saved. Links and codes from before do not work any more."


@require_http_methods(["GET", "POST"])
@nominee_page
def withdraw(request, counselor, nomination):
    """Take a nominee back; with an alternate of the school in the same step, if there is one."""
    form = WithdrawForm(request.POST or None)
    first = nomination.quota.nominations.alternates().exclude(pk=nomination.pk).first()
    if form.is_valid():
        try:
            _take_back(request, counselor, nomination, form.cleaned_data["reason"])
        except NominationError as error:
            form.add_error(None, str(error))
        else:
            return redirect("counselors:home")
    is_alternate = nomination.state == NominationState.ALTERNATE
    return _show(request, "withdraw", nomination, form=form, first=None if is_alternate else first)


def _take_back(request, counselor, nomination, reason):
    if "replace" in request.POST:
        moved_up = withdrawing.replace(nomination, reason=reason, counselor=counselor)
        messages.success(
            request, f"{nomination.reference} is withdrawn. {moved_up.reference} moved up, and the family is asked."
        )
    else:
        withdrawing.withdraw(nomination, reason=reason, counselor=counselor)
        messages.success(request, f"{nomination.reference} is withdrawn.")


@require_POST
@nominee_page
def promote(request, counselor, nomination):
    """An alternate moves up, if a place is free."""
    try:
        promoting.promote(nomination, counselor=counselor)
    except NominationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{nomination.reference} moved up, and the family is asked.")
    return _back(nomination)
