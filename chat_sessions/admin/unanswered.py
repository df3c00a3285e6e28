"""What is left after the hour: questions without an answer, answers without a review."""

from dataclasses import dataclass
from datetime import date

from chat_sessions.enums import ANSWERED_STATES, OPEN_STATES, WAITING_STATES, AnswerKind, QuestionState
from chat_sessions.models import Answer, Question


@dataclass(frozen=True)
class Standing:
    """One question, and how far its answer is. Without an answer that counts (a note that was taken back): None."""

    question: Question
    answer: Answer | None
    today: date

    @property
    def is_open(self):
        return self.question.state in OPEN_STATES

    @property
    def can_be_written(self):
        return self.question.state in [*OPEN_STATES, *ANSWERED_STATES] and not self.question.awaits_second

    @property
    def waits_for_review(self):
        return self.can_be_written and self.answer is not None and self.answer.reviewed_at is None

    @property
    def to_write(self):
        return self.is_open and self.answer is None

    @property
    def is_overdue(self):
        return self.is_open and self.question.due_on is not None and self.question.due_on < self.today

    @property
    def is_hidden(self):
        """About an own case or an officer, and not public: read by who opens it, and that is kept."""
        return self.question.is_own_case and self.question.state in [*WAITING_STATES, QuestionState.RETURNED]

    @property
    def askers(self):
        return getattr(self.question, "merged_count", 0) + 1


def standing_of(question, today):
    answer = getattr(question, "answer", None)
    was_taken_back = answer and answer.kind == AnswerKind.LIVE and question.state != QuestionState.ANSWERED_LIVE
    return Standing(question, None if was_taken_back else answer, today)


class Unanswered:
    """The list of a session, in three parts."""

    def __init__(self, session, today):
        known = session.questions.from_known().filter(state__in=[*OPEN_STATES, *ANSWERED_STATES])
        rows = (
            known.with_votes()
            .select_related("owner", "answer__written_by", "answer__reviewed_by")
            .order_by("created_at", "pk")
        )
        standings = [standing_of(question, today) for question in rows]
        self.to_write = sorted((each for each in standings if each.to_write), key=_by_due_day)
        self.to_review = [each for each in standings if each.waits_for_review]
        self.reviewed = [each for each in standings if each.answer and each.answer.reviewed_at]


def _by_due_day(standing):
    return standing.question.due_on or date.max
