"""How many questions a session had, and what became of them: the public account. It adds up.

One function for the answers page, the report and the tests.
"""

from dataclasses import dataclass

from django.db.models import Count

from chat_sessions.enums import OPEN_STATES, DeclineReason, QuestionState


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
    rows = list(session.questions.counted().order_by().values_list("state", "reason").annotate(n=Count("pk")))

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
