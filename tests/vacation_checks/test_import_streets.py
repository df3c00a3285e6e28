"""manage.py import_streets: the street table becomes what a file says, or stays as it is."""

import csv
import io
import sys

import pytest
from django.core.management import CommandError, call_command

from core.spreadsheets import xlsx_bytes
from tests.vacation_checks.builders import beat, make_request
from vacation_checks.addresses import look_up, normalise
from vacation_checks.enums import Jurisdiction
from vacation_checks.models import Beat, StreetRange
from vacation_checks.services import streets
from vacation_checks.services.street_files import SAMPLE_FILE

pytestmark = pytest.mark.django_db
HEADER = "street,from,to,side,in city,beat"


@pytest.fixture
def run(tmp_path):
    """Run the command on these rows; what it says, or the refusal."""

    def run(*rows, header=HEADER, file=None, **options):
        if file is None:
            file = tmp_path / "streets.csv"
            file.write_text("\n".join([header, *rows]), encoding="utf-8")
        out = io.StringIO()
        try:
            call_command("import_streets", file, stdout=out, stderr=io.StringIO(), **options)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    return run


def table():
    rows = StreetRange.objects.select_related("beat").order_by("street", "low", "parity", "pk")
    return [(row.street, row.low, row.high, row.parity, row.in_city, row.beat and row.beat.name) for row in rows]


def test_a_file_becomes_the_table(run):
    said = run(
        "W Sartori Avenue,1100,1699,,,Beat 3", "Western Ave,1,99,even,no,", "Western Ave,1,99,odd,yes,north", yes=True
    )

    assert "Imported: 3 new, 0 changed, 0 removed." in said
    assert table() == [
        ("SARTORI AVE", 1100, 1699, "both", True, "3"),
        ("WESTERN AVE", 1, 99, "even", False, None),
        ("WESTERN AVE", 1, 99, "odd", True, "north"),
    ]
    assert look_up(normalise("1234 Sartori Ave"), "90501").beat == beat("3")


def test_the_order_and_the_spelling_of_columns_do_not_matter_and_others_are_not_read(run):
    run("3,x,Sartori Ave,1,9,both,yes", header="BEAT,Remark,Street, From ,To,side,In_City", yes=True)

    assert table() == [("SARTORI AVE", 1, 9, "both", True, "3")]


def test_the_preview_says_what_would_change_and_changes_nothing(run):
    run("Sartori Ave,1,9,,,3", "Post Ave,1,9,,,3", "Cota Ave,1,9,,,3", yes=True)
    before = table()

    said = run("Sartori Ave,1,9,,,4", "Cota Ave,1,9,,,3", "Beech Ave,1,9,odd,,3")

    assert "1 new:\n  BEECH AVE 1-9 odd, beat 3" in said
    assert "1 changed:\n  SARTORI AVE 1-9, now beat 4" in said
    assert "1 removed:\n  POST AVE 1-9" in said
    assert "1 stay as they are." in said
    assert "not known yet, and would be made: 4." in said
    assert "Nothing was changed" in said
    assert table() == before and not Beat.objects.filter(name="4").exists()


def test_with_yes_the_same_is_done(run):
    run("Sartori Ave,1,9,,,3", "Post Ave,1,9,,,3", yes=True)
    kept = StreetRange.objects.get(street="SARTORI AVE")

    run("Sartori Ave,1,9,,,4", "Beech Ave,1,9,odd,,3", yes=True)

    assert table() == [("BEECH AVE", 1, 9, "odd", True, "3"), ("SARTORI AVE", 1, 9, "both", True, "4")]
    assert StreetRange.objects.get(street="SARTORI AVE").pk == kept.pk
    assert "already is as the file says" in run("Sartori Ave,1,9,,,4", "Beech Ave,1,9,odd,,3", yes=True)


@pytest.mark.parametrize(("answer", "imported"), [("y", True), ("YES", True), ("", False), ("n", False)])
def test_at_a_terminal_it_asks(run, monkeypatch, answer, imported):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: answer)

    run("Sartori Ave,1,9,,,3")

    assert StreetRange.objects.exists() == imported


def test_a_bar_is_drawn_for_a_person_and_not_for_a_log(run, tmp_path):
    class Screen(io.StringIO):
        isatty_answer = True

        def isatty(self):
            return self.isatty_answer

    file = tmp_path / "some.csv"
    file.write_text(f"{HEADER}\nSartori Ave,1,9,,,3\n")
    for is_terminal in [True, False]:
        screen = Screen()
        screen.isatty_answer = is_terminal
        call_command("import_streets", file, stdout=io.StringIO(), stderr=screen)
        assert ("1 of 1" in screen.getvalue()) == is_terminal


FAULTS = {
    "日本,1,9,,,3": "no street name",
    ",1,9,,,3": "no street name",
    "PO Box 3,1,9,,,3": "no street name",
    "Sartori Ave Unit 3,1,9,,,3": "no street name",
    "Sartori Ave,x,9,,,3": "“from” is a house number",
    "Sartori Ave,1,9999999,,,3": "“to” is a house number",
    "Sartori Ave,-1,9,,,3": "“from” is a house number",
    "Sartori Ave,١,9,,,3": "“from” is a house number",
    "Sartori Ave,9,1,,,3": "9 is more than “to” 1",
    "Sartori Ave,1,9,left,,3": "“side” is one of: both, odd, even",
    "Sartori Ave,1,9,,perhaps,3": "“in city” is one of: yes, no",
    "Sartori Ave,1,9,,no,3": "outside the city has no beat",
    f"Sartori Ave,1,9,,,{'9' * 21}": "at most 20 characters",
    "Sartori Ave,=1+1,9,,,3": "holds a formula",
    "Sartori Ave,8,20,even,,4": "overlaps line 2",
    "W Sartori Ave,1,9,,no,": "overlaps line 2: 1-9 (beat 3)",
}


@pytest.mark.parametrize(("row", "words"), FAULTS.items(), ids=range(len(FAULTS)))
def test_one_wrong_row_and_nothing_is_imported(run, tmp_path, row, words):
    report = tmp_path / "errors.csv"

    said = run("Sartori Ave,1,9,,,3", row, "Post Ave,1,9,,,3", yes=True, errors=report)

    assert f"line 3: {said.partition('line 3: ')[2]}" in said and words in said
    assert "Nothing was imported. Rows with errors: 1." in said
    (head, fault) = csv.reader(io.StringIO(report.read_text(encoding="utf-8-sig")))
    assert (head, fault[0]) == (["line", "what is wrong"], "3") and words in fault[1]
    assert table() == []


def test_overlaps_are_found_only_where_a_house_would_have_two_beats(run):
    said = run(
        "Sartori Ave,1,99,odd,,3", "Sartori Ave,2,98,even,,4", "Sartori Ave,50,60,odd,,3", "Sartori Ave,99,99,even,,5",
        "Sartori Ave,1,99,odd,,3", "Post Ave,1,99,odd,,5", yes=True,
    )  # fmt: skip
    assert "Imported: 5 new" in said and "Rows that only repeat another one: 1." in said


def test_a_range_far_above_still_meets_a_long_one(run):
    said = run("Sartori Ave,1,9999,,,3", "Sartori Ave,5,9,,,3", "Sartori Ave,9000,9001,,,4")

    assert "line 4: SARTORI AVE 9000-9001 (beat 4) overlaps line 2: 1-9999 (beat 3)." in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01", "not a table"),
        (b"street,from\nSartori Ave,1\n", "no column “to”"),
        (b"street,from,to,to\nSartori Ave,1,2,3\n", "two columns “to”"),
        (f"{HEADER}\n".encode(), "no rows below the header"),
        (b"a,b\n" * 600_000, "2.3 MB. A file has at most 2 MB and 50,000 rows"),
    ],
)
def test_what_is_no_street_table_is_refused_in_one_line(run, tmp_path, content, words):
    file = tmp_path / "streets.csv"
    file.write_bytes(content)

    said = run(file=file, yes=True)

    assert words in said and "\n" not in said


def test_a_file_that_is_not_there_is_said_in_one_line(run, tmp_path):
    assert run(file=tmp_path / "none.csv").endswith("none.csv: No such file or directory.")


def test_a_workbook_is_read_too(run, tmp_path):
    file = tmp_path / "streets.xlsx"
    file.write_bytes(xlsx_bytes(HEADER.split(","), [["Sartori Ave", 1, 9, "odd", "yes", 3]], title="Streets"))

    run(file=file, yes=True)

    assert table() == [("SARTORI AVE", 1, 9, "odd", True, "3")]


def test_a_file_of_more_rows_than_other_imports_take_is_read(run, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        run(*(f"Sartori Ave,{number},{number},,,3" for number in range(6_000)), yes=True)

    assert StreetRange.objects.count() == 6_000


def test_beats_are_never_made_twice_nor_removed_and_idle_ones_are_named(run):
    make_request(beat=beat("North"))
    Beat.objects.update(is_active=False)
    before = set(Beat.objects.all())

    said = run("Sartori Ave,1,9,,,NORTH", "Post Ave,1,9,,,beat north", yes=True)

    assert "no longer patrolled: North." in said
    assert set(Beat.objects.all()) == before


def test_when_the_import_fails_half_way_nothing_has_changed(run, monkeypatch):
    run("Sartori Ave,1,9,,,3", yes=True)
    monkeypatch.setattr(streets, "_row", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run("Post Ave,1,9,,,4", yes=True)

    assert table() == [("SARTORI AVE", 1, 9, "both", True, "3")] and not Beat.objects.filter(name="4").exists()


def test_the_sample_is_imported_only_as_a_sample_and_never_over_the_citys_own(run):
    assert "Add --sample" in run(file=SAMPLE_FILE, yes=True)
    run(file=SAMPLE_FILE, yes=True, sample=True)
    assert set(StreetRange.objects.values_list("is_sample", flat=True)) == {True}
    assert sorted(Beat.objects.values_list("name", flat=True)) == list("123456")

    # Real rows take the place of all of them.
    run("Sartori Ave,1100,1699,,,3", yes=True)
    assert list(StreetRange.objects.values_list("is_sample", flat=True)) == [False]
    assert "City's own" in run(file=SAMPLE_FILE, yes=True, sample=True)


def test_the_sample_knows_streets_that_everybody_knows(run):
    run(file=SAMPLE_FILE, yes=True, sample=True)

    found = {
        line: look_up(normalise(line), "90501").jurisdiction
        for line in ["1234 Sartori Ave", "120 Via Monte D'Oro", "2400 PCH", "20001 Western Ave", "20002 S Western Ave"]
    }
    assert list(found.values()) == [Jurisdiction.INSIDE] * 4 + [Jurisdiction.OUTSIDE]
