"""What staff do about absences: talk with the person, and decide against the rule where it is right."""

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.dateformat import format as format_date

from programs.enums import ClassStatus, Mark, RegistrationState
from programs.models import Attendance, ClassOffering
from programs.services import seats
from programs.services.attendance import step
from programs.services.errors import RegistrationError

REASON_LENGTH = 250  # the step says a little more than the reason


def absences_to_follow_up(now=None):
    """Absences that nobody has spoken about with the person, in sessions that were held."""
    return Attendance.objects.filter(
        mark=Mark.ABSENT,
        followed_up_at=None,
        session__cancelled=False,
        session__date__lte=timezone.localdate(now),
        session__is_graduation=False,
        registration__state=RegistrationState.CONFIRMED,
        # Whoever was moved begins anew in the other class.
        registration__offering=F("session__offering"),
    )


def classes_to_follow_up(now=None):
    """The classes that are not over and have such absences, each with `to_follow_up`: how many."""
    today = timezone.localdate(now)
    waiting = absences_to_follow_up(now).values("session__offering").annotate(number=Count("pk"))
    numbers = dict(waiting.values_list("session__offering", "number"))
    running = ClassOffering.objects.filter(pk__in=numbers, status=ClassStatus.PUBLISHED).with_dates()
    found = list(running.filter(Q(last_date__gte=today)).select_related("program").order_by("pk"))
    for offering in found:
        offering.to_follow_up = numbers[offering.pk]
    return found


@transaction.atomic
def follow_up(attendance, *, by, note=""):
    """Somebody has spoken with the person about this absence. Twice is no error."""
    seats.lock(attendance.session.offering)
    attendance = Attendance.objects.select_related("registration", "session").filter(pk=attendance.pk).first()
    if attendance is None or attendance.mark != Mark.ABSENT:
        raise RegistrationError("This is no absence any more: somebody has just changed it.")
    if attendance.followed_up_at:
        return attendance
    now = timezone.now()
    attendance.followed_up_at = now
    attendance.save(update_fields=["followed_up_at"])
    # What is said about a minor is not written into a history that many people read.
    said = f": {note.strip()}" if note.strip() and not attendance.registration.is_student else ""
    day = format_date(attendance.session.date, "F j")
    step(attendance.registration, f"absence of {day} followed up{said}", now, by).save()
    return attendance


@transaction.atomic
def exempt(registration, *, reason, by):
    """This person may graduate against the absence rule. Twice with the same reason is no error."""
    reason = reason.strip()
    if not reason:
        raise RegistrationError("Write the reason: it stays on record.")
    _lock_confirmed(registration)
    if registration.exempt_reason != reason:
        _set_exemption(registration, reason, f"may graduate against the absence rule: {reason}", by)
    return registration


@transaction.atomic
def take_back_exemption(registration, *, by):
    """The rule holds for this person again. Twice is no error."""
    _lock_confirmed(registration)
    if registration.exempt_reason:
        _set_exemption(registration, "", "the absence rule holds again", by)
    return registration


def _lock_confirmed(registration):
    seats.lock_with(registration)
    if registration.state != RegistrationState.CONFIRMED:
        raise RegistrationError(f"{registration}: has no confirmed seat.")


def _set_exemption(registration, reason, note, by):
    registration.exempt_reason = reason
    registration.save(update_fields=["exempt_reason"])
    step(registration, note, timezone.now(), by).save()
