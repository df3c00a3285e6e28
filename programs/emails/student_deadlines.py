"""Mails about the deadline of the families: that it comes, and that it has passed."""

from programs.emails.students import queue_to_party
from programs.enums import ClassStatus


def queue_family_reminder(party, now, *, is_adult_now):
    """Somebody has not answered yet; `is_adult_now`: a student who answered as a minor, and has to decide alone."""
    key = f"students.reminder:{party.pk}:{now.timestamp():.0f}"
    queue_to_party("family_reminder", party, key=key, is_adult_now=is_adult_now)


def queue_expired(party, *, no_answer):
    """Nothing comes of it any more, and what we knew is erased. Written while there is an address."""
    queue_to_party(
        "family_expired",
        party,
        key=f"students.expired:{party.pk}",
        no_answer=no_answer,
        is_cancelled=party.nomination.semester.offering.status == ClassStatus.CANCELLED,
    )
