"""How people found a session."""

from django.db import models

from chat_sessions.models.session import ChatSession


class SurveyAnswer(models.Model):
    """What somebody said of a session: nothing leads from it to a person."""

    session = models.ForeignKey(ChatSession, on_delete=models.PROTECT, related_name="survey_answers")
    answers = models.JSONField(default=dict)
    next_topic = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"survey answer {self.pk}"
