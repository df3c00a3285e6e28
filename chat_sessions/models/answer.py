"""What was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chat_sessions.enums import ANSWERED_STATES, OPEN_STATES, AnswerKind, QuestionState
from chat_sessions.models.question import Question


class AnswerQuerySet(models.QuerySet):
    def to_review(self):
        """For the information officer, the oldest first; without notes of what was not answered after all."""
        there = self.filter(reviewed_at=None, question__state__in=[*OPEN_STATES, *ANSWERED_STATES])
        taken_back = Q(kind=AnswerKind.LIVE) & ~Q(question__state=QuestionState.ANSWERED_LIVE)
        return there.exclude(taken_back).order_by("answered_at", "pk")


class Answer(models.Model):
    """What was answered, by whom, and where it can be heard. Public once reviewed and published."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    kind = models.CharField(max_length=10, choices=AnswerKind)
    text = models.TextField(blank=True)
    speaker = models.CharField(max_length=160, blank=True)
    recording_seconds = models.PositiveIntegerField(null=True, blank=True, help_text="Where in the recording.")
    links = models.TextField(blank=True, help_text="One address a line.")
    translation = models.TextField(blank=True, help_text="In the language of the question.")
    translated_by = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The information officer.",
    )  # fmt: skip
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        permissions = [("review_answers", "Can review and publish answers (information officer)")]

    def __str__(self):
        return f"answer to {self.question_id}"
