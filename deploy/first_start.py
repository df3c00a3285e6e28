"""Writes the .env of a fresh checkout: what the portal cannot start without.

Nothing that stands in .env is ever changed. A key that a newer version of the portal
requires is added at the end of an .env that has none.
"""

import base64
import os
import re
import secrets
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"

# What every .env must hold, and how it is made.
REQUIRED = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "FIELD_KEYS": lambda: base64.b64encode(secrets.token_bytes(32)).decode(),
}
# What only a new .env gets: whoever removes it later means it.
AT_FIRST = {
    "DEMO": lambda: "on",
}
HEADING = "# Made at the first start. Keep it secret, and keep a copy: it is not in the repository.\n"


def complete(path=ENV_FILE):
    """Add what is missing; return the names that were added."""
    is_new = not path.exists()
    text = "" if is_new else path.read_text(encoding="utf-8")
    wanted = REQUIRED | AT_FIRST if is_new else REQUIRED
    missing = [name for name in wanted if not _has(text, name)]
    if missing:
        lines = "".join(f"{name}={wanted[name]()}\n" for name in missing)
        # Whatever was there is kept byte for byte, but a last line without its end would swallow ours.
        gap = "\n" if text and not text.endswith("\n") else ""
        _append(path, (HEADING if is_new else gap) + lines)
    return missing


def _has(text, name):
    return re.search(rf"^\s*(?:export\s+)?{name}\s*=", text, re.MULTILINE) is not None


def _append(path, text):
    # Born with mode 600: there is no moment at which another user could read it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    added = complete()
    if added:
        print(f"Wrote {', '.join(added)} to .env", flush=True)
