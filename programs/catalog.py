"""What residents may know of the classes, counted as of one moment."""

from datetime import UTC, datetime

from django.core.cache import cache
from django.db.models import Count, F

from programs.enums import ClassPhase
from programs.models import ClassOffering, Registration

# Newest classes first on a program's page; older ones are history.
CLASSES_SHOWN = 10
GRADUATES_KEY, GRADUATES_SECONDS = "programs.graduates", 60
# Of students nothing is counted in public that would tell of fewer.
FEWEST_STUDENTS = 10
FAR_AHEAD = datetime.max.replace(tzinfo=UTC)
COMING = {ClassPhase.ANNOUNCED, ClassPhase.OPEN, ClassPhase.CLOSED, ClassPhase.RUNNING}


def public_classes(now):
    """Classes as the public pages show them. Seats are counted in the same query, unless `now` is None."""
    classes = ClassOffering.objects.public().select_related("program").prefetch_related("sessions")
    return classes.with_seats(now) if now else classes


def describe(offering, now):
    """The class beside its phase and the seats that a newcomer could have now.

    Of a class for students nothing is counted: the seats left would say how few minors are in it.
    """
    if offering.program.is_for_students:
        return {"offering": offering, "phase": phase_of(offering, now), "seats_left": 0, "line_length": 0}
    waiting = offering.line_length
    return {
        "offering": offering,
        "phase": offering.phase(now),
        # Seats that are free while people wait are already on their way to the line.
        "seats_left": 0 if waiting else offering.seats_left(now),
        "line_length": waiting,
        "line_is_full": waiting >= offering.line_capacity,
    }


def phase_of(offering, now):
    """For students nobody registers, so no registration opens or closes: the class is announced until it begins."""
    phase = offering.phase(now)
    if not offering.program.is_for_students or phase in {ClassPhase.CANCELLED, ClassPhase.FINISHED, ClassPhase.DRAFT}:
        return phase
    has_begun = offering.begins_at and offering.begins_at <= now
    return ClassPhase.RUNNING if has_begun else ClassPhase.ANNOUNCED


def with_graduates(programs):
    """The programs, each with `graduates`: how many people have graduated, before this portal and since.

    A few students are not added: beside the number from before, the sum would tell how many they are.
    """
    # Counted over every registration there is, for pages that everybody reads: at most a minute old.
    since = cache.get_or_set(GRADUATES_KEY, _graduates_since, GRADUATES_SECONDS)
    for program in programs:
        more = since.get(program.pk, 0)
        is_telling = program.is_for_students and more < FEWEST_STUDENTS
        program.graduates = program.graduates_before + (0 if is_telling else more)
    return programs


def _graduates_since():
    """{program key: graduates}. Those of classes before the portal are in the program's own number already."""
    here = Registration.objects.graduates().filter(offering__number__gt=F("offering__program__classes_before"))
    return dict(here.order_by().values_list("offering__program").annotate(n=Count("pk")))


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
