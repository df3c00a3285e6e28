"""XLSX as people save it: numbers, dates, formulas, merged cells; damaged ones, and ones made to do harm."""

import re
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from core.spreadsheets import xlsx_bytes
from core.tables import Merged, TableError, read_table
from tests.core.files import NAMES, saved, with_part, workbook, xlsx_file, zip_bomb

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content):
    with pytest.raises(TableError) as error:
        read_table(content)
    return str(error.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3105550100, "3105550100"),
        (3105550100.0, "3105550100"),
        (12.5, "12.5"),
        (True, "yes"),
        (False, "no"),
        (datetime(2009, 5, 21), "2009-05-21"),
        (date(2009, 5, 21), "2009-05-21"),
        (datetime(2009, 5, 21, 18, 30), "2009-05-21T18:30:00"),
        (time(18, 30), "18:30:00"),
        ("  Ana\u00a0", "Ana"),
        ("山田 太郎", "山田 太郎"),
        (None, ""),
    ],
)
def test_every_value_is_text_as_a_person_would_type_it(value, text):
    (row,) = read_table(xlsx_file([["Key", "Value"], ["x", value]])).rows
    assert row.text(1) == text


def test_what_our_own_lists_say_comes_in_as_it_was():
    (row,) = read_table(xlsx_bytes(["Phone"], [["+44 20 7946 0000"]], title="Roster")).rows
    assert row.cells == ["+44 20 7946 0000"]


def test_rows_have_the_numbers_that_excel_shows():
    book = workbook([])
    for place, value in {"B3": "Name", "B5": "Ana", "B9": "Ben"}.items():
        book.active[place] = value
    table = read_table(saved(book))
    assert table.header.number == 3
    assert [(row.number, row.text(1)) for row in table.rows] == [(5, "Ana"), (9, "Ben")]


def test_what_a_sheet_says_of_its_own_size_is_not_believed():
    content = with_part(xlsx_file(NAMES), SHEET, lambda part: part.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert len(read_table(content).rows) == 2


def test_formulas_and_errors_are_faults_of_their_cells():
    book = workbook([["A", "B", "C", "D"], ["x", "=A1&A1", "#REF!", "x"]])
    book.active["D2"] = ArrayFormula("D2", "=SUM(A1:A2)")
    (row,) = read_table(saved(book)).rows
    assert row.cells == ["x", "", "", ""]
    assert "formula" in row.faults[1]
    assert row.faults[2] == "holds an error (#REF!) instead of a value"
    assert "formula" in row.faults[3]


def test_merged_cells_are_told():
    book = workbook([["Class", "Name"], [12, "Ana"], [None, "Ben"]])
    book.active.merge_cells("A2:A3")
    assert read_table(saved(book)).merged == [Merged(2, 3, 0, 0)]


def test_only_the_first_sheet_that_is_shown_is_read_and_that_is_said():
    book = workbook(NAMES, title="Hidden")
    for title, name in (("Graduates", "Cleo"), ("Notes", "Dan")):
        sheet = book.create_sheet(title)
        sheet.append(["Name"])
        sheet.append([name])
    book.active = 1
    book["Hidden"].sheet_state = "hidden"
    table = read_table(saved(book))
    assert table.rows[0].cells == ["Cleo"]
    assert table.notes == ["Only the first sheet, “Graduates”, is read; the workbook has 1 more."]


def test_empty_sheets():
    assert "empty" in refusal(xlsx_file([]))
    assert "no rows below the header" in refusal(xlsx_file([["Name"]]))


def test_at_most_5000_rows_and_blank_ones_do_not_count():
    book = workbook([["Name"], *[["Ana"]] * 5_000])
    book.active["B9000"].number_format = "0.00"
    assert len(read_table(saved(book)).rows) == 5_000
    book.active["A9000"] = "Ben"
    assert "5,000 rows" in refusal(saved(book))


def broken_at(share):
    content = xlsx_file([["Name"], *[[f"Ana {n}"] for n in range(300)]])
    return content[: int(len(content) * share)]


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_half_a_file_is_named_as_damaged(share):
    assert "damaged" in refusal(broken_at(share))


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part[: len(part) // 2],
        lambda part: b"",
        lambda part: b"\x00\xff" * 50,
        lambda part: part.replace(b'r="A2"', b'r="??"'),
        lambda part: part.replace(b'r="2"', b'r="two"'),
        lambda part: re.sub(rb'<c r="A2".*?</c>', b'<c r="A2" t="s"><v>99999</v></c>', part),
    ],
)
def test_a_broken_part_is_named_as_damaged(change):
    content = xlsx_file(NAMES)
    assert change(ZipFile(BytesIO(content)).read(SHEET)) != ZipFile(BytesIO(content)).read(SHEET)
    assert "damaged" in refusal(with_part(content, SHEET, change))


def zip_of(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_another_kind_of_zip_is_no_workbook():
    assert "not an Excel workbook" in refusal(zip_of(word__document_xml="<w/>"))


def test_a_part_with_a_password():
    content = bytearray(xlsx_file(NAMES))
    # The flag "encrypted", in the list of parts at the end of the zip.
    for place in range(len(content) - 4):
        if content[place : place + 4] == b"PK\x01\x02":
            content[place + 8] |= 1
    assert "password" in refusal(bytes(content))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_bomb()
    assert len(bomb) < 2 * 1024 * 1024
    assert "unpacks to far too much" in refusal(bomb)


def test_too_many_parts():
    parts = {f"part{number}": "x" for number in range(600)}
    assert "unpacks to far too much" in refusal(zip_of(**parts))


def test_a_text_that_would_grow_is_refused():
    entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    content = with_part(xlsx_file(NAMES), SHEET, lambda part: part.replace(b"<worksheet", entities + b"<worksheet", 1))
    assert entities in ZipFile(BytesIO(content)).read(SHEET)
    assert "damaged" in refusal(content)


@pytest.mark.parametrize("number", [b"0", b"9999999999"])
def test_a_row_number_that_excel_does_not_have(number):
    content = with_part(xlsx_file(NAMES), SHEET, lambda part: part.replace(b'<row r="3"', b'<row r="' + number + b'"'))
    assert "damaged" in refusal(content)


def test_a_long_way_down_and_a_long_way_to_the_right():
    book = workbook(NAMES)
    book.active["A1048576"] = "Cleo"
    book.active["XFD1"] = "Far away"
    table = read_table(saved(book))
    assert table.header.cells == ["Name", "Town"]
    assert [row.number for row in table.rows] == [2, 3, 1_048_576]
