"""Signed, expiring, single-purpose links that stand in mails.

A token says "whoever holds this may see record X for purpose P until T". GET shows,
POST acts, because mail scanners follow links.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core import signing
from django.utils import timezone


class Trouble(StrEnum):
    """Why a token opens nothing."""

    WRONG = "wrong"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Opened:
    """What a token says: the subject it names, or why it cannot be used."""

    subject: str | None = None
    trouble: Trouble | None = None


def make_token(purpose, subject, expires_at):
    """A token for one purpose and one subject, valid until `expires_at` (aware)."""
    return signing.dumps([str(subject), int(expires_at.timestamp())], salt=f"link:{purpose}", compress=False)


def open_token(purpose, token):
    """What the token says; never raises, whatever was typed into the address line."""
    try:
        subject, expires = signing.loads(token, salt=f"link:{purpose}")
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(trouble=Trouble.WRONG)
    if timezone.now().timestamp() >= expires:
        return Opened(subject=subject, trouble=Trouble.EXPIRED)
    return Opened(subject=subject)
