"""Real files as people hand them in: good ones, and everything that can be wrong with one."""

import csv
import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

NAMES = [["Name", "Town"], ["Ana", "Torrance"], ["Ben", "Lomita"]]


def csv_text(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def csv_file(rows, encoding="utf-8", delimiter=","):
    return csv_text(rows, delimiter).encode(encoding)


def workbook(rows, title="Sheet"):
    """An openpyxl workbook, for a test to spoil before it is saved."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_file(rows, **kwargs):
    return saved(workbook(rows, **kwargs))


def with_part(content, name, change):
    """The same workbook with one part of its zip replaced by change(part)."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def zip_bomb():
    """Small as a file, and 60 MB of one row once it is unpacked."""
    row = b"<row><c t='inlineStr'><is><t>Ana</t></is></c></row>" * 1_200_000
    return with_part(xlsx_file(NAMES), "xl/worksheets/sheet1.xml", lambda _: row)


def ole_file(*streams):
    """A compound file with entries of these names, as old Office files and encrypted workbooks are."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (512 - len(head) - 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    directory = b"".join(_entry(name, 5 if name == "Root Entry" else 2) for name in ("Root Entry", *streams))
    return head + table + directory.ljust(512, b"\x00")


def _entry(name, kind):
    written = name.encode("utf-16-le") + b"\x00\x00"
    return written.ljust(64, b"\x00") + struct.pack("<HBB12x", len(written), kind, 1) + bytes(48)


def password_protected():
    return ole_file("EncryptionInfo", "EncryptedPackage")


def old_excel():
    return ole_file("Workbook")
