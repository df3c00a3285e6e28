"""Who is at the counselors' pages: a mailed proof, bound to the counselor, asked of the database at each request."""

from datetime import timedelta
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from core.access import mark_personal
from core.views import not_found
from programs.models import Counselor

_PROOF = "counselor"
IDLE = timedelta(hours=2)
WORKING_DAY = timedelta(hours=10)
# A proof is written anew only after so long: not with every click.
RENEW_AFTER = timedelta(minutes=5)


def prove(request, counselor):
    """Remember that this is the counselor: for two hours, longer while they work, ten hours at most."""
    request.session.cycle_key()
    now = timezone.now().timestamp()
    request.session[_PROOF] = {"is": _who(counselor), "since": now, "used": now}


def _who(counselor):
    """What must still be true of the row: another school, address or invitation ends what was open."""
    invited = counselor.invited_at.timestamp() if counselor.invited_at else 0
    return [counselor.pk, counselor.school_id, counselor.email_key, invited]


def counselor_of(request):
    """The active counselor whose proof this browser holds, or None. Reads no session where there is no cookie."""
    proof = request.session.get(_PROOF)
    if not proof:
        return None
    now = timezone.now().timestamp()
    if now - proof["used"] >= IDLE.total_seconds() or now - proof["since"] >= WORKING_DAY.total_seconds():
        return None
    counselor = Counselor.objects.active().select_related("school").filter(pk=proof["is"][0]).first()
    if counselor is None or _who(counselor) != proof["is"]:
        return None
    if now - proof["used"] >= RENEW_AFTER.total_seconds():
        request.session[_PROOF] = proof | {"used": now}
    return counselor


def counselor_page(view):
    """Decorator: the view gets the counselor. Others come to the sign-in; what they had typed is not lost."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return mark_personal(_answer(view, request, *args, **kwargs))

    return wrapped


def _answer(view, request, *args, **kwargs):
    counselor = counselor_of(request)
    if counselor is None:
        return _signed_out(request)
    try:
        return view(request, counselor, *args, **kwargs)
    except Http404:
        return not_found(request)


def _signed_out(request):
    if request.method != "POST":
        return redirect("counselors:home")
    typed = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    return render(request, "counselors/signed_out.html", {"typed": typed}, status=403)
