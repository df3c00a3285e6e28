"""Up to ten students at once."""

from django.db.models import Max
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core import limits
from programs.enums.nominations import NominationState
from programs.forms.nominating import FIRST_ROWS, MORE_ROWS, MOST_AT_ONCE, NominateForm
from programs.services.nominations.nominating import nominate as nominate_students
from programs.services.nominations.states import NominationError
from programs.views.counselors.access import counselor_page
from programs.views.counselors.home import room_of
from programs.views.counselors.own import own_quota
from programs.views.counselors.sheets import sheet


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("nominate")
@counselor_page
def nominate(request, counselor, quota_id):
    """The page with the rows; after it is sent, what became of each."""
    quota = own_quota(counselor, quota_id)
    wanted = request.POST.get("rows") or request.GET.get("rows") or ""
    count = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 4 else FIRST_ROWS
    about = {"school": counselor.school, "last_rank": _last_rank(quota)}
    if request.method == "GET":
        form = NominateForm(count=count, **about)
    elif "more" in request.POST:
        form = NominateForm(count=count + MORE_ROWS, typed=request.POST, **about)
    else:
        form = NominateForm(request.POST, count=count, **about)
        if form.is_valid() and (made := _nominated(counselor, quota, form)):
            return _result(request, quota, made)
    context = {
        "counselor": counselor,
        "quota": quota,
        "room": room_of(quota),
        "form": form,
        "takes_nominations": quota.semester.takes_nominations(),
        "most": MOST_AT_ONCE,
    }
    return render(request, "counselors/nominate.html", context)


def _last_rank(quota):
    return quota.nominations.live().aggregate(last=Max("rank"))["last"] or 0


def _nominated(counselor, quota, form):
    try:
        return nominate_students(quota, form.students(), counselor=counselor, form_key=form.cleaned_data["form_key"])
    except NominationError as error:
        form.refuse(error)
        return None


def _result(request, quota, made):
    """Shown by the answer itself: a code on paper is seen once, so no address leads back to it."""
    nominations = [each.nomination for each in made if each.nomination]
    on_paper = [each for each in made if each.invitation]
    context = {
        "quota": quota,
        "room": room_of(quota),
        "invited": [each for each in nominations if each.state != NominationState.ALTERNATE],
        "alternates": [each for each in nominations if each.state == NominationState.ALTERNATE],
        "unreachable": [party for each in nominations for party in _unreachable(each)],
        "sheets": [
            sheet(quota.semester, code=each.code, language=each.invitation.language, until=each.invitation.expires_at)
            for each in on_paper
        ],
    }
    return render(request, "counselors/nominated.html", context)


def _unreachable(nomination):
    """The student and the guardian without a mail address: a code on paper brings them in."""
    if nomination.state == NominationState.ALTERNATE:
        return []
    return [party for party in nomination.parties.all() if not party.email and not party.code_hash]
