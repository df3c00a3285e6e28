"""What the room says on the Monday page: mail that did not arrive."""

from datetime import timedelta

from core.monday import Need, lines_of
from mailroom.enums import MessageState
from mailroom.models import Message
from mailroom.readers import readable

LONG_WAIT = timedelta(hours=1)


def lines(user, now):
    """For settings.MONDAY_LINES."""
    return lines_of(NEEDS, user, now)


def given_up(messages, now):
    return messages.filter(state=MessageState.DEAD)


def failing(messages, now):
    """Refused, and waiting to be tried again for more than an hour: somebody should look why."""
    return messages.filter(state=MessageState.FAILED, queued_at__lte=now - LONG_WAIT)


NEEDS = [
    Need(
        "given-up", Message, "Did not arrive, given up",
        "mail did not arrive: correct the address, or call", "mails did not arrive: correct the addresses, or call",
        given_up, urgent=True, visible=readable,
    ),
    Need(
        "failing", Message, "Failing for more than an hour",
        "mail has been failing for more than an hour, and is tried again",
        "mails have been failing for more than an hour, and are tried again",
        failing, visible=readable,
    ),
]  # fmt: skip
