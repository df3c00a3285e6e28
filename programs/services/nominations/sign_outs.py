"""The end of an evening: each student leaves with an adult whom the family named, or alone if the family said so."""

from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from programs import students
from programs.enums import ATTENDED_MARKS, Mark, RegistrationState
from programs.models import Registration, SignOut
from programs.services import seats
from programs.services.attendance import step
from programs.services.errors import RegistrationError
from programs.services.nominations.families import families_of

# Made up at another time: the student was not in the room.
HERE = [mark for mark in ATTENDED_MARKS if mark != Mark.MADE_UP]
ALONE, ANOTHER = "alone", "another"
CALL_FIRST = (
    "Not signed out. Only an adult whom the family named may collect this student: call the parent or guardian now, "
    "and keep the student here until somebody from the list comes."
)


class UndoReason(models.TextChoices):
    """Why a sign-out is taken back: chosen, so that nobody types about a minor into the history."""

    SLIP = "slip", "Pressed by mistake"
    WRONG_ADULT = "wrong", "Another adult collected the student"
    CAME_BACK = "back", "The student came back"


@dataclass
class Leaver:
    """One student who was there: with whom they may go, whom to call, and how they left if they did."""

    registration: Registration
    adults: list[str] = field(default_factory=list)
    way_alone: str = ""
    contacts: list = field(default_factory=list)
    sign_out: SignOut | None = None


def leavers(session):
    """(those who were there, how many of the class are not recorded yet). As many queries for forty as for one."""
    confirmed = list(session.offering.registrations.filter(state=RegistrationState.CONFIRMED))
    marks = dict(session.attendance.values_list("registration", "mark"))
    here = [person for person in confirmed if marks.get(person.pk) in HERE]
    left = {row.registration_id: row for row in session.sign_outs.select_related("by")}
    families = families_of(here)
    unrecorded = sum(person.pk not in marks for person in confirmed)
    return [_leaver(person, families.get(person.pk), left.get(person.pk), session) for person in here], unrecorded


def _leaver(person, family, sign_out, session):
    if family is None:
        return Leaver(person, sign_out=sign_out)
    return Leaver(
        person,
        adults=students.may_collect(family),
        way_alone=students.way_alone(family, session.date),
        contacts=students.to_call(family),
        sign_out=sign_out,
    )


@transaction.atomic
def sign_out(session, registration, collector, *, by):
    """The student leaves with this adult, or ALONE; with nobody else. Twice is no error: the first stands."""
    seats.lock(session.offering)
    registration = Registration.objects.get(pk=registration.pk)
    known = SignOut.objects.filter(registration=registration, session=session).first()
    if known:
        return known
    if registration.offering_id != session.offering_id or registration.state != RegistrationState.CONFIRMED:
        raise RegistrationError(f"{registration.recorded_name} has no confirmed seat in this class.")
    if not session.attendance.filter(registration=registration, mark__in=HERE).exists():
        raise RegistrationError(f"{registration.recorded_name} is not recorded as here. Take attendance first.")
    family = families_of([registration]).get(registration.pk)
    collected_by = _who(family, collector, session) if family else ""
    if not collected_by:
        raise RegistrationError(CALL_FIRST)
    return SignOut.objects.create(
        registration=registration, session=session, at=timezone.now(), collected_by=collected_by, by=by
    )


def _who(family, collector, session):
    """As it stays on record; "" if the family did not say so."""
    if collector == ALONE:
        way = students.way_alone(family, session.date)
        return f"Went home alone: {way}" if way else ""
    return collector if collector in students.may_collect(family) else ""


@transaction.atomic
def undo(session, registration, *, reason, by):
    """It was not so; the reason stays in the history. Twice is no error, and False."""
    seats.lock(session.offering)
    row = SignOut.objects.filter(registration=registration, session=session).first()
    if row is None:
        return False
    if reason not in UndoReason.values:
        raise RegistrationError("Choose why the sign-out is taken back.")
    row.delete()
    day = format_date(session.date, "F j")
    step(registration, f"sign-out of {day} taken back: {UndoReason(reason).label.lower()}", timezone.now(), by).save()
    return True
