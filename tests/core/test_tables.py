"""CSV as people save it, read into rows; and what is refused, in words that say what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheets import csv_bytes
from core.tables import MOST_ROWS, TableError, read_table
from tests.core.files import csv_file, csv_text, old_excel, password_protected

WESTERN = ["José Peña", "Zoë Müßig", "É. Dupont", "Seán Ó Briain", "D’Été", "ÅSE ØSTERGÅRD", "Ana – Lee…", "Garc’a"]
JAPANESE = ["山田 太郎", "鈴木 花子", "林 一", "知 山", "ﾔﾏﾀﾞ ﾀﾛｳ", "さとう", "ﾘ"]
# What Japanese names are written with: kana, and the kanji of the first level. Each has two bytes.
TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
LETTERS_OF_NAMES = [
    letter
    for lead in (0x82, 0x83, *range(0x88, 0x99))
    for trail in TRAILS
    if len(letter := bytes([lead, trail]).decode("cp932", "ignore")) == 1 and len(letter.encode("cp932")) == 2
]


def rows_of(content):
    table = read_table(content)
    return [table.header.cells, *[row.cells for row in table.rows]]


def refusal(content):
    with pytest.raises(TableError) as error:
        read_table(content)
    return str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", [*WESTERN, *JAPANESE, "김민준", "王伟", "Nguyễn Thị Hồng", "🎉"])
def test_unicode_is_read_whatever_parts_the_columns(encoding, delimiter, name):
    content = csv_file([["Name", "Town"], [name, "Torrance"]], encoding, delimiter)
    assert rows_of(content) == [["Name", "Town"], [name, "Torrance"]]
    assert read_table(content).notes == []


def test_utf_16_the_other_way_around():
    text = csv_text([["Name"], ["José"]])
    assert rows_of(b"\xfe\xff" + text.encode("utf-16-be")) == [["Name"], ["José"]]


@pytest.mark.parametrize("name", WESTERN)
def test_windows_1252_is_read_and_said(name):
    table = read_table(csv_file([["Name"], [name]], "cp1252"))
    assert table.rows[0].cells == [name]
    assert "Windows-1252" in table.notes[0]


@pytest.mark.parametrize(
    "encoding", ["shift_jis", "cp932", "euc_jp", "gbk", "euc_kr", "big5", "mac_roman", "iso2022_jp"]
)
def test_letters_that_cannot_be_told_are_named_not_garbled(encoding):
    names = {"gbk": "王伟", "euc_kr": "김민준", "big5": "陳大文", "mac_roman": "José Peña"}
    content = csv_file([["Name", "Town"], ["Ana", "Torrance"], [names.get(encoding, "山田 太郎"), "x"]], encoding)
    words = refusal(content)
    assert "CSV UTF-8" in words
    assert "line 3" in words or encoding == "iso2022_jp"


@pytest.mark.parametrize("name", JAPANESE)
def test_no_japanese_name_in_shift_jis_is_taken_for_a_western_one(name):
    assert "Shift-JIS" in refusal(csv_file([["Name"], [name]], "cp932"))


def test_control_read_without_looking_it_would_be_garbled():
    assert "鈴木".encode("cp932").decode("cp1252") == "—é–Ø"


@given(name=st.text(st.sampled_from(LETTERS_OF_NAMES), min_size=1, max_size=6))
def test_no_name_in_shift_jis_is_read_as_something_else(name):
    with pytest.raises(TableError):
        read_table(csv_file([["Name"], [name]], "cp932"))


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    table = read_table(b'\n,\nName,Note\nAna,"two\nlines"\n\n,,\nBen,x\n')
    assert table.header.number == 3
    assert [(row.number, row.cells) for row in table.rows] == [(4, ["Ana", "two\nlines"]), (7, ["Ben", "x"])]


def test_a_formula_is_a_fault_of_its_cell():
    (row,) = read_table(b"Name,Phone\n=A1&B1,+1 310 555 0100\n").rows
    assert row.cells == ["", "+1 310 555 0100"]
    assert row.faults == {0: "holds a formula; paste values only"}


def test_a_list_that_went_out_comes_in_as_it_was():
    rows = [["=1+1", "+44 20 7946 0000"], ["O'Brien", "'t Hooft"]]
    assert rows_of(csv_bytes(["Name", "Phone"], rows)) == [["Name", "Phone"], *rows]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b",,\n,,\n", "is empty"),
        (b"Name,Town\n", "no rows below the header"),
        (b"\xef\xbb\xbfName\n", "no rows below the header"),
        (b'Name\n"Ana\n', "line 2: a quotation mark"),
        (b'Name\n"Ana"x\n', "line 2: a quotation mark"),
        (b"Name\n" + b'"' + b"x" * 200_000 + b'"', "damaged"),
        (b"\xef\xbb\xbfName\n\xff\n", "damaged"),
        (b"\xff\xfeN", "damaged"),
        (b"%PDF-1.7\n", "not a table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a table"),
        ("Name\nAna\n".encode("utf-16-le"), "not a table"),
        (b"<html><table><tr><td>Ana", "a web page"),
        (password_protected(), "protected by a password"),
        (old_excel(), "an old Excel"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, words):
    assert words in refusal(content)


def test_at_most_5000_rows():
    assert len(read_table(csv_file([["Name"], *[["Ana"]] * MOST_ROWS])).rows) == 5_000
    assert "2 MB and 5,000 rows: split it" in refusal(csv_file([["Name"], *[["Ana"]] * (MOST_ROWS + 1)]))


def test_at_most_2_megabytes():
    words = refusal(b"Name\n" + b"x" * 3 * 1024 * 1024)
    assert words.startswith("This file has 3.0 MB. A file has at most 2 MB")


@given(content=st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_refusal(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"Name,Town\n"):
        try:
            read_table(start + content)
        except TableError as error:
            assert str(error)
