"""Days that depend on today, for what is written down before the tests begin: midnight may come in between."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone


def in_days(days: int) -> Callable[[], str]:
    """Tells, once the test runs, which day it is in so many days: "2027-03-04"."""
    return lambda: (timezone.localdate() + timedelta(days=days)).isoformat()


def told(fields: dict) -> dict:
    """The fields of a form with such days worked out."""
    return {name: value() if callable(value) else value for name, value in fields.items()}
