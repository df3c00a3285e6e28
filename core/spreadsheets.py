"""Lists as CSV and XLSX that a spreadsheet program shows and never executes."""

import csv
import io
import re

from openpyxl import Workbook

from core.files import file_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# OWASP "CSV injection": a cell that begins with one of these is a formula to some program.
# Full-width forms count too: Excel in Japanese and Chinese reads them as the ASCII ones.
_FORMULA_START = re.compile(r"^[\s\u200b\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05]")
# What no XML may hold: one such character and Excel cannot open the whole file.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel's limit for one cell, in UTF-16 units (an emoji is two).
CELL_LENGTH = 32_767
CUT = " [cut: too long for a cell]"


def safe_text(value):
    """The value as text that no program takes for a formula: a leading apostrophe where needed."""
    text = _ILLEGAL.sub("", "" if value is None else str(value))
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return _cut(f"'{text}" if _FORMULA_START.match(text) else text)


def plain_text(text):
    """What safe_text made safe, as it was before: a list that went out can come in again."""
    return text[1:] if text.startswith("'") and _FORMULA_START.match(text[1:]) else text


def _cut(text):
    if len(text.encode("utf-16-le")) // 2 <= CELL_LENGTH:
        return text
    return _first_units(text, CELL_LENGTH - len(CUT)) + CUT


def _first_units(text, number):
    """As much of the text as fits into so many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: number * 2].decode("utf-16-le", "ignore")


def csv_bytes(header, rows):
    """UTF-8 with a byte order mark, so that Excel reads names of every script."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([safe_text(value) for value in row] for row in [header, *rows])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header, rows, *, title):
    """One sheet, header frozen; every cell is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", _first_units(_ILLEGAL.sub("", title), 31)).strip() or "Sheet"
    sheet.freeze_panes = "A2"
    for row in [header, *rows]:
        sheet.append([safe_text(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_response(name, header, rows):
    """<name>.csv as a download."""
    return file_response(f"{name}.csv", "text/csv; charset=utf-8", csv_bytes(header, rows))


def xlsx_response(name, header, rows, *, title):
    """<name>.xlsx as a download."""
    return file_response(f"{name}.xlsx", XLSX, xlsx_bytes(header, rows, title=title))
