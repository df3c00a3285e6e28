"""Who was there: marks as staff write them, many at once, and two of them at the same time.

Every form says what it had shown. What somebody else has changed since is never written
over: it is reported by name, and everything else is saved.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.models import DepartmentProfile
from programs.enums import ClassStatus, Mark, RegistrationState
from programs.models import Attendance, Registration, RegistrationEvent
from programs.services import seats
from programs.services.errors import RegistrationError

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Marked:
    """What stands, or shall stand, beside one person. An empty mark: not recorded."""

    mark: str = ""
    note: str = ""

    def __str__(self):
        return mark_label(self.mark) + (f" “{self.note}”" if self.note else "")


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed it while the form was open: theirs stands."""

    registration: Registration
    theirs: Marked
    by: str
    wanted: Marked

    def __str__(self):
        name = self.registration.recorded_name
        return f"{name} (meanwhile {self.theirs}, by {self.by}; you chose {self.wanted})"


@dataclass
class Recorded:
    """What became of a form full of marks."""

    saved: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def mark_label(mark):
    return str(Mark(mark).label) if mark else NOT_RECORDED.capitalize()


def mark_opens_at(session):
    """From when on marks are taken: shortly before it begins, on the day itself."""
    lead = timedelta(minutes=DepartmentProfile.current().check_in_minutes)
    midnight = datetime.combine(session.date, time(0), tzinfo=timezone.get_default_timezone())
    # In UTC: a clock change between the two moments must neither swallow nor add an hour.
    return max(session.starts_at.astimezone(UTC) - lead, midnight.astimezone(UTC))


def lock_session(session, now):
    """The session as it is now, with its class locked, or why nothing can be recorded in it."""
    locked = seats.lock(session.offering)
    current = next((each for each in locked.sessions.all() if each.pk == session.pk), None)
    if current is None:
        raise RegistrationError("This session is not in the class any more.")
    current.offering = locked
    refusal = refusal_to_record(current, now)
    if refusal:
        raise RegistrationError(refusal)
    return current


def refusal_to_record(session, now):
    """Why no mark can be written in this session now; empty when one can."""
    if session.offering.status == ClassStatus.DRAFT:
        return "The class is a draft: publish it first."
    if session.offering.status == ClassStatus.CANCELLED:
        return "The class was cancelled."
    if session.cancelled:
        return "This session was cancelled: it counts for nobody."
    opens = mark_opens_at(session)
    if now < opens:
        return f"It can be recorded from {format_date(timezone.localtime(opens), 'l, F j, g:i A')} on."
    return ""


@transaction.atomic
def record_marks(session, wanted, seen, by):
    """Write what was changed on a form, for many people at once.

    `wanted` and `seen`: {registration key: Marked}, as chosen and as the form had shown it.
    Sending the same form twice changes nothing the second time.
    """
    now = timezone.now()
    session = lock_session(session, now)
    chosen = {key: entry for key, entry in wanted.items() if entry != seen.get(key, Marked())}
    people = {person.pk: person for person in session.offering.registrations.filter(pk__in=chosen)}
    rows = {row.registration_id: row for row in session.attendance.filter(registration__in=people).select_related("by")}
    result, changes = Recorded(), []
    for key, entry in chosen.items():
        person, row = people.get(key), rows.get(key)
        if person is None or person.state != RegistrationState.CONFIRMED:
            result.gone.append(person.recorded_name if person else "a person who is in another class by now")
            continue
        current = Marked(row.mark, row.note) if row else Marked()
        if person.is_student:
            entry = Marked(entry.mark)  # what is written about a minor stands in encrypted columns alone
        merged = _merge(entry, seen.get(key, Marked()), current)
        if merged is None:
            result.conflicts.append(Conflict(person, current, _who(row, session, key), entry))
        elif merged != current:
            changes.append((person, row, merged))
    _write(session, changes, now, by)
    result.saved = len(changes)
    return result


def _merge(wanted, seen, current):
    """What shall stand; None when somebody else's change is in the way. A mark and its note are two facts."""
    if current in (seen, wanted):
        return wanted
    if wanted.mark == "" or current.mark == "":
        return None  # to clear a mark takes its note along
    if wanted.mark != seen.mark and current.mark not in (seen.mark, wanted.mark):
        return None
    if wanted.note != seen.note and current.note not in (seen.note, wanted.note):
        return None
    mark = wanted.mark if wanted.mark != seen.mark else current.mark
    note = wanted.note if wanted.note != seen.note else current.note
    return Marked(mark, note)


def _who(row, session, key):
    """By whom a mark was written; if it was cleared, the last step of the registration tells."""
    if row:
        return str(row.by) if row.by else "the person, by the code on the wall"
    step = RegistrationEvent.objects.filter(registration=key, note__startswith=_subject(session)).select_related("by")
    cleared = step.order_by("at", "pk").last()
    return str(cleared.by) if cleared and cleared.by else "somebody else"


def _subject(session):
    return f"attendance of {format_date(session.date, 'F j')}: "


def _write(session, changes, now, by):
    """All rows and steps in a few statements, however many people there are."""
    new, changed, cleared, events = [], [], [], []
    for person, row, entry in changes:
        before = row.mark if row else ""
        if before and before != entry.mark:
            events.append(step(person, f"{_subject(session)}{_word(before)} -> {_word(entry.mark)}", now, by))
        if not entry.mark:
            cleared.append(row.pk)
            continue
        if row is None:
            row = Attendance(registration=person, session=session)
            new.append(row)
        else:
            changed.append(row)
        if entry.mark == Mark.ABSENT and before != Mark.ABSENT:
            row.followed_up_at = None
        row.mark, row.note, row.at, row.by = entry.mark, entry.note, now, by
    Attendance.objects.filter(pk__in=cleared).delete()
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(changed, ["mark", "note", "at", "by", "followed_up_at"])
    RegistrationEvent.objects.bulk_create(events)


def _word(mark):
    return mark_label(mark).lower()


def step(registration, note, now, by):
    """An unsaved step that tells something and moves nobody: it leads from the state to the same state."""
    return RegistrationEvent(
        registration=registration,
        at=now,
        from_state=registration.state,
        to_state=registration.state,
        by=by,
        note=note[:300],
    )


def sessions_of_today(offering, now):
    """The evenings of a class that can be recorded on this day."""
    today = timezone.localdate(now)
    return [session for session in offering.held_sessions if session.date == today]
