"""Who is written to, and what staff do about a mail that did not arrive.

A mail is promised inside the transaction of what it tells about, so the two live or
die together; delivery.py sends it afterwards. No request ever waits for a mail server.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.utils import timezone

from core import audit
from core.languages import speak
from core.models import DepartmentProfile
from mailroom import plaintext
from mailroom.enums import MessageState
from mailroom.models import Message, new_message_id

SUBJECT_LENGTH = 200
KEYS_AT_ONCE = 500


class MessageError(Exception):
    """A rule forbids it. The message is written for staff."""


@dataclass(frozen=True)
class Attachment:
    """A small text file that goes with a mail, such as a calendar.

    The type may say more: "text/calendar; method=CANCEL" (RFC 6047).
    """

    filename: str
    mimetype: str
    content: str


def queue(*, template, to, language, context, dedupe_key, about="", secrets=(), attachments=()):
    """Promise one mail to one person; a promise already made under the same key stands.

    templates/mail/<template>.html gives all of it: the subject (its title), the HTML and the text.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("mailroom.services.queue must run inside the transaction of what the mail tells about.")
    existing = Message.objects.filter(dedupe_key=dedupe_key).first()
    if existing:
        return existing

    html = _storable(_render(template, language, context))
    message = Message(
        to=to,
        language=language,
        subject=_one_line(plaintext.title_of(html))[:SUBJECT_LENGTH],
        html=html,
        attachments=[_as_json(attachment) for attachment in attachments],
        secrets=[str(secret) for secret in secrets if secret],
        about=about,
        template=template,
        dedupe_key=dedupe_key,
    )
    try:
        # A savepoint: someone else may make the same promise at this very moment.
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return Message.objects.get(dedupe_key=dedupe_key)
    return message


def not_promised(keys):
    """Those of the keys under which no mail has been promised yet: for duties that look again every minute."""
    keys = list(keys)
    known = set()
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = Message.objects.filter(dedupe_key__in=keys[start : start + KEYS_AT_ONCE])
        known.update(some.values_list("dedupe_key", flat=True))
    return [key for key in keys if key not in known]


def oldest_waiting_age(now=None):
    """How long the oldest message that should be out by now has been waiting, or None."""
    now = now or timezone.now()
    oldest = Message.objects.overdue_candidates(now).aggregate(oldest=Min("queued_at"))["oldest"]
    return now - oldest if oldest else None


@transaction.atomic
def resend(message, *, by):
    """Send it once more, to the same address."""
    message = _locked(message)
    _refuse_forgotten(message)
    _put_in_line(message)
    audit.record(by, message, "Sent again.")
    return message


@transaction.atomic
def fix_address_and_resend(message, *, to, by):
    """Correct the address, and send it there; the old address stays in the history."""
    message = _locked(message)
    _refuse_forgotten(message)
    old_address, message.to = message.to, to
    _put_in_line(message)
    audit.record(by, message, f"Address changed from {old_address} to {to}, and sent again.")
    return message


def forget(references):
    """Empty what was sent about these references: to whom, its words and its files. What is left: that it was sent.

    What still waits, or was given up, stays: somebody has to get it, or to be called.
    """
    sent = Message.objects.filter(about__in=references, state=MessageState.SENT).exclude(to="")
    return sent.update(to="", html="", attachments=[], secrets=[])


def _locked(message):
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.leased_until and message.leased_until > timezone.now():
        raise MessageError("This message is being sent at this moment. Try again in two minutes.")
    return message


def _refuse_forgotten(message):
    if not message.to:
        raise MessageError("This message was erased with what it was about. There is nothing left to send.")


def _put_in_line(message):
    if message.state == MessageState.SENT:
        # Wanted twice: mail programs hide a second mail that bears the same Message-ID.
        message.message_id = new_message_id()
    now = timezone.now()
    message.state, message.attempts, message.sent_at, message.last_error = MessageState.QUEUED, 0, None, ""
    message.queued_at, message.next_attempt_at, message.leased_until = now, now, None
    message.save()


def _render(template, language, context):
    with speak(language, part=template.partition("/")[0]):
        return render_to_string(
            f"mail/{template}.html",
            {**context, "department": DepartmentProfile.current(), "site_url": settings.SITE_URL},
        )


def _as_json(attachment):
    fields = {name: _storable(value) for name, value in asdict(attachment).items()}
    return fields | {"filename": _one_line(fields["filename"])}


def _one_line(value):
    """Nothing of it can end a mail header, or turn its letters around."""
    return "".join(letter for letter in " ".join(value.split()) if letter.isprintable())


def _storable(value):
    """What every database takes: no NUL, no half of a character."""
    return value.replace("\x00", "").encode(errors="replace").decode()
