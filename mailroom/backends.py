"""Where mail goes when there is no mail server: a folder that staff and developers can read."""

import os
import re
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

UNSAFE = re.compile(r"[^A-Za-z0-9@._-]")


class FolderBackend(BaseEmailBackend):
    """One <message-id>.eml file for each mail. The same mail sent twice is still one file."""

    def send_messages(self, email_messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            _write(folder, mail.message())
        return len(email_messages)


def _write(folder, message):
    name = UNSAFE.sub("_", message["Message-ID"].strip("<>")).lstrip(".")
    # A reader never sees half a mail: it appears under its name when it is complete.
    # Each writer has its own half: two may write the same mail at once.
    half = folder / f".{name}.{uuid4().hex}.part"
    with half.open("wb") as file:
        file.write(message.as_bytes(linesep="\r\n"))
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / f"{name}.eml")
