"""How many questions a session had, and what became of them: the public account. It adds up.

One function for the answers page, the report and the tests.
"""

from dataclasses import dataclass, fields

from django.db.models import Count

from chat_sessions.enums import OPEN_STATES, DeclineReason, QuestionState
from chat_sessions.models import Question


@dataclass(frozen=True)
class Counts:
    """Of one session. Every question is in `received`, and in exactly one of the others."""

    received: int
    answered_live: int
    answered_writing: int
    merged: int
    redirected: int
    declined: int
    withdrawn: int
    open: int
    by_reason: dict

    @property
    def reasons(self):
        """[(why, how many were declined for it)], those with none as well."""
        return [(DeclineReason(reason).label, count) for reason, count in self.by_reason.items()]


def of_session(session):
    """In one query."""
    return of_sessions([session])[session.pk]


def of_sessions(sessions):
    """{primary key: Counts} of all of them, in one query."""
    found = {session.pk: [] for session in sessions}
    rows = Question.objects.filter(session__in=found).counted().order_by().values_list("session", "state", "reason")
    for session, *row in rows.annotate(n=Count("pk")):
        found[session].append(row)
    return {session: _counted(rows) for session, rows in found.items()}


def together(each):
    """Of several sessions as of one."""
    each = list(each)
    numbers = {field.name: sum(getattr(one, field.name) for one in each) for field in fields(Counts)[:-1]}
    reasons = {reason: sum(one.by_reason[reason] for one in each) for reason in DeclineReason.values}
    return Counts(**numbers, by_reason=reasons)


def _counted(rows):
    def number(*states):
        return sum(n for state, _reason, n in rows if state in states)

    declined = [(reason, n) for state, reason, n in rows if state == QuestionState.DECLINED]
    return Counts(
        received=sum(n for _state, _reason, n in rows),
        answered_live=number(QuestionState.ANSWERED_LIVE),
        answered_writing=number(QuestionState.ANSWERED_WRITING),
        merged=number(QuestionState.MERGED),
        redirected=number(QuestionState.REDIRECTED),
        declined=number(QuestionState.DECLINED),
        withdrawn=number(QuestionState.WITHDRAWN),
        open=number(*OPEN_STATES),
        by_reason={value: dict(declined).get(value, 0) for value in DeclineReason.values},
    )
