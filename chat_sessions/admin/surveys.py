"""What people said of sessions: figures of many, never the answer of one."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from chat_sessions.admin.rules import ReadOnlyAdmin
from chat_sessions.enums import SurveyQuestion
from chat_sessions.models import ChatRules, ChatSession, SurveyAnswer

MOST_SESSIONS = 50


@dataclass(frozen=True)
class Said:
    """How one session was judged: from 1 to 5 on average, by the questions of the survey; too few: nothing."""

    session: ChatSession
    count: int
    averages: list
    topics: list


def said_of(session, answers, least):
    """`answers`: those of this session. A question that fewer than `least` people answered has no average."""
    if len(answers) < least:
        return Said(session, 0, [], [])
    averages = []
    for question in SurveyQuestion:
        marks = [each.answers[question] for each in answers if each.answers.get(question)]
        averages.append(round(mean(marks), 1) if len(marks) >= least else None)
    return Said(session, len(answers), averages, sorted({each.next_topic for each in answers if each.next_topic}))


@admin.register(SurveyAnswer)
class SurveyAnswerAdmin(ReadOnlyAdmin):
    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        least = ChatRules.current().least_shown
        sessions = ChatSession.objects.filter(survey_answers__isnull=False).distinct()[:MOST_SESSIONS]
        by_session = defaultdict(list)
        for answer in SurveyAnswer.objects.filter(session__in=[session.pk for session in sessions]):
            by_session[answer.session_id].append(answer)
        page = {
            **self.admin_site.each_context(request),
            "title": "What people said of sessions",
            "opts": self.opts,
            "questions": SurveyQuestion.labels,
            "rows": [said_of(session, by_session[session.pk], least) for session in sessions],
            "least": least,
        }
        return TemplateResponse(request, "admin/chat_sessions/surveyanswer/surveys.html", page)
