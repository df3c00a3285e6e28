"""What the worker does about absences. It may run twice, or in two workers at once."""

from datetime import UTC, timedelta

from django.db import transaction
from django.utils import timezone

from core.seats.deadlines import is_night
from mailroom.models import Message
from programs import emails, standings
from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services import seats

# Time for staff to set a slip right before anybody is mailed.
AFTER_SESSION = timedelta(hours=12)
AFTER_MARK = timedelta(hours=1)


def warn_of_used_absences():
    """The morning after a session: whoever cannot miss another one is told, once.

    Nobody is mailed that they cannot graduate any more: the coordinator calls them.
    """
    now = timezone.now()
    if is_night(now):
        return
    today = timezone.localdate(now)
    running = ClassOffering.objects.filter(status=ClassStatus.PUBLISHED, absences_allowed__gt=0).with_dates()
    running = running.filter(first_date__lte=today, last_date__gte=today).prefetch_related("sessions").order_by("pk")
    for offering in running:
        if _is_time(offering, now) and _to_warn(offering, now):
            _warn(offering, now)


def _is_time(offering, now):
    """Half a day after the newest session, and while one is still to come."""
    begun = [session for session in offering.teaching_sessions if session.starts_at <= now]
    is_last = len(begun) == len(offering.teaching_sessions)
    return bool(begun) and not is_last and now >= begun[-1].ends_at.astimezone(UTC) + AFTER_SESSION


def _to_warn(offering, now):
    """[(standing, key of the mail)] of those who have not been told yet."""
    used = {key_of(standing): standing for standing in standings.of_class(offering, now) if _is_used_up(standing, now)}
    told = set(Message.objects.filter(dedupe_key__in=used).values_list("dedupe_key", flat=True))
    return [(standing, key) for key, standing in used.items() if key not in told]


def _is_used_up(standing, now):
    if standing.is_exempt or not standing.registration.email or standing.missed != standing.allowed:
        return False
    return standing.last_marked_at is None or standing.last_marked_at <= now - AFTER_MARK


def key_of(standing):
    """Once for a person, a class and a count of absences."""
    registration = standing.registration
    return f"programs.absences-used:{registration.pk}:{registration.offering_id}:{standing.missed}"


@transaction.atomic
def _warn(offering, now):
    for standing, key in _to_warn(seats.lock(offering), now):
        emails.queue_absences_used(standing.registration, standing, key)
