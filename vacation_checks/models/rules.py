"""What staff decide once: limits, texts, who is told what."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from core.models import OneRow


class CheckRules(OneRow):
    """The limits of the Vacation Security Check: one row. The defaults are proposals no published rule."""

    notice_days = models.PositiveSmallIntegerField(
        "notice", default=3, help_text="Business days between the request and the departure. Later: by phone."
    )
    least_nights = models.PositiveSmallIntegerField("shortest stay", default=3, help_text="Nights.")
    most_nights = models.PositiveSmallIntegerField(
        "longest stay with checks", default=30, help_text="Nights. Beyond it the desk decides."
    )
    longest_nights = models.PositiveSmallIntegerField(
        "longest stay at all", default=90, help_text="Nights. Beyond it a request can only be for information."
    )
    yearly_days = models.PositiveSmallIntegerField(default=90, help_text="Days in a calendar year, for one person.")
    takes_apartments = models.BooleanField(
        default=True, help_text="Apartments: front door and the windows that can be seen. Untick to refuse them."
    )
    first_interval_days = models.PositiveSmallIntegerField(
        "days between checks at first", default=2, validators=[MinValueValidator(1)]
    )
    first_period_days = models.PositiveSmallIntegerField(
        "how many days that lasts", default=14, help_text="After so many days the later interval counts."
    )
    later_interval_days = models.PositiveSmallIntegerField(
        "days between checks later", default=7, validators=[MinValueValidator(1)]
    )
    confirm_hours = models.PositiveSmallIntegerField(
        default=48, help_text="How long a resident has to confirm the mail address."
    )
    reminder_hours = models.PositiveSmallIntegerField(
        default=12, help_text="Hours after the return when the resident is asked whether they are back."
    )
    desk_task_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Hours after the return when the desk is told that nobody answered."
    )
    close_hours = models.PositiveSmallIntegerField(
        default=72, help_text="Hours after the return when the request is closed without an answer."
    )
    seal_days = models.PositiveSmallIntegerField(
        default=7, help_text="Days after the end when a request leaves every list; then only the records role opens it."
    )
    draft_days = models.PositiveSmallIntegerField(
        default=14, help_text="Days for which a saved, unsent request is kept."
    )
    tour_hours = models.PositiveSmallIntegerField(default=10, help_text="A tour closes by itself after so many hours.")
    volunteer_tour_hours = models.PositiveSmallIntegerField(default=5, help_text="The same, for volunteers.")
    same_home_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="A second check of the same home within so many minutes asks first."
    )
    shows_map_links = models.BooleanField(
        default=False, help_text="A map link tells a third party which home an officer looks for."
    )

    class Meta(OneRow.Meta):
        verbose_name_plural = "check rules"
        constraints = [
            *OneRow.Meta.constraints,
            models.CheckConstraint(
                name="vacation_checks_rules_in_order",
                condition=Q(least_nights__lte=F("most_nights"), most_nights__lte=F("longest_nights")),
                violation_error_message="Keep the order: shortest stay, longest with checks, longest at all.",
            ),
            models.CheckConstraint(
                name="vacation_checks_rules_reminder_before_close",
                condition=Q(reminder_hours__lte=F("desk_task_hours"), desk_task_hours__lte=F("close_hours")),
                violation_error_message="First the reminder, then the task for the desk, then the end.",
            ),
        ]

    def __str__(self):
        return "Rules of the Vacation Security Check"


class AcknowledgementText(models.Model):
    """One version of what a resident acknowledges. The newest is asked; what was signed stays as it was."""

    version = models.PositiveIntegerField(unique=True, editable=False)
    text = models.TextField(help_text="An empty line begins a new paragraph.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-version"]

    def __str__(self):
        return f"Acknowledgement, version {self.version}"
