"""Six-digit codes that prove a mail address: mailed, typed, used once."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from core.models import EmailCode

MISSES_ALLOWED = 5


def _hash(purpose, email_key, code):
    return salted_hmac(f"core.codes:{purpose}:{email_key}", code, algorithm="sha256").hexdigest()


def issue_code(*, purpose, email_key, valid_for=timedelta(minutes=30)):
    """A new code and its row; earlier codes for the same purpose and address end."""
    EmailCode.objects.filter(purpose=purpose, email_key=email_key, used_at=None).delete()
    code = f"{secrets.randbelow(1_000_000):06d}"
    row = EmailCode.objects.create(
        purpose=purpose,
        email_key=email_key,
        code_hash=_hash(purpose, email_key, code),
        expires_at=timezone.now() + valid_for,
    )
    return code, row


@transaction.atomic
def redeem_code(*, purpose, email_key, code):
    """Whether this is the code; a right one is used up, a wrong one counts as a miss.

    The misses are counted under a lock, so that many guesses at once are no more than five.
    """
    codes = EmailCode.objects.select_for_update().filter(purpose=purpose, email_key=email_key)
    # Only the newest counts, even if two were made in the very same moment.
    row = codes.order_by("-pk").first()
    if row is None or row.used_at or row.misses >= MISSES_ALLOWED or row.expires_at <= timezone.now():
        return False
    digits = "".join(character for character in code if character.isdecimal() and character.isascii())
    if not constant_time_compare(row.code_hash, _hash(purpose, email_key, digits)):
        EmailCode.objects.filter(pk=row.pk).update(misses=F("misses") + 1)
        return False
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return True


def use_once(pk):
    """Use up the code behind a mailed sign-in link; the row if this was the first use, else None."""
    now = timezone.now()
    used = EmailCode.objects.filter(pk=pk, used_at=None, expires_at__gt=now).update(used_at=now)
    return EmailCode.objects.get(pk=pk) if used else None
