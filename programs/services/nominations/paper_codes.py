"""Codes on paper: three blocks of four, shown once, stored as a keyed hash. A family types one at /consent/."""

import re
import unicodedata

from django.utils.crypto import salted_hmac

from core.references import new_block

BLOCKS = 3


def make_code():
    """(as it is printed, as it is stored): 7K3M-29QX-HB4T."""
    shown = "-".join(new_block() for _ in range(BLOCKS))
    return shown, hash_of(shown)


def hash_of(typed):
    """What is stored of the code that somebody typed: in any case, width of letters and spacing."""
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed).upper())
    return salted_hmac("programs.paper_codes", letters, algorithm="sha256").hexdigest()
