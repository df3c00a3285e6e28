"""Reads the folder that FolderBackend writes: the demo's mailbox of every resident at once."""

import email.policy
import re
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MOST = 200
# What FolderBackend calls a file: no slash, no leading dot, so no way out of the folder.
# With its ending it must be a name that a file can have.
NAME = re.compile(r"[A-Za-z0-9_@-][A-Za-z0-9_@.-]{0,249}")


@dataclass(frozen=True)
class DeliveredMail:
    """One mail as its recipient would see it."""

    name: str
    message: EmailMessage

    @property
    def subject(self):
        return str(self.message["Subject"] or "(no subject)")

    @property
    def sender(self):
        return str(self.message["From"])

    @property
    def to(self):
        return str(self.message["To"])

    @property
    def sent_at(self):
        date = parsedate_to_datetime(str(self.message["Date"]))
        # "-0000" in a mail is UTC, of which Python makes a time without a zone.
        return date if date.tzinfo else date.replace(tzinfo=UTC)

    def text(self):
        return self._body("plain")

    def html(self):
        return self._body("html")

    def attachments(self):
        return list(self.message.iter_attachments())

    def _body(self, kind):
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else ""


def latest(to=""):
    """The newest first; only those to one person, if an address (or a part of one) is given."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    mails = []
    for file in files:
        if len(mails) == MOST:
            break
        with file.open("rb") as opened:
            mail = DeliveredMail(file.stem, BytesHeaderParser(policy=email.policy.default).parse(opened))
        if to.lower() in mail.to.lower():
            mails.append(mail)
    return mails


def find(name):
    """The mail of that name, or None."""
    file = Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"
    if not NAME.fullmatch(name) or not file.is_file():
        return None
    with file.open("rb") as opened:
        return DeliveredMail(name, BytesParser(policy=email.policy.default).parse(opened))
