"""A registration's facts as JSON can keep them, so that a merge can be undone."""

from datetime import datetime

from django.utils.dateparse import parse_datetime
from phonenumber_field.phonenumber import PhoneNumber

# How it stands.
STANDING = ["state", "expires_at", "queued_at", "closing_note"]
# What one registration can fill in for another of the same person.
FILLED = [
    "email", "email_confirmed_at", "phone", "organization", "accommodation", "heard_from", "connections", "is_adult",
    "can_attend", "outcome", "exempt_reason", "alumni_since",
]  # fmt: skip
_MOMENTS = {"expires_at", "queued_at", "email_confirmed_at", "alumni_since"}


def as_dict(registration):
    """Standing, fillable facts and announced absences."""
    facts = {name: _plain(getattr(registration, name)) for name in STANDING + FILLED}
    return facts | {"will_miss": sorted(registration.will_miss.values_list("pk", flat=True))}


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, PhoneNumber):
        return value.as_e164 if value.is_valid() else value.raw_input
    return value if value is None or isinstance(value, bool | list) else str(value)


def value_from(facts, name):
    """One fact as a Registration holds it."""
    value = facts[name]
    return parse_datetime(value) if name in _MOMENTS and value else value


def has_fact(registration, facts, name):
    """Whether the registration still has this fact."""
    return _plain(getattr(registration, name)) == facts[name]
