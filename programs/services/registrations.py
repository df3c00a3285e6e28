"""What a resident does: take a seat or a place in line, confirm, accept, decline, give up."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.codes import redeem_code
from core.models import DepartmentProfile
from core.references import new_block, new_reference
from programs import emails
from programs.enums import ClassPhase, RegistrationState, Source
from programs.models import Registration
from programs.services import seats
from programs.services.entry import refuse_for_student, refuse_registering
from programs.services.errors import RegistrationError


@transaction.atomic
def register(*, offering, answers, form_key):
    """Hold a free seat for a day, else take the end of the line; the same form sent twice is one registration.

    `answers`: the fields of a Registration, and will_miss (sessions).
    """
    locked = seats.lock(offering)
    first = Registration.objects.filter(form_key=form_key).first()
    if first:
        return first
    refuse_registering(locked)
    now = timezone.now()
    refuse_unless_open(locked, now)
    registration = new_registration(locked, answers, form_key=form_key)
    hold_until = now + timedelta(hours=DepartmentProfile.current().hold_hours)
    event = seats.take(registration, now=now, hold_until=hold_until)
    if event is None:
        raise RegistrationError(_("The class is full, and so is the line. Ask us to tell you of the next class."))
    tell = emails.queue_held if registration.state == RegistrationState.HELD else emails.queue_waitlisted
    tell(registration, event)
    registration.will_miss.add(*answers.get("will_miss", []))
    return registration


def refuse_unless_open(offering, now):
    """Say why this class takes no registration now."""
    phase = offering.phase(now)
    if phase == ClassPhase.OPEN:
        return
    if phase == ClassPhase.CANCELLED:
        raise RegistrationError(_("This class was cancelled."))
    if phase in {ClassPhase.DRAFT, ClassPhase.ANNOUNCED}:
        raise RegistrationError(_("Registration for this class is not open yet."))
    raise RegistrationError(_("Registration for this class is closed."))


def new_registration(locked, answers, *, form_key=None, source=Source.ONLINE):
    """An unsaved registration in a locked class, once it is sure that this person has none there."""
    fields = {name: value for name, value in answers.items() if name != "will_miss"}
    registration = Registration(
        reference=new_reference(locked.program.prefix),
        badge_code=new_badge_code(locked),
        offering=locked,
        form_key=form_key,
        source=source,
        **fields,
    )
    refuse_second_place(registration, locked)
    return registration


def new_badge_code(locked):
    """Four characters that nobody else in the locked class has."""
    code = new_block()
    while locked.registrations.filter(badge_code=code).exists():
        code = new_block()
    return code


def refuse_second_place(registration, offering):
    """One person has one live registration in a class."""
    if not offering.registrations.same_person(registration).exists():
        return
    if registration.email:
        text = _("A person with this name and mail address already has a place in this class. See My requests.")
    else:
        text = _("A person with this name and phone number already has a place in this class.")
    raise RegistrationError(text)


def confirm(registration):
    """The mail address is proved: the held seat is theirs. Doing it twice is no error."""
    refusal = _("This seat is no longer held for you. You can register again.")
    return _claim(registration, RegistrationState.HELD, refusal)


def confirm_with_code(registration, code):
    """The same, proved by the code in the mail instead of its link. Five tries.

    Not one transaction: a miss must stay counted when the refusal is raised.
    """
    if not redeem_code(purpose=emails.confirm_purpose(registration), email_key=registration.email_key, code=code):
        raise RegistrationError(_("This code is not right, or it has ended. Check the newest mail from us."))
    return confirm(registration)


def accept_offer(registration):
    """Take the offered seat, in time. Doing it twice is no error."""
    refusal = _("This offer has ended. You can register again to join the line.")
    return _claim(registration, RegistrationState.OFFERED, refusal)


@transaction.atomic
def _claim(registration, expected, refusal):
    """Make the seat that waits for this person theirs, if it still waits."""
    seats.lock_with(registration)
    now = timezone.now()
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    if registration.state != expected or registration.is_overdue(now):
        raise RegistrationError(refusal)
    registration.email_confirmed_at = now
    registration.save(update_fields=["email_confirmed_at"])
    event = seats.change_state(registration, RegistrationState.CONFIRMED, now=now)
    emails.queue_confirmed(registration, event)
    return registration


@transaction.atomic
def withdraw(registration, *, by=None, note=""):
    """Give up a seat, a hold, an offer or a place in line; a freed seat goes to the line. Twice is no error."""
    locked = seats.lock_with(registration)
    refuse_for_student(registration)
    if not registration.is_live:
        return registration
    now = timezone.now()
    gone = seats.leave_calendar(registration, locked, now)
    event = seats.change_state(registration, RegistrationState.WITHDRAWN, now=now, by=by, note=note)
    emails.queue_withdrawn(registration, event, gone=gone)
    seats.settle(locked, now)
    return registration


@transaction.atomic
def change_details(registration, *, phone, accommodation):
    """What a resident may change without asking. Takes no seat, so it needs no lock of the class."""
    registration.phone = phone
    registration.accommodation = accommodation
    registration.save(update_fields=["phone", "accommodation"])


@transaction.atomic
def announce_absence(registration, session):
    """ "I can't make it": the person keeps the seat, and staff know of the empty chair."""
    if session.offering_id != registration.offering_id:
        raise RegistrationError(_("This session belongs to another class."))
    registration.will_miss.add(session)


@transaction.atomic
def take_back_absence(registration, session):
    """They can come after all."""
    registration.will_miss.remove(session)
