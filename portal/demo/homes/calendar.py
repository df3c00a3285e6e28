"""Days counted from today, as the demo tells its stories."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from vacation_checks.models.request import wall_moment


@dataclass(frozen=True)
class Calendar:
    now: datetime

    def day(self, offset):
        """The date so many days from today."""
        return timezone.localdate(self.now) + timedelta(days=offset)

    def on(self, offset, hour, minute=0):
        """That day, by the clock on the wall."""
        return wall_moment(self.day(offset), time(hour, minute))
