"""Other dates, a longer stay, the end: each a page that asks, and a POST that does it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vacation_checks.enums import RequestState
from vacation_checks.forms.changes import DatesForm, ReturnForm
from vacation_checks.models import CheckRules
from vacation_checks.services import changes, endings
from vacation_checks.services.dates import remark_on
from vacation_checks.services.errors import DatesError, RequestError
from vacation_checks.views.personal import proved_request

ENDED = {
    RequestState.CANCELLED: gettext_lazy("Your request is cancelled."),
    RequestState.ENDED_EARLY: gettext_lazy("Thank you for telling us. Officers know at once. Welcome home."),
    RequestState.COMPLETED: gettext_lazy("Thank you for telling us. Welcome home."),
}


@require_http_methods(["GET", "POST"])
@proved_request
def dates(request, mine):
    """At once, or as a wish that the desk decides on."""
    state, now = _state(mine)
    # The form says the dates: not before the address is known to be right.
    if not changes.can_change(state) or mine.confirmed_at is None:
        return redirect(mine)
    left = changes.has_left(mine, state, now)
    form = DatesForm(request.POST or None, initial=changes.dates_of(mine), left=left)
    if request.method == "POST" and form.is_valid():
        changed = _try(form, lambda new: changes.change_dates(mine, **changes.dates_of(mine) | new))
        if changed:
            _say_what_became_of(request, changed)
            return redirect(mine)
    context = {
        "mine": mine,
        "form": form,
        "left": left,
        "approved": state not in endings.NOT_APPROVED,
        "can_extend": changes.can_extend(mine, state, now, CheckRules.current()),
    }
    return render(request, "vacation_checks/dates.html", context)


def _say_what_became_of(request, changed):
    if changed.has_wish:
        messages.success(request, _("Our desk looks at the dates that you wish. Until then the old ones stay."))
        return
    messages.success(request, _("The new dates are in effect."))
    remark = remark_on(changed.nights, CheckRules.current())
    if remark:
        messages.info(request, remark)


@require_http_methods(["GET", "POST"])
@proved_request
def extend(request, mine):
    state, now = _state(mine)
    if request.method == "GET" and not changes.can_extend(mine, state, now, CheckRules.current()):
        return redirect(mine)
    form = ReturnForm(request.POST or None, initial=changes.dates_of(mine))
    if request.method == "POST" and form.is_valid() and _try(form, lambda later: changes.extend(mine, **later)):
        messages.success(request, _("We look at the home until your new return."))
        return redirect(mine)
    latest = changes.latest_return(mine, CheckRules.current())
    return render(request, "vacation_checks/extend.html", {"mine": mine, "form": form, "latest": latest})


@require_http_methods(["GET", "POST"])
@proved_request
def end(request, mine):
    """Back early, back, or called off: which of them is worked out from the dates, under the lock."""
    if request.method == "POST":
        ended = endings.end(mine)
        messages.success(request, ENDED.get(ended.state, _("Your request has ended.")))
        return redirect(mine)
    state, now = _state(mine)
    ending = endings.way_to_end(mine, state, now)
    if ending is None:
        return redirect(mine)
    return render(request, "vacation_checks/end.html", {"mine": mine, "state": state, "ending": ending})


def _state(mine):
    now = timezone.now()
    return mine.state_at(now, CheckRules.current()), now


def _try(form, verb):
    """What the verb returns; None if a rule forbids it, which then stands in the form."""
    try:
        return verb(form.cleaned_data)
    except DatesError as error:
        for field, message in error.problems.items():
            form.add_error(field if field in form.fields else None, message)
    except RequestError as error:
        form.add_error(None, str(error))
    return None
