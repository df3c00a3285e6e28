"""Lists for Excel, LibreOffice and Google: shown, never executed, and never unreadable."""

import csv
import io
import time
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.spreadsheets import CELL_LENGTH, CUT, XLSX, csv_bytes, csv_response, safe_text, xlsx_bytes, xlsx_response

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "|calc",
    "%0A=1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\0=1+1",
    "\x01\x1f=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "｜calc",
    "％0A",
    "'=1+1"[1:],
]
PLAIN = [
    "Ana",
    "O'Brien",
    "a=b",
    "ana@example.org",
    "1-2",
    "'quoted'",
    "(310) 618-5688",
    "",
    "0123",
    "1e5",
    "TRUE",
    "#N/A",
    "#REF!",
]
NAMES = ["山田 太郎", "김민준", "王伟", "Nguyễn Thị Hồng", "יעל", "𠮷田", "👨‍👩‍👧"]


def from_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def from_xlsx(content):
    return load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_what_a_program_could_take_for_a_formula_begins_with_an_apostrophe(text):
    assert safe_text(text).startswith("'")


@pytest.mark.parametrize("text", [*PLAIN, *NAMES], ids=ascii)
def test_everything_else_stays_as_it_is(text):
    assert safe_text(text) == text


@pytest.mark.parametrize("value, text", [(None, ""), (0, "0"), (12, "12"), (-5, "'-5"), (True, "True")])
def test_values_become_text(value, text):
    assert safe_text(value) == text


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb", "a\tb"], ids=ascii)
def test_a_cell_is_one_line(text):
    assert safe_text(text) == "a b"


def test_csv_begins_with_a_byte_order_mark_and_is_read_back():
    rows = [["山田 太郎", 'say "hi", then go'], ["=1+1", None]]
    content = csv_bytes(["Name", "Note"], rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert from_csv(content) == [["Name", "Note"], ["山田 太郎", 'say "hi", then go'], ["'=1+1", ""]]


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, *NAMES], ids=ascii)
def test_every_cell_of_an_xlsx_file_is_text(text):
    sheet = from_xlsx(xlsx_bytes([text or "Name"], [[text], [text]], title="Roster"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_formula_stands_in_the_file_itself():
    content = xlsx_bytes(FORMULAS, [FORMULAS, [-1, 0.5, None, True]], title="Roster")
    assert b"<f>" not in ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_control_a_plain_writer_makes_formulas():
    book = Workbook()
    book.active.append(["=1+1"])
    assert book.active["A1"].data_type == "f"


def test_names_of_every_script_come_back():
    sheet = from_xlsx(xlsx_bytes(["Name"], [[name] for name in NAMES], title="名簿"))
    assert [cell.value for cell in sheet["A"]] == ["Name", *NAMES]
    assert sheet.title == "名簿"
    assert sheet.freeze_panes == "A2"


def test_a_hundred_thousand_cells_take_seconds():
    start = time.process_time()
    xlsx_bytes(["Name"] * 20, [["Nguyễn Thị Hồng"] * 20] * 5_000, title="Roster")
    assert time.process_time() - start < 15


# --- What breaks other writers ----------------------------------------------------------------

BREAKERS = ["\0", "\x08", "\x0b", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", BREAKERS, ids=ascii)
def test_one_hidden_character_does_not_make_the_file_unreadable(character):
    row = [f"A{character}na"]
    assert from_xlsx(xlsx_bytes(["Name"], [row], title=f"R{character}"))["A2"].value == "Ana"
    assert from_csv(csv_bytes(["Name"], [row]))[1] == ["Ana"]


@pytest.mark.parametrize("unit", ["a", "é", "王", "😀", "=", " "], ids=ascii)
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(unit):
    text = "Ana " + unit * 300_000 + "x"
    [seen] = [cell.value for cell in from_xlsx(xlsx_bytes(["Note"], [[text]], title="Roster"))["A"]][1:]
    assert seen.startswith("Ana " + unit)
    assert seen.endswith(CUT)
    assert len(seen.encode("utf-16-le")) // 2 <= CELL_LENGTH
    assert from_csv(csv_bytes(["Note"], [[text]]))[1] == [seen]


def test_a_text_that_just_fits_is_not_cut():
    assert safe_text("a" * CELL_LENGTH) == "a" * CELL_LENGTH
    assert safe_text("😀" * (CELL_LENGTH // 2)) == "😀" * (CELL_LENGTH // 2)
    assert len(safe_text("=" * CELL_LENGTH)) <= CELL_LENGTH


@pytest.mark.parametrize(
    "title", ["", " ", "'", "PIP/TAP: [all]*?\\", "a" * 100, "😀" * 31, "\0\x01", "'quoted'", "Roster\n2"], ids=ascii
)
def test_any_title_makes_a_sheet_that_excel_opens(title):
    sheet = from_xlsx(xlsx_bytes(["Name"], [["Ana"]], title=title))
    assert 1 <= len(sheet.title.encode("utf-16-le")) // 2 <= 31
    assert not set(sheet.title) & set("[]:*?/\\'")
    assert sheet["A2"].value == "Ana"


@given(text=st.text())
@settings(max_examples=60)
def test_any_text_makes_files_that_can_be_read_back_and_hold_no_formula(text):
    cell = from_xlsx(xlsx_bytes(["Note"], [["Ana", text]], title=text))["B2"]
    assert cell.data_type == ("s" if cell.value else "inlineStr")
    assert from_csv(csv_bytes(["Note"], [["Ana", text]]))[1][1] == (cell.value or "")


def test_as_a_download_it_has_its_name_and_no_cache_keeps_it():
    csv_file = csv_response("roster", ["Name"], [["Ana"]])
    excel = xlsx_response("名簿", ["Name"], [["Ana"]], title="名簿")
    assert from_csv(csv_file.content) == [["Name"], ["Ana"]]
    assert from_xlsx(excel.content)["A2"].value == "Ana"
    assert csv_file["Content-Disposition"] == 'attachment; filename="roster.csv"'
    assert excel["Content-Disposition"].endswith(".xlsx") and excel["Content-Type"] == XLSX
    assert {each["Cache-Control"] for each in (csv_file, excel)} == {"no-store, private"}
