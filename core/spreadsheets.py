"""Lists as CSV and XLSX that a spreadsheet program shows and never executes."""

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# OWASP "CSV injection": a cell that begins with one of these is a formula to some program.
# Full-width forms count too: Excel in Japanese and Chinese reads them as the ASCII ones.
_FORMULA_START = re.compile(r"^[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")


def safe_text(value):
    """The value as text that no program takes for a formula: a leading apostrophe where needed."""
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return f"'{text}" if _FORMULA_START.match(text) else text


def csv_bytes(header, rows):
    """UTF-8 with a byte order mark, so that Excel reads names of every script."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([safe_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header, rows, *, title):
    """One sheet, header frozen; every cell is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        sheet.append([safe_text(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
