"""Who was at which session."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.enums import Mark
from programs.models.catalog import ClassSession
from programs.models.registration import Registration


class Attendance(models.Model):
    """What is known of one person at one session. No row: not recorded, which is not "absent".

    A changed mark leaves a step in the life of the registration, with who changed it.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendance")
    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=10, choices=Mark)
    note = models.CharField(max_length=300, blank=True, help_text="Why excused, or how it was made up.")
    at = models.DateTimeField(help_text="When it was last written.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member; empty: the person, by the code on the wall.",
    )  # fmt: skip
    followed_up_at = models.DateTimeField(null=True, blank=True, help_text="When staff spoke with the person about it.")

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.CheckConstraint(name="programs_attendance_mark_known", condition=Q(mark__in=Mark.values)),
            models.UniqueConstraint(fields=["registration", "session"], name="programs_attendance_once"),
        ]
        indexes = [
            models.Index(
                fields=["session"],
                condition=Q(mark=Mark.ABSENT, followed_up_at=None),
                name="programs_attendance_to_follow",
            )
        ]

    def __str__(self):
        return f"{self.registration_id} at {self.session_id}: {self.mark}"
