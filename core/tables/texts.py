"""CSV: which letters the bytes stand for, what parts the columns, and the rows.

A CSV file does not say how its letters are stored. UTF-8 and UTF-16 can be told for sure;
Windows-1252 (what Excel writes as plain "CSV" here) is taken only where every word makes
sense in it. A wrong guess would print garbled names on certificates: rather none.
"""
# ruff: noqa: RUF001 (these quotes and dashes are what is looked for)

import csv
import io
import re

from core.spreadsheets import plain_text
from core.tables.table import MOST_COLUMNS, Row, TableError, table_of

SAVE_AS_UTF_8 = "Open it where it was made, save it as “CSV UTF-8” or as Excel workbook (.xlsx), and choose that file."
GUESSED = "The file does not say how its letters are stored; it was read as Windows-1252. Look at names with accents."
FORMULA = "holds a formula; paste values only"

# What Western names have beside ASCII. The other signs of Windows-1252 are just what
# Japanese names in Shift-JIS begin with: a file that has them is better saved anew.
_SMALL, _CAPITAL = "\u00df-\u00f6\u00f8-\u00ff", "\u00c0-\u00d6\u00d8-\u00de"
_FOREIGN = _SMALL + _CAPITAL
_KNOWN = re.compile(rf"[\x00-\x7f{_FOREIGN}’–…]*")
_WORD_ENDS = re.compile(r"[\s,;\"/()]+")
# An initial (É.) and Irish Ó are words of one letter; a dash may stand by itself.
_SHORT = re.compile(rf"[{_FOREIGN}][.'’]?|–")
# A dash inside a word, an apostrophe before it, a capital after a small letter: no Western word has them.
_ODD = re.compile(rf"–|(?<![A-Za-z{_FOREIGN}])’|….|[a-z][{_CAPITAL}]|[{_SMALL}][A-Z{_CAPITAL}]")


def read_text(content, most_rows):
    text, notes = _decoded(content)
    if "\x00" in text or "\x1b" in text:
        raise TableError(f"The letters in this file cannot be read. {SAVE_AS_UTF_8}")
    return table_of(_rows(text), most_rows=most_rows, notes=notes)


def _decoded(content):
    """The text, and what staff should know of how it was read."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or content.startswith(b"\xef\xbb\xbf"):
            raise TableError(f"The file is damaged: some of its letters cannot be read. {SAVE_AS_UTF_8}") from error
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unreadable(content.count(b"\n", 0, error.start) + 1) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not (line.isascii() or _is_western(line)):
            raise _unreadable(number)
    return text, [GUESSED]


def _unreadable(number):
    return TableError(
        f"The letters in line {number} cannot be read: the file is stored neither as UTF-8, UTF-16 nor Windows-1252 "
        f"(perhaps Shift-JIS, or from an old Mac). {SAVE_AS_UTF_8}"
    )


def _is_western(line):
    # A letter by itself says nothing: É., or a Japanese one. Those around it do.
    return bool(_KNOWN.fullmatch(line)) and _is_mostly_plain(line) and all(map(_makes_sense, _WORD_ENDS.split(line)))


def _makes_sense(word):
    """Whether a word can be one in a Western language, rather than a Japanese name read in the wrong way."""
    if word.isascii() or _SHORT.fullmatch(word):
        return True
    return _is_mostly_plain(word) and not _ODD.search(word)


def _is_mostly_plain(text):
    foreign = len(re.findall(f"[{_FOREIGN}]", text))
    return sum(letter.isascii() and letter.isalpha() for letter in text) >= foreign


def _rows(text):
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield _row(number, cells[:MOST_COLUMNS])
    except csv.Error as error:
        raise TableError(
            f"The file is damaged at line {reader.line_num}: a quotation mark is out of place. {SAVE_AS_UTF_8}"
        ) from error


def _row(number, cells):
    cells = [cell.strip() for cell in cells]
    faults = {column: FORMULA for column, cell in enumerate(cells) if cell.startswith("=")}
    return Row(number, ["" if column in faults else plain_text(cell) for column, cell in enumerate(cells)], faults)


def _delimiter(text):
    """Comma, semicolon or tab: whichever cuts the first line into the most columns."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return max(",;\t", key=first.count)
