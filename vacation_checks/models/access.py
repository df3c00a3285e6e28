"""Who looked."""

from django.conf import settings
from django.db import models

from vacation_checks.enums import Viewed
from vacation_checks.models.request import VacationCheckRequest
from vacation_checks.models.rounds import NeverChanged, Tour


class ViewRecord(NeverChanged):
    """Somebody of the department looked at a request or a list: who, what, when, from where. Written at every view."""

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=Viewed)
    request = models.ForeignKey(
        VacationCheckRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="views"
    )
    tour = models.ForeignKey(Tour, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ip = models.GenericIPAddressField("from")
    note = models.CharField(max_length=200, blank=True, help_text="How many rows, or the reason that was given.")

    class Meta:
        verbose_name = "view"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_what_display()} by {self.user_id}"
