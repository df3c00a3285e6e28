"""Tells by its content, not by its name, what a file is."""

from core.tables.table import MOST_BYTES, MOST_ROWS, TableError, limits
from core.tables.texts import read_text
from core.tables.workbooks import read_workbook

ZIP = b"PK\x03\x04"
# The container of old Office files, and of new ones with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WANTED = "Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”, and choose that file."


def read_table(content, *, most_rows=MOST_ROWS):
    """The rows of a file, or a TableError that says what to do. Reads at most MOST_BYTES and so many rows."""
    refuse_other_files(content, most_rows=most_rows)
    return read_workbook(content, most_rows) if content.startswith(ZIP) else read_text(content, most_rows)


def refuse_other_files(content, *, size=None, most_rows=MOST_ROWS):
    """What can be said at a glance, before anything is read. `size`: of the whole file, if this is its beginning."""
    megabytes = (size or len(content)) / 1024 / 1024
    if len(content) > MOST_BYTES:
        raise TableError(
            f"This file has {megabytes:.1f} MB. {limits(most_rows)}: split it, and import one part after the other."
        )
    if not content.strip():
        raise TableError("The file is empty.")
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise TableError("This workbook is protected by a password. Take the password off, save it, and try again.")
        raise TableError(f"This is a file of an old Excel or Word, not an Excel workbook (.xlsx). {WANTED}")
    if content.startswith(ZIP):
        return
    is_utf_16 = content.startswith(UTF_16_MARKS)
    if content.lstrip()[:5] == b"%PDF-" or (b"\x00" in content and not is_utf_16):
        raise TableError(f"This is not a table. {WANTED}")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise TableError(f"This is a web page or another kind of text, not a table. {WANTED}")
