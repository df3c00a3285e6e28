"""XLSX: the first sheet that is shown, read as a stream, with a bound on what the zip may unpack to."""

import io
import logging
import warnings
from dataclasses import replace
from datetime import date, datetime, time
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from core.spreadsheets import plain_text
from core.tables.table import LIMITS, MOST_COLUMNS, Merged, Row, TableError, table_of
from core.tables.texts import FORMULA

logger = logging.getLogger(__name__)

# 5,000 rows of fifteen columns take about 5 MB unpacked.
MOST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 500
# As many as Excel has: a sheet that claims more is made up.
LAST_ROW = 1_048_576
MOST_MERGED = 1_000
DAMAGED = "The workbook is damaged. Open it in Excel, save it as .xlsx under another name, and choose that file."

_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def read_workbook(content, most_rows):
    try:
        with ZipFile(io.BytesIO(content)) as parts, warnings.catch_warnings():
            _refuse_bombs(parts)
            warnings.simplefilter("ignore")  # about looks that openpyxl does not know
            return _read(content, most_rows)
    except TableError:
        raise
    except BadZipFile as error:
        raise TableError(DAMAGED) from error
    except Exception as error:
        # A broken workbook makes openpyxl fail with whatever breaks first. What it says may quote the file.
        logger.warning("a workbook could not be read: %s", type(error).__name__)
        raise TableError(DAMAGED) from error


def _refuse_bombs(parts):
    """zipfile never unpacks more of a part than the size that the part declares: these are added up."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise TableError(f"This workbook unpacks to far too much. {LIMITS}: copy the rows alone into a new one.")
    if any(part.flag_bits & 1 for part in listed):
        raise TableError("This workbook is protected by a password. Take the password off, save it, and try again.")
    if "xl/workbook.xml" not in parts.namelist():
        raise TableError("This is not an Excel workbook (.xlsx). Save it as one, and choose that file.")
    for part in listed:
        # No workbook has one; it could define a text that grows a million times as it is read.
        if part.filename.endswith((".xml", ".rels")) and any(mark in parts.read(part) for mark in _DOCTYPE):
            raise TableError(DAMAGED)


def _read(content, most_rows):
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise TableError("The workbook shows no sheet.")
        sheet = sheets[0]
        with sheet._get_source() as source:
            # What the sheet's own iter_rows() stands on; that one hides merged cells, and pads every gap with rows.
            parser = WorkSheetParser(
                source,
                sheet._shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            rows = (_row(number, cells) for number, cells in parser.parse())
            table = table_of(rows, most_rows=most_rows, notes=_notes(sheet, sheets))
        return replace(table, merged=_merged(parser))
    finally:
        book.close()


def _notes(sheet, sheets):
    others = len(sheets) - 1
    return [f"Only the first sheet, “{sheet.title}”, is read; the workbook has {others} more."] if others else []


def _merged(parser):
    blocks = parser.merged_cells.mergeCell[:MOST_MERGED] if parser.merged_cells else []
    return [Merged(block.min_row, block.max_row, block.min_col - 1, block.max_col - 1) for block in blocks]


def _row(number, cells):
    if not 1 <= number <= LAST_ROW:
        raise TableError(DAMAGED)
    faults, texts = {}, []
    for cell in cells:
        column, value, kind = cell["column"] - 1, cell["value"], cell["data_type"]
        if column >= MOST_COLUMNS or value is None:
            continue
        if kind == "f":
            faults[column] = FORMULA
        elif kind == "e":
            faults[column] = f"holds an error ({value}) instead of a value"
        texts += [""] * (column + 1 - len(texts))
        texts[column] = "" if column in faults else _text(value)
    return Row(number, texts, faults)


def _text(value):
    """The value as a person would type it: a phone number that Excel took for a number is digits again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return plain_text(str(value).replace("\x00", "").strip())
