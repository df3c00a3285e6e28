"""The triage board of a session: every question that is still owed something, in columns; a plain page."""

from dataclasses import dataclass, field

from django.urls import reverse

from chat_sessions.admin.question_verbs import quick_verbs
from chat_sessions.admin.session_page import QUESTIONS, SessionPage
from chat_sessions.enums import QuestionState as State
from chat_sessions.enums import Topic
from chat_sessions.words import QUESTION_STATES
from core.enums import Language

SEE, DECIDE = "chat_sessions.view_question", "chat_sessions.change_question"
MOST_IN_COLUMN = 200

COLUMNS = [
    ("Received", [State.RECEIVED]),
    ("In review", [State.IN_REVIEW, State.RETURNED]),
    ("Approved", [State.APPROVED]),
    ("Queue", [State.QUEUED]),
    ("Answered", [State.ANSWERED_LIVE, State.ANSWERED_WRITING]),
]
BY_VOTES = {"Approved"}
BY_POSITION = {"Queue"}
# What else became of questions: listed below the columns.
ENDED = [State.MERGED, State.REDIRECTED, State.DECLINED, State.WITHDRAWN]


@dataclass
class Column:
    title: str
    questions: list = field(default_factory=list)

    @property
    def shown(self):
        return self.questions[:MOST_IN_COLUMN]

    @property
    def is_cut(self):
        return len(self.questions) > MOST_IN_COLUMN


@dataclass(frozen=True)
class BoardFilter:
    """What the board is narrowed to, from the address; anything unknown narrows nothing."""

    topic: str = ""
    language: str = ""
    only: str = ""

    ONLY = {"flagged": "With flags", "own": "Own case or officer", "second": "Waits for a second person",
            "phone": "Asked by phone"}  # fmt: skip

    @classmethod
    def from_query(cls, query):
        choices = {"topic": Topic.values, "language": Language.values, "only": cls.ONLY}
        return cls(**{name: query.get(name) for name, known in choices.items() if query.get(name) in known})

    def fits(self, question):
        if (self.topic and question.topic != self.topic) or (self.language and question.language != self.language):
            return False
        return (
            not self.only
            or {
                "flagged": bool(question.flags),
                "own": question.is_own_case,
                "second": question.awaits_second,
                "phone": question.sign_up_id is None,
            }[self.only]
        )

    @property
    def selects(self):
        """[(name, label, choices, chosen)] for the form above the board."""
        return [
            ("topic", "Topic", Topic.choices, self.topic),
            ("language", "Language", Language.choices, self.language),
            ("only", "Only", list(self.ONLY.items()), self.only),
        ]


def columns(questions):
    """The questions in their columns: the longest-waiting first, on the list the most wanted."""
    found = []
    for title, states in COLUMNS:
        mine = [question for question in questions if question.state in states]
        if title in BY_VOTES:
            mine.sort(key=lambda each: -(each.vote_count + each.merged_count))
        if title in BY_POSITION:
            mine.sort(key=lambda each: each.queue_position)
        found.append(Column(title, mine))
    return found


class BoardPages(SessionPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        return [*self.row_urls(board=self.board), *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if request.user.has_perm(SEE):
            tools.append(self.row_tool(QUESTIONS, "Triage board", "board", session, is_main=True))
        return tools

    def board(self, request, session_id):
        session = self.row_for(request, session_id, SEE)
        narrowed = BoardFilter.from_query(request.GET)
        rows = list(session.questions.from_known().with_votes().select_related("sign_up", "reason_proposed_by"))
        shown = [question for question in rows if narrowed.fits(question)]
        for question in shown:
            question.verbs = quick_verbs(request.user, question)
        ended = [(QUESTION_STATES[state], sum(question.state == state for question in shown)) for state in ENDED]
        # Five columns want the whole width.
        return self.show_session_page(
            request, "board.html", "Triage board", session, is_nav_sidebar_enabled=False,
            columns=columns(shown), filter=narrowed, total=len(rows), found=len(shown), ended=ended,
            list_url=f"{reverse('admin:chat_sessions_question_changelist')}?session__id__exact={session.pk}",
        )  # fmt: skip
