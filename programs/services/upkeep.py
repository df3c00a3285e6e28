"""What the worker does for the room, once a minute. Each may run twice, or in two workers at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.models import DepartmentProfile
from programs import emails
from programs.enums import ClassPhase, ClassStatus, RegistrationState
from programs.models import ClassInterest, ClassOffering, ClassSession, Registration
from programs.services import seats
from programs.services.nominations import telling

OFFER_WARNING = timedelta(hours=12)


def settle_overdue_seats():
    """Lapse what ran out and offer what is free, in every class where there is something to do."""
    now = timezone.now()
    registrations = Registration.objects.filter(offering=OuterRef("pk"))
    to_do = Exists(registrations.overdue(now)) | Exists(registrations.filter(state=RegistrationState.WAITLISTED))
    for offering in ClassOffering.objects.filter(to_do).exclude(status=ClassStatus.CANCELLED).order_by("pk"):
        with transaction.atomic():
            seats.settle(seats.lock(offering))


def warn_of_ending_offers():
    """Half a day before an offer ends, say so once; not for an offer that was short from the start."""
    now = timezone.now()
    ending = Registration.objects.filter(
        state=RegistrationState.OFFERED, expires_at__gt=now, expires_at__lte=now + OFFER_WARNING
    ).select_related("offering__program")
    for registration in ending:
        with transaction.atomic():
            seats.lock_with(registration)
            offer = registration.events.filter(to_state=RegistrationState.OFFERED).order_by("at", "pk").last()
            still_open = registration.state == RegistrationState.OFFERED and not registration.is_overdue(now)
            if still_open and registration.expires_at - offer.at > OFFER_WARNING:
                emails.queue_offer_ends_soon(registration, offer)


def remind_of_sessions():
    """Before each session, everyone with a seat who has not said that they will miss it."""
    now = timezone.now()
    lead = timedelta(hours=DepartmentProfile.current().reminder_hours)
    if not lead:
        return
    soon = ClassSession.objects.filter(
        date__range=(timezone.localdate(now), timezone.localdate(now + lead)),
        cancelled=False,
        reminded_at=None,
        offering__status=ClassStatus.PUBLISHED,
    ).select_related("offering__program")
    for session in soon:
        if now < session.starts_at <= now + lead:
            _remind(session, now)


@transaction.atomic
def _remind(session, now):
    """All of a session's reminders in one transaction; a moved session is reminded of anew."""
    if not ClassSession.objects.filter(pk=session.pk, reminded_at=None).update(reminded_at=now):
        return
    confirmed = session.offering.registrations.filter(state=RegistrationState.CONFIRMED)
    for registration in confirmed.exclude(will_miss=session).exclude(email=""):
        registration.offering = session.offering
        emails.queue_reminder(registration, session)
    telling.remind_of_session(session)


def announce_open_classes():
    """Whoever asked to hear of the next class is told when one opens, once."""
    now = timezone.now()
    opened = ClassOffering.objects.filter(
        Q(opens_at__lte=now), Q(closes_at__gt=now) | Q(closes_at=None), status=ClassStatus.PUBLISHED
    ).select_related("program")
    for offering in opened:
        if offering.phase(now) == ClassPhase.OPEN:
            _announce(offering)


@transaction.atomic
def _announce(offering):
    waiting = ClassInterest.objects.select_for_update().filter(
        program=offering.program, confirmed_at__isnull=False, told_about=None, after_number__lt=offering.number
    )
    for interest in waiting:
        emails.queue_class_opens(interest, offering)
        interest.told_about = offering
        interest.save(update_fields=["told_about"])
