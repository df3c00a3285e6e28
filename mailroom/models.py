"""The outbox: one row for each mail to one person.

services.py writes the rows and puts them back in line; delivery.py moves them on.
Nothing else writes Message.state.
"""

from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mailroom import plaintext
from mailroom.enums import SETTLED_STATES, WAITING_STATES, MessageState

MASK = "•••"


def new_message_id():
    """The Message-ID of a mail, without its angle brackets: the same at every try to send it."""
    host = (urlsplit(settings.SITE_URL).hostname or "localhost").replace(":", "-")
    return f"{uuid4().hex}@{host}"


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=WAITING_STATES)

    def due(self, now):
        """What may be sent now, in the order in which it is sent; not what a worker has in hand."""
        # Only what waits has a next try (a constraint): no need to ask for the state, and SQLite
        # finds its way through the small index only if it is not asked.
        in_nobodys_hand = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(in_nobodys_hand, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")

    def overdue_candidates(self, now):
        """Waiting, and not merely in the pause after a refusal of its own."""
        return self.waiting().filter(Q(next_attempt_at__lte=now) | Q(attempts=0))


class Message(models.Model):
    """One mail to one person, from the moment it is promised until it is sent or given up."""

    to = models.EmailField("to", max_length=320)
    language = models.CharField(max_length=10, help_text="The language that the recipient asked for.")
    subject = models.CharField(max_length=250)
    html = models.TextField()
    attachments = models.JSONField(default=list, blank=True)
    secrets = models.JSONField(
        default=list, blank=True, help_text="Parts of the body that only the recipient may see, such as a code."
    )
    about = models.CharField(
        max_length=40, blank=True, db_index=True, help_text="The reference it tells about, such as PIP-7K3M-29QX."
    )
    template = models.CharField(max_length=100)
    dedupe_key = models.CharField(max_length=200, unique=True, help_text="One message for each key, ever.")
    message_id = models.CharField(max_length=300, unique=True, default=new_message_id)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField("tries", default=0)
    next_attempt_at = models.DateTimeField("next try", null=True, blank=True, default=timezone.now)
    leased_until = models.DateTimeField(
        null=True, blank=True, help_text="A worker has it in hand; after this time another may take it."
    )
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField("created", default=timezone.now, editable=False)
    queued_at = models.DateTimeField("in line since", default=timezone.now, help_text="Anew when staff send it again.")
    sent_at = models.DateTimeField("sent", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # For the worker's "what is next": it holds only the few that still wait.
            models.Index(
                fields=["next_attempt_at", "id"],
                name="mailroom_message_waiting",
                condition=Q(next_attempt_at__isnull=False),
            ),
            models.Index(fields=["state", "id"], name="mailroom_message_by_state"),
        ]
        constraints = [
            models.CheckConstraint(name="mailroom_message_state_known", condition=Q(state__in=MessageState.values)),
            models.CheckConstraint(
                name="mailroom_message_sent_at_iff_sent",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | Q(~Q(state=MessageState.SENT), sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mailroom_message_next_attempt_iff_waiting",
                condition=Q(state__in=WAITING_STATES, next_attempt_at__isnull=False)
                | Q(state__in=SETTLED_STATES, next_attempt_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mailroom_message_in_hand_only_while_waiting",
                condition=Q(state__in=WAITING_STATES) | Q(leased_until__isnull=True),
            ),
        ]

    def __str__(self):
        # No address here: this name stands in log lines.
        return f"{self.about or f'message {self.pk}'} ({self.template})"

    @property
    def text(self):
        """The same words for someone who reads plain text: read out of the HTML, so the two never differ."""
        return plaintext.from_html(self.html)

    def masked_text(self):
        return self._masked(self.text)

    def masked_subject(self):
        return self._masked(self.subject)

    def _masked(self, text):
        """For staff: what only the recipient may see is covered."""
        # The longest first: a code may be a part of a link.
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text
