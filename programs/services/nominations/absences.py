"""Students who were not there: whom of the family to tell, and when the school hears of it."""

from dataclasses import dataclass
from datetime import UTC, timedelta

from django.db.models import F
from django.utils import timezone

from core.models import DepartmentProfile
from mailroom.models import Message
from mailroom.services import not_promised
from programs import students
from programs.emails.student_evenings import absence_key, absence_prefix, correction_key
from programs.enums import ClassStatus, Entry, Mark, RegistrationState
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Attendance, ClassSession, Nomination, Party
from programs.services.nominations.families import families_of

# What is recorded later than that is spoken about, not mailed.
STILL_TOLD = timedelta(days=14)
# Whoever has one of these was in the room that evening.
WAS_THERE = [Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY]


@dataclass(frozen=True)
class Absence:
    """One student, absent without excuse from one evening, and the adults who are told of it."""

    attendance: Attendance
    session: ClassSession
    nomination: Nomination

    @property
    def to_tell(self):
        """The guardians; of a student who was 18 that day, the student, who decides alone."""
        if students.is_adult(self.nomination, self.session.date):
            return [self.nomination.party(PartyRole.STUDENT)]
        return students.guardians(self.nomination)

    @property
    def mailed(self):
        return [party for party in self.to_tell if party.email]


def evenings(now):
    """Sessions of students that began a while ago, so long that whoever comes now is late; the latest two weeks."""
    today = timezone.localdate(now)
    sessions = ClassSession.objects.filter(
        date__range=(today - STILL_TOLD, today),
        cancelled=False,
        offering__status=ClassStatus.PUBLISHED,
        offering__program__entry=Entry.NOMINATION,
    )
    grace = timedelta(minutes=DepartmentProfile.current().late_minutes)
    sessions = sessions.select_related("offering__program").order_by("date", "pk")
    return [session for session in sessions if session.starts_at.astimezone(UTC) + grace <= now]


def absences_of(session, **which):
    """The unexcused absences of enrolled students at an evening, with their families."""
    rows = Attendance.objects.filter(
        session=session,
        mark=Mark.ABSENT,
        registration__state=RegistrationState.CONFIRMED,
        registration__offering=F("session__offering"),
        registration__nomination__state=NominationState.ENROLLED,
        **which,
    )
    rows = rows.select_related("registration").order_by("pk")
    # A mark may be older than the session: the session was moved to a later day.
    rows = [row for row in rows if timezone.localdate(row.at) >= session.date]
    families = families_of([row.registration for row in rows])
    return [Absence(row, session, families[row.registration_id]) for row in rows if row.registration_id in families]


def untold(session):
    """[party] who must hear of an absence at this evening, and have not."""
    found = {absence_key(party, session): party for each in absences_of(session) for party in each.mailed}
    return [found[key] for key in not_promised(found)]


def wrongly_told(session):
    """[party] whom we wrote of an absence, where the student stands as having been there by now."""
    prefix = absence_prefix(session)
    keys = Message.objects.filter(dedupe_key__startswith=prefix).values_list("dedupe_key", flat=True)
    told = [key.removeprefix(prefix) for key in keys]
    if not told:
        return []
    there = Attendance.objects.filter(session=session, mark__in=WAS_THERE).values("registration")
    parties = Party.objects.filter(pk__in=told, nomination__registration__in=there).exclude(email="")
    found = {correction_key(party, session): party for party in parties.select_related("nomination__quota__semester")}
    return [found[key] for key in not_promised(found)]


def to_call(now):
    """Absences that nobody of the family can be mailed about, and nobody has spoken about yet."""
    return [
        absence
        for session in evenings(now)
        for absence in absences_of(session, followed_up_at=None)
        if not absence.mailed
    ]
