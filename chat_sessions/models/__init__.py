"""The nouns of the room: see chat_sessions/README.md."""

from chat_sessions.models.answer import Answer
from chat_sessions.models.question import FIRST_MARK, Question, QuestionEvent, Vote
from chat_sessions.models.rules import ChatRules, Host
from chat_sessions.models.session import ChatSession
from chat_sessions.models.sign_up import SessionInterest, SignUp, SignUpEvent
from chat_sessions.models.survey import SurveyAnswer

__all__ = [
    "FIRST_MARK",
    "Answer",
    "ChatRules",
    "ChatSession",
    "Host",
    "Question",
    "QuestionEvent",
    "SessionInterest",
    "SignUp",
    "SignUpEvent",
    "SurveyAnswer",
    "Vote",
]
