"""The worker's duty about the questions before the first session. It may run twice, or in two workers at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from mailroom.models import Message
from programs import emails
from programs.enums import ClassStatus, RegistrationState
from programs.models import ClassOffering
from programs.services import packets, seats

BEFORE_FIRST_SESSION = timedelta(days=7)
# Whoever got the seat just now was asked in the mail that said so.
AFTER_SEAT = timedelta(days=2)


def remind_of_packets():
    """In the week before the first session, everyone with a seat who has not answered is reminded, once."""
    now = timezone.now()
    days = (timezone.localdate(now), timezone.localdate(now + BEFORE_FIRST_SESSION))
    soon = ClassOffering.objects.with_dates().filter(status=ClassStatus.PUBLISHED, first_date__range=days)
    for offering in soon.prefetch_related("sessions"):
        if now < offering.begins_at <= now + BEFORE_FIRST_SESSION and _to_remind(offering, now):
            _remind(offering, now)


@transaction.atomic
def _remind(offering, now):
    locked = seats.lock(offering)
    for registration in _to_remind(locked, now):
        registration.offering = locked
        emails.queue_packet_reminder(registration)


def _to_remind(offering, now):
    """Those who have not answered, were told of their seat a while ago, and were not reminded yet."""
    told_at = Max("events__at", filter=Q(events__to_state=RegistrationState.CONFIRMED))
    late = packets.who_has_not_answered(offering).exclude(email="")
    people = list(late.annotate(told_at=told_at).filter(told_at__lte=now - AFTER_SEAT).order_by("pk"))
    keys = {emails.packet_reminder_key(person) for person in people}
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    return [person for person in people if emails.packet_reminder_key(person) not in known]
