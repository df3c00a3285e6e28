from django.db import models


class MessageState(models.TextChoices):
    """Where a message stands on its way out."""

    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed, will be tried again"
    DEAD = "dead", "Given up"


# Both are still on their way; the other two have come to an end.
WAITING_STATES = [MessageState.QUEUED, MessageState.FAILED]
SETTLED_STATES = [MessageState.SENT, MessageState.DEAD]
