"""Every look at a request or a list is written down."""

from django.utils import timezone

from core.limits import client_ip
from vacation_checks.enums import Viewed
from vacation_checks.models import ViewRecord


def record_view(http_request, what, *, request=None, tour=None, note=""):
    """One row: this user of the department looks at this, now, from there. Call it before the page is made.

    `what`: enums.Viewed. Never quote an address or a name in the note.
    """
    return ViewRecord.objects.create(
        at=timezone.now(),
        user=http_request.user,
        what=what,
        request=request,
        tour=tour,
        ip=client_ip(http_request),
        note=note,
    )


def was_opened_by(user, request, *, since, tour=None):
    """Whether this user has had the home open on patrol since then; with `tour`: on this one."""
    views = ViewRecord.objects.filter(user=user, request=request, what=Viewed.HOME, at__gte=since)
    return (views.filter(tour=tour) if tour else views).exists()
