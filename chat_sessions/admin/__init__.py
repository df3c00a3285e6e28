"""The staff side of the room. Thin: what happens to sessions, places and questions is decided in services."""

from chat_sessions.admin.questions import QuestionAdmin
from chat_sessions.admin.rules import ChatRulesAdmin, HostAdmin, SessionInterestAdmin
from chat_sessions.admin.sessions import ChatSessionAdmin
from chat_sessions.admin.sign_ups import SignUpAdmin
from chat_sessions.admin.surveys import SurveyAnswerAdmin

__all__ = [
    "ChatRulesAdmin",
    "ChatSessionAdmin",
    "HostAdmin",
    "QuestionAdmin",
    "SessionInterestAdmin",
    "SignUpAdmin",
    "SurveyAnswerAdmin",
]
