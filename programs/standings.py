"""How each person of a class stands against the rule that decides who graduates.

Counted over the teaching sessions that are held: neither cancelled ones nor graduation
night. What a session was is known from its mark; a session without a mark is "not
recorded", which is not "absent". Whoever took the seat after a session had ended has
missed it. The same answer serves staff, the person, mails and papers.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.enums import ATTENDED_MARKS, Mark, RegistrationState
from programs.models import Attendance, ClassSession, Registration, RegistrationEvent
from programs.models.registration import MOVED_FROM
from programs.people import by_family_name


class NoMark(TextChoices):
    """What is known of one person at one session that carries no mark."""

    COMING = "coming", _("Still to come")
    NOT_RECORDED = "unrecorded", _("Not recorded")
    BEFORE = "before", _("Before you joined")


@dataclass(frozen=True)
class Entry:
    """One person at one session that is held."""

    session: ClassSession
    status: str  # a Mark, or a NoMark
    attendance: Attendance | None = None

    @property
    def label(self):
        return (Mark if self.attendance else NoMark)(self.status).label

    @property
    def was_there(self):
        return self.status in ATTENDED_MARKS

    @property
    def is_coming(self):
        return self.status == NoMark.COMING


@dataclass(frozen=True)
class Standing:
    """One person with a confirmed seat, against the rule of the class."""

    registration: Registration
    allowed: int
    entries: list[Entry] = field(default_factory=list)
    missed: int = 0
    last_marked_at: datetime | None = None

    @property
    def teaching(self):
        """The entries that count."""
        return [entry for entry in self.entries if not entry.session.is_graduation]

    def count(self, *statuses):
        return sum(entry.status in statuses for entry in self.teaching)

    @property
    def attended(self):
        return self.count(*ATTENDED_MARKS)

    @property
    def excused(self):
        return self.count(Mark.EXCUSED)

    @property
    def not_recorded(self):
        return self.count(NoMark.NOT_RECORDED)

    @property
    def coming(self):
        return self.count(NoMark.COMING)

    @property
    def has_begun(self):
        """Whether there is anything to tell: a session is over, or the person was marked at one."""
        return any(not entry.is_coming for entry in self.entries)

    @property
    def absences_left(self):
        return max(self.allowed - self.missed, 0)

    @property
    def is_exempt(self):
        """Staff decided that this person may graduate against the rule."""
        return bool(self.registration.exempt_reason)

    @property
    def is_over_limit(self):
        return self.missed > self.allowed

    @property
    def can_graduate(self):
        return self.is_exempt or not self.is_over_limit

    @property
    def why_not(self):
        """For staff; empty while graduation is still possible."""
        if self.can_graduate:
            return ""
        before = self.count(NoMark.BEFORE)
        joined = f", {before} of them before the seat was confirmed" if before else ""
        return f"Missed {self.missed} sessions{joined}; {self.allowed} may be missed."


def of_class(offering, now=None):
    """The standings of everybody with a confirmed seat, by family name. As many queries for forty people as for one."""
    people = list(offering.registrations.filter(state=RegistrationState.CONFIRMED))
    for person in people:
        person.offering = offering  # whose sessions are read once for all
    standings = of_registrations(people, now)
    return [standings[person.pk] for person in sorted(people, key=by_family_name)]


def of_registrations(registrations, now=None):
    """{primary key: Standing} of those among them who have a confirmed seat, whatever their classes."""
    now = now or timezone.now()
    people = [person for person in registrations if person.state == RegistrationState.CONFIRMED]
    keys = [person.pk for person in people]
    joined, marks = _joined_at(keys), defaultdict(dict)
    for attendance in Attendance.objects.filter(registration__in=keys):
        marks[attendance.registration_id][attendance.session_id] = attendance
    return {person.pk: standing_of(person, marks[person.pk], joined.get(person.pk), now) for person in people}


def standing_of(registration, marks, joined_at, now):
    """Pure: from the marks ({session key: Attendance}) and the moment when the seat was confirmed."""
    offering = registration.offering
    entries = [_entry(session, marks.get(session.pk), joined_at, now) for session in offering.held_sessions]
    missing = {Mark.ABSENT, NoMark.BEFORE} | ({Mark.EXCUSED} if offering.excused_count else set())
    counted = [entry for entry in entries if not entry.session.is_graduation]
    return Standing(
        registration=registration,
        allowed=offering.absences_allowed,
        entries=entries,
        missed=sum(entry.status in missing for entry in counted),
        last_marked_at=max((entry.attendance.at for entry in counted if entry.attendance), default=None),
    )


def _entry(session, attendance, joined_at, now):
    # A mark may be older than the session: the session was moved to a later day.
    if session.date > timezone.localdate(now):
        return Entry(session, NoMark.COMING)
    if attendance:
        return Entry(session, attendance.mark, attendance)
    if session.ends_at > now:
        return Entry(session, NoMark.COMING)
    is_before = joined_at is not None and session.ends_at <= joined_at
    return Entry(session, NoMark.BEFORE if is_before else NoMark.NOT_RECORDED)


def _joined_at(keys):
    """{registration key: when it first had a confirmed seat in the class where it is now}."""
    joined = {}
    # Steps that tell something and move nobody ("mailed again", a changed mark) are passed by.
    telling = Q(from_state=F("to_state")) & ~Q(note__startswith=MOVED_FROM)
    events = RegistrationEvent.objects.filter(registration__in=keys).exclude(telling).order_by("at", "pk")
    for key, at, state, note in events.values_list("registration_id", "at", "to_state", "note"):
        if note.startswith(MOVED_FROM):
            joined.pop(key, None)
        if state == RegistrationState.CONFIRMED:
            joined.setdefault(key, at)
    return joined
