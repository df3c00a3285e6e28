""" "Tell me when the next class opens", with the owner of the address confirming."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.contact import email_key
from programs import emails
from programs.enums import ClassPhase
from programs.models import ClassInterest


@transaction.atomic
def ask_to_be_told(*, program, email, language):
    """Write to the address; only its owner can switch the wish on. The same answer whether it is known or not."""
    interest = _open_wish(program, email) or _new_wish(program, email, language)
    if not interest.confirmed_at:
        emails.queue_interest_confirmation(interest)


def _open_wish(program, email):
    return ClassInterest.objects.filter(program=program, email_key=email_key(email), told_about=None).first()


def _new_wish(program, email, language):
    try:
        with transaction.atomic():
            return ClassInterest.objects.create(
                program=program,
                email=email,
                email_key=email_key(email),
                language=language,
                after_number=_highest_open_number(program),
            )
    except IntegrityError:  # asked twice in the same moment
        return _open_wish(program, email)


def _highest_open_number(program):
    now = timezone.now()
    classes = program.offerings.public().prefetch_related("sessions")
    return max((offering.number for offering in classes if offering.phase(now) == ClassPhase.OPEN), default=0)


@transaction.atomic
def confirm_interest(interest):
    """The owner of the address wants to hear. Doing it twice is no error."""
    if not interest.confirmed_at:
        interest.confirmed_at = timezone.now()
        interest.save(update_fields=["confirmed_at"])


def forget_interest(interest):
    """The owner of the address does not want to hear (any more)."""
    interest.delete()
