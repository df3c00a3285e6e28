"""Writes the .env of a fresh checkout: what the portal cannot start without.

What stands in .env is never changed, with one exception: the address of the portal follows the port of the last
`make run`, as long as it names this machine. A key that a newer version of the portal requires is added at the end
of an .env that has none.
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
# An address that only this machine answers to: no real site has it.
THIS_MACHINE = re.compile(r"^SITE_URL=http://(?:localhost|127\.0\.0\.1)(?::\d+)?/?$", re.MULTILINE)


def complete(site_url: str, path: Path = ENV_FILE) -> list[str]:
    """Add to .env what is missing, and let its SITE_URL on this machine be `site_url`; return the names added."""
    is_new = not path.exists()
    text = "" if is_new else _with_address(path, site_url)
    wanted = REQUIRED | {"SITE_URL": lambda: site_url} | (AT_FIRST if is_new else {})
    missing = [name for name in wanted if not _has(text, name)]
    if missing:
        lines = "".join(f"{name}={wanted[name]()}\n" for name in missing)
        # Whatever was there is kept byte for byte, but a last line without its end would swallow ours.
        gap = "\n" if text and not text.endswith("\n") else ""
        _append(path, (HEADING if is_new else gap) + lines)
    return missing


def _with_address(path, site_url):
    text = path.read_text(encoding="utf-8")
    followed = THIS_MACHINE.sub(f"SITE_URL={site_url}", text)
    if followed != text:
        path.write_text(followed, encoding="utf-8")
    return followed


def _has(text, name):
    return re.search(rf"^\s*(?:export\s+)?{name}\s*=", text, re.MULTILINE) is not None


def _append(path, text):
    # Born with mode 600: there is no moment at which another user could read it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
