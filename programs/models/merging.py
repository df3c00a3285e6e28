"""Two registrations that were one person's."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from programs.models.registration import Registration


class Merge(models.Model):
    """One registration was joined into another of the same person and class. It can be undone."""

    kept = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="merged_by")
    before = models.JSONField(help_text="Both as they were: what undoing puts back.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="programs_merge_of_two", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="programs_merge_once_a_registration"
            ),
        ]

    def __str__(self):
        return f"{self.merged_id} into {self.kept_id}"


class NotADuplicate(models.Model):
    """Staff looked at two registrations that seemed to be one person's: they are two people."""

    first = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="programs_notaduplicate_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(fields=["first", "second"], name="programs_notaduplicate_once"),
        ]

    def __str__(self):
        return f"{self.first_id} and {self.second_id}"
