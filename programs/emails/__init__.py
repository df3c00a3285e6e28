"""What the room mails, by what it is about."""

from programs.emails.graduation import (
    SURVEY_LINK,
    queue_graduated,
    queue_survey,
)
from programs.emails.interest import (
    INTEREST_LINK,
    queue_class_opens,
    queue_interest_confirmation,
)
from programs.emails.letters import (
    LETTER_KEY,
    queue_letter,
    queue_letter_sample,
)
from programs.emails.packets import (
    packet_reminder_key,
    queue_packet_reminder,
)
from programs.emails.registrations import (
    ABSENCE_LINK,
    confirm_purpose,
    queue_absences_used,
    queue_class_cancelled,
    queue_class_changed,
    queue_class_postponed,
    queue_confirmed,
    queue_declined,
    queue_held,
    queue_lapsed,
    queue_merged,
    queue_offer,
    queue_offer_ends_soon,
    queue_reminder,
    queue_standing,
    queue_waitlisted,
    queue_withdrawn,
)
from programs.emails.sending import (
    REGISTRATION_LINK,
)

__all__ = [
    "ABSENCE_LINK",
    "INTEREST_LINK",
    "LETTER_KEY",
    "REGISTRATION_LINK",
    "SURVEY_LINK",
    "confirm_purpose",
    "packet_reminder_key",
    "queue_absences_used",
    "queue_class_cancelled",
    "queue_class_changed",
    "queue_class_opens",
    "queue_class_postponed",
    "queue_confirmed",
    "queue_declined",
    "queue_graduated",
    "queue_held",
    "queue_interest_confirmation",
    "queue_lapsed",
    "queue_letter",
    "queue_letter_sample",
    "queue_merged",
    "queue_offer",
    "queue_offer_ends_soon",
    "queue_packet_reminder",
    "queue_reminder",
    "queue_standing",
    "queue_survey",
    "queue_waitlisted",
    "queue_withdrawn",
]
