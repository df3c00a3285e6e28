"""Sends what is due, one by one, with no transaction open while a mail server is talked to.

A worker takes a message in hand by a lease, in a transaction of its own; whoever holds
the lease is the only one who sends it. A worker that dies leaves its lease to run out,
and the message is sent again under the same Message-ID: nothing is lost, and no more
than the one in hand is repeated.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from mailroom.enums import MessageState
from mailroom.models import Message

logger = logging.getLogger(__name__)

# Longer than one send can take: each of its few answers is waited for EMAIL_TIMEOUT (20 s) at most.
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# While no mail server answers at all, everything waits this long, and no message loses a try by it.
OUTAGE_PAUSE = timedelta(minutes=1)


def deliver_due(limit=None, keep_going=lambda: True):
    """Send what is due, and say how many were taken in hand. Safe to run in many workers at once."""
    handled = 0
    server = get_connection()
    try:
        while (limit is None or handled < limit) and keep_going():
            if not _due().exists():
                break
            # Opened before a message is taken: the time this may need does not use up the lease.
            if not _reach(server):
                break
            message = _take_next()
            if message is None:
                # Others are just taking what is left.
                break
            handled += 1
            if message.attempts > MAX_ATTEMPTS:
                _settle(message, MessageState.DEAD, "Given up: the worker stopped in the middle of every try.")
                continue
            _send(message, server)
    finally:
        _leave(server)
    return handled


def _due():
    return Message.objects.due(timezone.now())


def _reach(server):
    """Whether a mail server answers. If not, what is due waits a little, and is not blamed for it."""
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as error:
        waiting = _due().update(
            state=MessageState.FAILED,
            next_attempt_at=timezone.now() + OUTAGE_PAUSE,
            last_error=f"The mail server cannot be reached: {error}",
        )
        logger.warning("mail server cannot be reached (%s), messages waiting: %s", type(error).__name__, waiting)
        return False
    return True


def _leave(server):
    with suppress(smtplib.SMTPException, OSError):
        server.close()


@transaction.atomic
def _take_next():
    """Take the next message in hand, past those that other workers are just taking."""
    now = timezone.now()
    message = Message.objects.due(now).select_for_update(skip_locked=True).first()
    if message is None:
        return None
    message.leased_until = now + LEASE
    message.attempts += 1
    message.save(update_fields=["leased_until", "attempts"])
    return message


def _send(message, server):
    try:
        if not server.send_messages([_mail(message)]):
            raise smtplib.SMTPException("The mail was not taken.")
    except Exception as error:
        # Whatever is wrong with one message must not stop those behind it.
        _leave(server)
        _settle(message, _state_after(error, message), f"{type(error).__name__}: {error}")
        logger.warning("not sent: %s, try %s, %s", message, message.attempts, _kind(error))
    else:
        _settle(message, MessageState.SENT)
        logger.info("sent: %s", message)


def _mail(message):
    try:
        validate_email(message.to)
    except ValidationError as error:
        raise ValueError("This is not a mail address.") from error
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.message_id}>",
            # Asks holiday replies and other robots not to answer.
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["filename"], attachment["content"], attachment["mimetype"])
    return mail


def _state_after(error, message):
    """Dead if another try cannot help, or enough were made; else it will be tried again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        hopeless = all(code >= 500 for code, _ in error.recipients.values())
    else:
        # ValueError: no mail can be built from it, for instance because of the address.
        hopeless = isinstance(error, ValueError)
    return MessageState.DEAD if hopeless or message.attempts >= MAX_ATTEMPTS else MessageState.FAILED


def _kind(error):
    """For the log: what a server answers may repeat the address, its number does not."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"refused {sorted(code for code, _ in error.recipients.values())}"
    return f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()


def _settle(message, state, error=""):
    """Write down how the try ended, unless the lease ran out and someone else has it in hand by now."""
    now = timezone.now()
    mine = Message.objects.filter(pk=message.pk, leased_until=message.leased_until)
    mine.update(
        state=state,
        leased_until=None,
        last_error=error,
        sent_at=now if state == MessageState.SENT else None,
        next_attempt_at=now + _pause_after(message.attempts) if state == MessageState.FAILED else None,
    )


def _pause_after(attempts):
    """1 minute, doubling with each try, 6 hours at most."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
