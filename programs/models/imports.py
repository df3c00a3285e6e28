"""Rows that come in by a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.enums import ImportKind, ImportState
from programs.models.catalog import ClassOffering, Program


class ImportRun(models.Model):
    """One file: read and checked by the worker, shown to staff, then imported whole or not at all."""

    kind = models.CharField(max_length=15, choices=ImportKind)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(
        ClassOffering, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="class",
        help_text="Into which class paper registrations go.",
    )  # fmt: skip
    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True, help_text="The file as it came; forgotten when the import has ended.")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=list, help_text="What was read, row by row; forgotten when the import has ended.")
    problems = models.JSONField(default=list, help_text="[{row, column, text}]: with one of them, nothing is imported.")
    outcome = models.JSONField(default=dict, help_text="{what: how many}, as checked, then as done.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(
        null=True, blank=True, help_text="A worker has it in hand; after this time another may take it."
    )

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="programs_importrun_kind_known", condition=Q(kind__in=ImportKind.values)),
            models.CheckConstraint(name="programs_importrun_state_known", condition=Q(state__in=ImportState.values)),
            models.CheckConstraint(
                name="programs_importrun_registrations_into_a_class",
                condition=~Q(kind=ImportKind.REGISTRATIONS) | Q(offering__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.filename} ({self.get_kind_display().lower()})"
