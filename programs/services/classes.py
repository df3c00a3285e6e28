"""What staff do with a whole class: plan a season, change seats, move sessions, cancel."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.services import closed_days, fill_closure_days
from programs import emails
from programs.enums import ClassStatus, RegistrationState
from programs.models import ClassOffering, ClassSession, Registration
from programs.services import seats
from programs.services.errors import RegistrationError
from programs.services.nominations import telling

# Weeks that may be skipped before a plan is surely a mistake (a class never rests that long).
MOST_WEEKS = 104
# Where sessions step aside to while others take their dates: no class is ever held then.
FAR_AWAY = date(9000, 1, 1)


@dataclass(frozen=True)
class Plan:
    """A proposed season: the sessions' dates, and the closure days that were skipped."""

    dates: list[date]
    skipped: dict[date, str] = field(default_factory=dict)


def propose_dates(*, first_date, session_count, with_graduation, for_students=False):
    """One date a week from `first_date`, graduation night last; closure days are skipped, not lost.

    `for_students`: the days on which only school is out, too.

    Counted in local calendar days, so a clock change moves nothing. March 5, 2020, eleven
    sessions and graduation: twelve Thursdays to May 21.
    """
    wanted = session_count + bool(with_graduation)
    weeks = [first_date + timedelta(weeks=week) for week in range(MOST_WEEKS)]
    closed = closed_days(weeks[0], weeks[-1], for_students=for_students)
    open_weeks = [day for day in weeks if day not in closed][:wanted]
    skipped = {day: closed[day] for day in weeks if day in closed and day < open_weeks[-1]}
    return Plan(dates=open_weeks, skipped=skipped)


def ensure_closure_days(first_date):
    """Holidays of the years that a season from this date can touch."""
    fill_closure_days(range(first_date.year, first_date.year + 3))


@transaction.atomic
def create_season(*, offering, dates, start_time: time, end_time: time, with_graduation, topics=(), hands_on=()):
    """Save a planned class, as a draft, with its sessions. `hands_on`: the numbers of those evenings, from 1."""
    offering.status = ClassStatus.DRAFT
    offering.save()
    last = len(dates) - 1
    for index, day in enumerate(dates):
        is_graduation = with_graduation and index == last
        topic = "Graduation" if is_graduation else (topics[index] if index < len(topics) else "")
        offering.sessions.create(
            date=day,
            start_time=start_time,
            end_time=end_time,
            topic=topic,
            hands_on=index + 1 in hands_on,
            is_graduation=is_graduation,
        )
    return offering


@transaction.atomic
def publish(offering):
    """Show a draft to residents. Registration opens on its own day. Twice is no error, and False."""
    locked = seats.lock(offering)
    if locked.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{locked} is cancelled.")
    if locked.status == ClassStatus.PUBLISHED:
        return False
    if not locked.held_sessions:
        raise RegistrationError("Add the sessions first: residents need the dates.")
    locked.status = ClassStatus.PUBLISHED
    locked.save(update_fields=["status"])
    return True


@transaction.atomic
def change_capacity(offering, capacity):
    """Raise or lower the number of seats. Raised: the line is offered the new ones. Lowered: nobody loses a seat.

    False where it was this number before.
    """
    if capacity < 1:
        raise RegistrationError("A class has at least one seat.")
    locked = seats.lock(offering)
    is_new = locked.capacity != capacity
    locked.capacity = capacity
    locked.save(update_fields=["capacity"])
    seats.settle(locked)
    return is_new


@transaction.atomic
def cancel_class(offering, *, reason):
    """The class will not take place. Everyone with a live registration is told once, with the reason.

    Twice is no error, and False.
    """
    if not reason.strip():
        raise RegistrationError("Write the reason: it is mailed to everyone in the class.")
    locked = seats.lock(offering)
    if locked.status == ClassStatus.CANCELLED:
        return False
    locked.status = ClassStatus.CANCELLED
    locked.cancelled_reason = reason.strip()
    locked.save(update_fields=["status", "cancelled_reason"])
    locked.sessions.update(sequence=F("sequence") + 1)
    locked = seats.lock(offering)  # read anew: the calendar takes the sessions out by their new sequence
    now = timezone.now()
    to_come = [session for session in locked.held_sessions if session.ends_at > now]
    for registration in locked.registrations.live():
        registration.offering = locked
        has_seat = registration.state == RegistrationState.CONFIRMED
        emails.queue_class_cancelled(registration, gone=to_come if has_seat else [])
    telling.tell_of_cancelled_class(locked, gone=to_come)
    return True


@dataclass(frozen=True)
class SessionChange:
    """One session as people knew it (None: a new one) and as it is now."""

    before: ClassSession | None
    after: ClassSession

    @property
    def is_cancelled(self):
        """Whether people who know this session must forget it."""
        return bool(self.before and not self.before.cancelled and self.after.cancelled)


@transaction.atomic
def save_sessions(offering, sessions, *, tell_everyone=False, reason="", tell=emails.queue_class_changed):
    """Save changed and new sessions; in a published class everyone is told once, with the calendar anew.

    `tell_everyone`: something else about the class changed that calendars show, such as the place.
    `reason`: stands in the mail. `tell`: which mail.
    """
    locked = seats.lock(offering)
    known = {session.pk: session for session in locked.sessions.all()}
    _step_aside(known, sessions)
    changes = [change for session in sessions if (change := _save_session(known.get(session.pk), session))]
    if tell_everyone:
        locked.sessions.update(sequence=F("sequence") + 1)
    if locked.status != ClassStatus.PUBLISHED:
        return changes
    locked = seats.lock(offering)  # read anew: the mail and its calendar show the sessions as they are now
    shortened = seats.shorten_offers(locked, timezone.now())
    if changes or tell_everyone:
        _tell_everyone(locked, changes, shortened, tell=tell, reason=reason)
    else:  # something else ends the line earlier, such as fewer absences
        for registration in _people(locked, pk__in=shortened):
            emails.queue_offer(registration, shortened[registration.pk])
    seats.settle(locked)
    return changes


def _tell_everyone(locked, changes, shortened, *, tell, reason):
    sessions = locked.sessions.all()
    key = f"{len(sessions)}.{sum(session.sequence for session in sessions)}"
    for registration in _people(locked):
        tell(registration, changes, key, reason=reason, is_shortened=registration.pk in shortened)
    telling.tell_of_changes(locked, changes, key, reason=reason)


def _people(locked, **which):
    """Who is in the class or its line; not those whose time has run out, for they are told of that."""
    now = timezone.now()
    for registration in locked.registrations.live().filter(**which):
        registration.offering = locked
        if not registration.is_overdue(now):
            yield registration


@transaction.atomic
def remove_sessions(offering, sessions):
    """Take sessions out of a draft. What residents have seen is cancelled instead, so that they hear of it."""
    locked = seats.lock(offering)
    if sessions and locked.status != ClassStatus.DRAFT:
        raise RegistrationError("This class is published: mark the session as cancelled instead of deleting it.")
    locked.sessions.filter(pk__in=[session.pk for session in sessions]).delete()


def _step_aside(known, sessions):
    """Sessions may trade dates, or all move by a week: none stands where another is about to go."""
    for number, session in enumerate(sessions):
        before = known.get(session.pk)
        if before and (before.date, before.start_time) != (session.date, session.start_time):
            ClassSession.objects.filter(pk=session.pk).update(date=FAR_AWAY + timedelta(days=number))


def _save_session(before, session):
    when = ("date", "start_time", "end_time", "cancelled")
    if before:  # as it is under the lock: what staff typed may rest on an older state
        session.sequence, session.reminded_at = before.sequence, before.reminded_at
    if before and all(getattr(before, name) == getattr(session, name) for name in when):
        session.save()
        return None
    if before:
        session.sequence += 1
        session.reminded_at = None
        if before.date != session.date:
            # Who could not come on the old day may well come on the new one.
            Registration.will_miss.through.objects.filter(classsession=session).delete()
    session.save()
    is_past = session.starts_at < timezone.now()
    return None if is_past else SessionChange(before=before, after=session)


def planned_number(program):
    """The number after the highest that the program knows, here or before the portal."""
    highest = ClassOffering.objects.filter(program=program).order_by("-number").values_list("number", flat=True).first()
    return max(highest or 0, program.classes_before) + 1
