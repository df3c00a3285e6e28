"""Who has finished a class, and why not: what graduation asks of attendance."""

from dataclasses import dataclass

from django.utils.dateformat import format as format_date

from programs.enums import ATTENDED_MARKS, Mark
from programs.models import Attendance


@dataclass(frozen=True)
class Finish:
    """Whether one person has finished the class, in words that staff can say to that person."""

    has_finished: bool
    reason: str


def finishes(offering, people):
    """{primary key: Finish} of these people of a class. A session that nobody recorded is not an absence."""
    sessions = offering.teaching_sessions
    marks = {}
    for registration_id, session_id, mark in Attendance.objects.filter(
        registration__in=[person.pk for person in people], session__in=[session.pk for session in sessions]
    ).values_list("registration_id", "session_id", "mark"):
        marks.setdefault(registration_id, {})[session_id] = mark
    return {person.pk: _finish(offering, sessions, marks.get(person.pk, {})) for person in people}


def _finish(offering, sessions, marks):
    counted = [Mark.ABSENT, Mark.EXCUSED] if offering.excused_count else [Mark.ABSENT]
    missed = [session for session in sessions if marks.get(session.pk) in counted]
    unknown = [session for session in sessions if session.pk not in marks]
    allowed = offering.absences_allowed
    if len(missed) > allowed:
        return Finish(False, f"Missed {_counted(missed)}; {allowed} may be missed.")
    if len(missed) + len(unknown) > allowed:
        return Finish(False, f"Not recorded yet: {_counted(unknown)}.")
    if missed:
        return Finish(True, f"Missed {_counted(missed)}; {allowed} may be missed.")
    attended = sum(mark in ATTENDED_MARKS for mark in marks.values())
    return Finish(True, f"Attended {attended} of {len(sessions)} sessions.")


def _counted(sessions):
    """2 sessions (Mar 4, Mar 11)"""
    days = ", ".join(format_date(session.date, "M j") for session in sessions)
    return f"{len(sessions)} session{'' if len(sessions) == 1 else 's'} ({days})"
