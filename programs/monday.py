"""What the room says on the Monday page: how the open classes stand, and what waits for staff."""

from datetime import timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.monday import Line, Need, lines_of
from programs.class_needs import class_need_lines
from programs.enums import ClassPhase, ClassStatus, ImportState, RegistrationState
from programs.models import ClassOffering, ImportRun, Registration
from programs.monday_lights import lights_lines
from programs.plots import fill_plots
from programs.student_needs import STUDENT_NEEDS

OFFER_ENDS = timedelta(hours=24)
CLASS_BEGINS = timedelta(days=14)
MOST_PLOTS = 3


def lines(user, now):
    """For settings.MONDAY_LINES."""
    standing = class_lines(now) if user.has_perm("programs.view_classoffering") else []
    return [*lines_of(NEEDS, user, now), *class_need_lines(user, now), *lights_lines(user, now), *standing]


def class_lines(now):
    """One line for each class that takes registrations: how full it is, and how it filled."""
    offerings = open_classes(now)
    drawn = fill_plots(offerings[:MOST_PLOTS], now)
    for offering in offerings:
        text = f"{offering.program.prefix} class {offering.number}: {offering.seats_taken} of {offering.capacity} seats"
        page = reverse("admin:programs_classoffering_change", args=[offering.pk])
        yield Line(f"{text} taken, {offering.line_length or 'nobody'} in line", page, plot=drawn.get(offering.pk))


def open_classes(now):
    """Classes that take registrations now, the next to begin first; their seats are counted."""
    opened = ClassOffering.objects.filter(
        Q(closes_at=None) | Q(closes_at__gt=now), status=ClassStatus.PUBLISHED, opens_at__lte=now
    )
    not_over = opened.with_dates().filter(last_date__gte=timezone.localdate(now)).order_by("first_date", "pk")
    classes = not_over.with_seats(now).select_related("program").prefetch_related("sessions")
    return [offering for offering in classes if offering.phase(now) == ClassPhase.OPEN]


def offers_about_to_end(registrations, now):
    return registrations.filter(state=RegistrationState.OFFERED, expires_at__gt=now, expires_at__lte=now + OFFER_ENDS)


def unconfirmed_holds(registrations, now):
    return registrations.filter(state=RegistrationState.HELD, expires_at__gt=now)


def undecided(runs, now):
    return runs.filter(state=ImportState.CHECKED)


def late_drafts(classes, now):
    return classes.filter(status=ClassStatus.DRAFT, opens_at__lte=now)


def beginning_with_free_seats(classes, now):
    today = timezone.localdate(now)
    return (
        classes.filter(status=ClassStatus.PUBLISHED)
        .with_dates()
        .with_seats(now)
        .filter(first_date__range=(today, today + CLASS_BEGINS), seats_taken__lt=F("capacity"))
    )


NEEDS = [
    Need(
        "late-draft", ClassOffering, "Draft, though registration should be open",
        "class is still a draft, though its registration should be open",
        "classes are still drafts, though their registration should be open",
        late_drafts, urgent=True,
    ),
    Need(
        "offer-ends", Registration, "Offer ends within 24 hours",
        "offer ends within 24 hours", "offers end within 24 hours",
        offers_about_to_end, urgent=True,
    ),
    Need(
        "unconfirmed", Registration, "Seat held, address not confirmed",
        "seat is held for a person who has not confirmed the mail address",
        "seats are held for people who have not confirmed the mail address",
        unconfirmed_holds,
    ),
    Need(
        "free-seats", ClassOffering, "Begins within 14 days, free seats",
        "class begins within 14 days and has free seats", "classes begin within 14 days and have free seats",
        beginning_with_free_seats,
    ),
    Need(
        "undecided", ImportRun, "Checked, not decided",
        "file is checked and waits for your decision", "files are checked and wait for your decision",
        undecided,
    ),
    *STUDENT_NEEDS,
]  # fmt: skip
