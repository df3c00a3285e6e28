"""Codes on paper: three blocks of four, shown once, stored as a keyed hash. A family types one at /consent/."""

import re
import unicodedata

from django.utils.crypto import salted_hmac

from core.references import ALPHABET, new_block

BLOCKS, LETTERS = 3, 4


def make_code():
    """(as it is printed, as it is stored): 7K3M-29QX-HB4T."""
    return _with_hash([new_block(LETTERS) for _ in range(BLOCKS)])


def code_of(form_key):
    """The code that belongs to one sending of a form: whoever sends it twice gets the same one."""
    digest = salted_hmac("programs.paper_codes.form", form_key, algorithm="sha256").digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(BLOCKS * LETTERS):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return _with_hash(["".join(letters[i : i + LETTERS]) for i in range(0, len(letters), LETTERS)])


def _with_hash(blocks):
    shown = "-".join(blocks)
    return shown, hash_of(shown)


def hash_of(typed):
    """What is stored of the code that somebody typed: in any case, width of letters and spacing."""
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed).upper())
    return salted_hmac("programs.paper_codes", letters, algorithm="sha256").hexdigest()
