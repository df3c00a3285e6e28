"""What staff decide once for all sessions."""

from datetime import time

from django.core.validators import MinValueValidator
from django.db import models

from core.models import OneRow


class ChatRules(OneRow):
    """How CHAT sessions run as a rule; a session is made from it, and may differ. One row; staff edit it."""

    start_time = models.TimeField(default=time(12), help_text="Lunch.")
    minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(10)])
    sign_up_days = models.PositiveSmallIntegerField(
        default=42, help_text="Days before a session on which sign-up opens."
    )
    questions_close_at = models.TimeField(
        default=time(17, 30), help_text="On the day before: what comes later may not be in the briefing."
    )
    join_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="How long before the start the door opens for those who signed up."
    )
    first_reminder_days = models.PositiveSmallIntegerField(default=7, help_text="0: no such reminder.")
    second_reminder_days = models.PositiveSmallIntegerField(default=1, help_text="0: no such reminder.")
    last_reminder_minutes = models.PositiveSmallIntegerField(default=60, help_text="0: no such reminder.")
    answer_days = models.PositiveSmallIntegerField(
        default=10, help_text="Business days within which what was not answered live is answered in writing."
    )
    order_days = models.PositiveSmallIntegerField(
        default=2, help_text="Business days before a session by which interpreters and captions are ordered."
    )
    least_shown = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(5)], help_text="Smaller figures are not shown in reports."
    )

    class Meta(OneRow.Meta):
        verbose_name_plural = "chat rules"

    def __str__(self):
        return "Rules of CHAT with the Chief"


class Host(models.Model):
    """Who answers: the Chief, or whoever stands in. A row, since the Chief changes."""

    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, default="Chief of Police")
    is_active = models.BooleanField(
        default=True, help_text="Untick whoever no longer hosts: past sessions keep the name."
    )

    class Meta:
        ordering = ["-is_active", "name", "pk"]

    def __str__(self):
        return f"{self.title} {self.name}".strip()
