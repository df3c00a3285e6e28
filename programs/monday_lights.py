"""Where an instructor finds the evening: a line on the first page for each class of students that meets soon."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.monday import Line
from programs.enums import ClassStatus, Entry
from programs.models import ClassOffering

SOON = timedelta(days=14)


def lights_lines(user, now):
    """The next evening of each class of students that has begun or begins soon."""
    if not user.has_perm("programs.view_consent_lights"):
        return
    today = timezone.localdate(now)
    classes = ClassOffering.objects.filter(
        Q(program__entry=Entry.NOMINATION), status=ClassStatus.PUBLISHED, semester__roster_published_at__isnull=False
    )
    soon = classes.with_dates().filter(first_date__lte=today + SOON, last_date__gte=today)
    for offering in soon.select_related("program").prefetch_related("sessions").order_by("first_date", "pk"):
        evening = next_evening(offering, now)
        if evening:
            when = format_date(evening.date, "l, F j")
            what = " (hands-on)" if evening.hands_on else ""
            name = f"{offering.program.prefix} class {offering.number}"
            yield Line(f"Consent lights of {name}: {when}{what}", lights_address(evening))


def next_evening(offering, now):
    """The session that is on today or comes next; after the last one, that."""
    today = timezone.localdate(now)
    to_come = [session for session in offering.held_sessions if session.date >= today]
    return (to_come or offering.held_sessions[-1:] or [None])[0]


def lights_address(session):
    return reverse("admin:programs_classoffering_lights", args=[session.offering_id, session.pk])
