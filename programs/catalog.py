"""What residents may know of the classes, counted as of one moment."""

from datetime import UTC, datetime

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from programs.enums import ClassPhase, Outcome
from programs.models import ClassOffering, Registration

# Newest classes first on a program's page; older ones are history.
CLASSES_SHOWN = 10
FAR_AHEAD = datetime.max.replace(tzinfo=UTC)
COMING = {ClassPhase.ANNOUNCED, ClassPhase.OPEN, ClassPhase.CLOSED, ClassPhase.RUNNING}


def public_classes(now):
    """Classes as the public pages show them. Seats are counted in the same query, unless `now` is None."""
    classes = ClassOffering.objects.public().select_related("program").prefetch_related("sessions")
    return classes.with_seats(now) if now else classes


def describe(offering, now):
    """The class beside its phase and the seats that a newcomer could have now."""
    waiting = offering.line_length
    return {
        "offering": offering,
        "phase": offering.phase(now),
        # Seats that are free while people wait are already on their way to the line.
        "seats_left": 0 if waiting else offering.seats_left(now),
        "line_length": waiting,
        "line_is_full": waiting >= offering.line_capacity,
    }


def with_graduates(programs):
    """Adds `graduates`: how many people have graduated, before this portal and since.

    Past graduates of the classes before it are in the number that the program brings along.
    """
    here = Registration.objects.filter(
        outcome=Outcome.GRADUATED, offering__program=OuterRef("pk"), offering__number__gt=OuterRef("classes_before")
    )
    counted = here.order_by().values("offering__program").annotate(n=Count("pk")).values("n")
    return programs.annotate(graduates=F("graduates_before") + Coalesce(Subquery(counted), 0))


def coming_classes(now):
    """The classes that a resident can look forward to: the open ones first, then by their first session."""
    newest = [describe(offering, now) for offering in public_classes(now)[:CLASSES_SHOWN]]
    return in_order_of_interest(entry for entry in newest if entry["phase"] in COMING)


def in_order_of_interest(entries):
    """Open classes with a free seat, then open ones with a line, then the rest; the next to begin first."""
    return sorted(
        entries,
        key=lambda entry: (
            entry["phase"] != ClassPhase.OPEN,
            not entry["seats_left"],
            entry["offering"].begins_at or FAR_AHEAD,
        ),
    )
