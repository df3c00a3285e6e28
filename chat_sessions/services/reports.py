"""Who took part and what became of the questions, in figures alone: no name, no mail address, no small group."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from django.db.models import Count

from chat_sessions.enums import ANSWERED_STATES, QuestionState, SessionStatus, SignUpState
from chat_sessions.models import Answer, ChatRules, ChatSession, Question, SignUp
from chat_sessions.services import counts
from core.enums import Language
from core.plots import percent

DAY = 24 * 60 * 60
OTHERS, NOT_SAID = "Other", "Not said"


@dataclass(frozen=True)
class Report:
    """Of one session, or of all (`session` is None). Groups: [(label, number)]; a number of None is a few, not said."""

    session: ChatSession | None
    signed_up: int
    attended: int
    languages: list
    zips: list
    questions: counts.Counts
    # Answered, alone or together with others; of those that were not taken back.
    answered: int
    answerable: int
    median_days: float | None

    @property
    def share_answered(self):
        """In percent; None without a question."""
        return percent(self.answered, self.answerable)


def of_session(session):
    return _gather([session])[session.pk].report(session, counts.of_session(session), ChatRules.current().least_shown)


def of_all():
    """One report a session, the latest first, and one of all together; in four queries however many there are."""
    sessions = list(ChatSession.objects.filter(status=SessionStatus.PUBLISHED))
    least, found, counted = ChatRules.current().least_shown, _gather(sessions), counts.of_sessions(sessions)
    whole = _Gathered()
    for each in found.values():
        whole.add(each)
    reports = [found[session.pk].report(session, counted[session.pk], least) for session in sessions]
    return reports, whole.report(None, counts.together(counted.values()), least)


def shown(numbers, least):
    """[(label, number)], the largest first; groups below `least` together as one, which is not below it either.

    If all of them together are fewer, their number is None: nobody learns who it can only have been.
    """
    in_order = sorted(numbers.items(), key=lambda group: (-group[1], group[0]))
    large = [(label, number) for label, number in in_order if number >= least]
    rest = sum(numbers.values()) - sum(number for _label, number in large)
    while 0 < rest < least and large:
        rest += large.pop()[1]
    if not rest:
        return large
    return [*large, (OTHERS, rest if rest >= least else None)]


class _Gathered:
    """What is known of a session before it is made presentable."""

    def __init__(self):
        self.languages, self.zips = Counter(), Counter()
        self.signed_up = self.attended = self.joined_answers = 0
        self.days = []

    def add(self, other):
        self.languages, self.zips = self.languages + other.languages, self.zips + other.zips
        self.signed_up += other.signed_up
        self.attended += other.attended
        self.joined_answers += other.joined_answers
        self.days += other.days

    def report(self, session, counted, least):
        answered = counted.answered_live + counted.answered_writing + self.joined_answers
        return Report(
            session=session,
            signed_up=self.signed_up,
            attended=self.attended,
            languages=shown(self.languages, least),
            zips=shown(self.zips, least),
            questions=counted,
            answered=answered,
            answerable=counted.received - counted.withdrawn,
            median_days=round(median(self.days), 1) if self.days else None,
        )


def _gather(sessions):
    """{primary key: _Gathered}"""
    found = {session.pk: _Gathered() for session in sessions}
    people = SignUp.objects.filter(session__in=found, state=SignUpState.CONFIRMED).order_by()
    groups = people.values_list("session", "language", "zip_code").annotate(n=Count("pk"), joined=Count("joined_at"))
    for session, language, zip_code, number, joined in groups:
        each = found[session]
        each.signed_up += number
        each.attended += joined
        each.languages[Language(language).label] += number
        each.zips[zip_code.strip()[:5] or NOT_SAID] += number
    merged = Question.objects.counted().filter(session__in=found, state=QuestionState.MERGED).order_by()
    joined_answers = merged.filter(merged_into__state__in=ANSWERED_STATES).values_list("session")
    for session, number in joined_answers.annotate(n=Count("pk")):
        found[session].joined_answers = number
    answers = Answer.objects.filter(question__session__in=found, question__state__in=ANSWERED_STATES).order_by()
    for session, asked_at, answered_at in answers.values_list(
        "question__session", "question__created_at", "answered_at"
    ):
        found[session].days.append((answered_at - asked_at).total_seconds() / DAY)
    return found
