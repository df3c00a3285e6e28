"""The tour: start, the list of its homes, the printed sheet, the end."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vacation_checks.enums import Viewed
from vacation_checks.forms.patrol import TourForm
from vacation_checks.models import CheckRules
from vacation_checks.services import patrol, tours
from vacation_checks.services.access import record_view
from vacation_checks.services.errors import RequestError
from vacation_checks.services.sheet import rows_of
from vacation_checks.views.patrol_access import patrol_page, tour_page


@require_http_methods(["GET", "POST"])
@patrol_page
def start(request):
    if tours.running_tour_of(request.user):
        return redirect("patrol:homes")
    form = TourForm(request.POST or None, officer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            tours.start_tour(request.user, **form.cleaned_data)
        except tours.OnTourAlready:
            return redirect("patrol:homes")
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            # The time of the session begins anew: it must not end at a door, under what is being typed.
            request.session.modified = True
            return redirect("patrol:homes")
    return render(request, "patrol/start.html", {"form": form, "rules": CheckRules.current()})


@require_GET
@tour_page
def homes(request, tour):
    """The list. `?all=1`: of every beat, for officers. `?logged=`: what was just logged."""
    now = timezone.now()
    may_see_all = tour.beat is not None and request.user.has_perm(tours.EVERYWHERE)
    shows_all = may_see_all and request.GET.get("all") == "1"
    listed, logged = patrol.homes_of(tour, now, everywhere=shows_all), patrol.logged_on(tour, now)
    where = "all beats" if shows_all or tour.beat is None else str(tour.beat)
    record_view(request, Viewed.TOUR, tour=tour, note=f"{len(listed.homes)} homes, {where}")
    context = {
        "tour": tour,
        "listed": listed,
        "logged": logged,
        "just_logged": next((check for check in logged if str(check.pk) == request.GET.get("logged")), None),
        "is_old": request.GET.get("old") == "1",
        "may_see_all": may_see_all,
        "shows_all": shows_all,
        "where": where,
    }
    return render(request, "patrol/homes.html", context)


@require_GET
@tour_page
def sheet(request, tour):
    """For pairs without a signal: the least that helps at the door, who printed it, and until when it is good."""
    now = timezone.now()
    rows = rows_of(tour, now)
    record_view(request, Viewed.PRINT, tour=tour, note=f"{len(rows)} homes, {tour.beat or 'all beats'}")
    context = {
        "tour": tour,
        "rows": rows,
        "printed_by": tours.name_of(request.user),
        "now": now,
    }
    return render(request, "patrol/sheet.html", context)


@require_POST
@tour_page
def end(request, tour):
    tours.end_tour(tour)
    return redirect("patrol:start")
