"""At the door: what to know about a home, and what was found there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vacation_checks.enums import Viewed
from vacation_checks.forms.patrol import USUAL_AREAS, AddendumForm, CheckForm, new_key
from vacation_checks.models import CheckRules, HouseCheck, ResultCode
from vacation_checks.services import checks, patrol, tours
from vacation_checks.services.access import record_view
from vacation_checks.services.briefing import briefing_of, past_check
from vacation_checks.services.errors import RequestError
from vacation_checks.services.times import said_at
from vacation_checks.views.patrol_access import patrol_page, tour_page


@require_GET
@tour_page
def home(request, tour, reference):
    now = timezone.now()
    found = patrol.home_to_open(tour, request.user, reference, now)
    if found is None:
        return _gone(request, tour, reference, now)
    record_view(request, Viewed.HOME, request=found, tour=tour)
    context = {
        "tour": tour,
        "home": patrol.as_home(found, now),
        "briefing": briefing_of(found, tour, request.user, now),
        "shows_map": CheckRules.current().shows_map_links,
        "is_volunteer": not request.user.has_perm(tours.EVERYWHERE),
        "clear": ResultCode.objects.for_all_clear(),
        "areas": USUAL_AREAS,
        "form_key": new_key(),
    }
    return render(request, "patrol/home.html", context)


@require_http_methods(["GET", "POST"])
@patrol_page
def log(request, reference):
    """Anything that is not simply clear; and where the one button of a home sends to."""
    tour, now = tours.running_tour_of(request.user), timezone.now()
    if tour is None:
        return _typed_without_tour(request, reference, now) if request.method == "POST" else redirect("patrol:start")
    find = patrol.home_to_log if request.method == "POST" else patrol.home_to_open
    found = find(tour, request.user, reference, now)
    if found is None:
        raise Http404
    form, warning = CheckForm(request.POST or None, home=found, now=now), ""
    if request.method == "POST" and form.is_valid():
        check, warning = _try_to_log(request, tour, found, form)
        if check:
            return _after(request, check, tour, now)
    if form.is_bound:
        form.keep_moment()
    record_view(request, Viewed.HOME, request=found, tour=tour)
    address = patrol.address_of(found)
    return render(
        request, "patrol/log.html",
        {"tour": tour, "form": form, "reference": found.reference, "address": address, "warning": warning},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@tour_page
def addendum(request, tour, check_id):
    """To one's own check, while the tour runs. Later the desk adds what is to be said."""
    now = timezone.now()
    own = HouseCheck.objects.select_related("request", "result").prefetch_related("addenda")
    check = get_object_or_404(own, pk=check_id, tour=tour, officer=request.user)
    form = AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checks.add_addendum(check, request.user, **form.said())
        messages.success(request, "Added. The check itself stays as it is.")
        return redirect("patrol:homes")
    record_view(request, Viewed.HOME, request=check.request, tour=tour, note="a check, to add to it")
    context = {
        "tour": tour,
        "form": form,
        "check": past_check(check, tour, request.user, now),
        "address": patrol.address_of(check.request),
    }
    return render(request, "patrol/addendum.html", context)


def _try_to_log(request, tour, found, form):
    """(the check or None, a warning to confirm); a refusal stands in the form."""
    try:
        check = checks.log_check(found, tour, request.user, anyway="anyway" in request.POST, **form.cleaned_data)
    except checks.NotOnTheList:
        raise Http404 from None
    except checks.AlreadyChecked as refusal:
        form.renew_key()
        return None, f"{refusal} Log another anyway?"
    except RequestError as refusal:
        form.add_error(None, str(refusal))
        return None, ""
    return check, ""


def _gone(request, tour, reference, now):
    """A home that left the list while the officer had it open is explained; any other does not exist."""
    left = patrol.home_to_log(tour, request.user, reference, now)
    if left is None:
        raise Http404
    # Without the address: what is said here waits in a cookie.
    back = " Its residents are back: whoever is inside lives there." if patrol.are_back(left) else ""
    messages.warning(request, f"That home is no longer on your list.{back}")
    return redirect("patrol:homes")


def _typed_without_tour(request, reference, now):
    """The tour closed while the officer was writing. The same answer for every address: nothing is told of a home."""
    form = CheckForm(request.POST)
    form.is_valid()
    # The answer to the first try got lost on its way: it was logged all the same.
    logged = checks.logged_before(request.user, **form.cleaned_data)
    if logged and logged.request.reference == reference:
        messages.success(request, f"{_logged_before(logged, now)} Your tour is over.")
        return redirect("patrol:start")
    form.keep_moment()
    form.add_error(None, "Your tour is over: nothing was logged yet.")
    return render(request, "patrol/log.html", {"form": form, "is_over": True})


def _after(request, check, tour, now):
    """Back to the list, which says what was logged. An old form that was sent again logs nothing new."""
    if check.tour_id != tour.pk:
        messages.success(request, f"{_logged_before(check, now)} That was on an earlier tour.")
        return redirect("patrol:homes")
    old = "&old=1" if now - check.logged_at > checks.LATE else ""
    return redirect(f"{reverse('patrol:homes')}?logged={check.pk}{old}")


def _logged_before(check, now):
    # Without the address: what is said here waits in a cookie.
    return f"That was logged already, at {said_at(check.checked_at, now)}: {check.result}."
