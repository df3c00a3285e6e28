"""The clock of the demo."""

from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

from django.utils import timezone

DAY, HOUR, MINUTE, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(weeks=1)


@contextmanager
def as_of(moment):
    """What runs inside takes this moment for now."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
