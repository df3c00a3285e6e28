"""References such as PIP-7K3M-29QX: for the phone desk, for search, on every mail.

They are read aloud and typed from paper, so the alphabet has no 0/O, 1/I/L and no U.
A reference names a record; by itself it opens nothing online.
"""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PATTERN = re.compile(rf"^[A-Z]{{2,5}}(-[{ALPHABET}]{{4}}){{2}}\Z")


def new_block(length=4):
    """Random characters that can be read aloud and typed from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_reference(prefix):
    """A fresh random reference (30^8 of them a prefix); the column's unique constraint has the last word."""
    return f"{prefix}-{new_block()}-{new_block()}"


def normalise_reference(text):
    """What somebody typed or read aloud, as it stands on the record: `pip 7k3m 29qx` -> PIP-7K3M-29QX."""
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    return f"{letters[:-8]}-{letters[-8:-4]}-{letters[-4:]}" if len(letters) > 8 else letters
