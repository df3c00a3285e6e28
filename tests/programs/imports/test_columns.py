"""Headers as people write them; wrong ones, double ones, and those that nobody knows."""

import pytest

from tests.core.files import csv_file, zip_bomb
from tests.programs.imports.helpers import GRADUATE, check_graduates, checked, graduate, problems, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "header",
    [
        ["CLASS NUMBER", "season", "graduation_date", "GivenName", "family-name", "MAIL", "phone"],
        ["Class", "Title", "Graduated on", "First Name", "Last Name", "E-Mail", "Mobile"],
        ["Class no.", "Semester:", "Date", "Forename", "Surname", "Email address", "Phone number"],
        ["Ｃｌａｓｓ　ｎｕｍｂｅｒ", "Season", "Graduation", "Given", "Family", "Mail address", "Cell"],
    ],
)
def test_headers_are_known_by_many_names(header):
    run = check_graduates(graduate(mail="a@example.org", phone="310-555-0100"), header=header)
    assert run.problems == []
    assert run.rows[0]["values"]["email"] == "a@example.org"
    assert run.rows[0]["values"]["phone"] == "+13105550100"


def test_the_order_of_the_columns_does_not_matter():
    run = checked(csv_file([GRADUATE[::-1], graduate("Ana")[::-1]]))
    assert run.rows[0]["values"]["given_name"] == "Ana"


def test_columns_that_are_missing_are_named_with_what_would_be_taken():
    run = checked(csv_file([["Class number", "Season", "Name"], [12, "Spring 2009", "Ana Rivera"]]))
    assert run.state == "failed"
    assert problems(run) == [(1, "Graduation date"), (1, "Given name"), (1, "Family name")]
    assert "Name one “Family name” (we also take “Last name”, “Surname”, “Family”)" in words(run)


def test_rows_without_a_header_are_told_so():
    run = checked(csv_file([graduate("Ana"), graduate("Ben")]))
    assert {row for row, _column in problems(run)} == {1}


def test_two_columns_for_one_fact():
    run = check_graduates([*graduate(), "310-555-0100"], header=[*GRADUATE, "Mobile"])
    assert problems(run) == [(1, "Mobile")]
    assert "“Phone” and “Mobile” are both the phone: keep one." in words(run)


def test_a_formula_as_header():
    run = check_graduates([*graduate(), "x"], header=[*GRADUATE, "=A1"])
    assert problems(run) == [(1, "column H")]


def test_columns_that_nobody_knows_are_named_as_not_read():
    run = check_graduates([*graduate(), "x", "y", ""], header=[*GRADUATE, "Age", "Shoe size", ""])
    assert run.outcome["notes"][0] == "Not read, because we do not know these columns: “Age”, “Shoe size”."


def test_problems_name_the_column_as_the_file_calls_it():
    header = ["Class", "Term", "Graduated", "First name", "Surname", "E-mail", "Cell"]
    run = check_graduates(graduate("", 0, mail="x"), graduate("Ben", 13), header=header)
    assert problems(run) == [(2, "Class"), (2, "First name"), (2, "E-mail")]
    run = check_graduates(graduate("Ana"), graduate("Ben", on="2009-05-20"), header=header)
    assert problems(run) == [(3, "Graduated")]


def test_names_of_every_script_come_through_every_encoding():
    for name, encoding in (("山田", "utf-8-sig"), ("José", "cp1252"), ("Nguyễn", "utf-16"), ("김", "utf-8")):
        run = checked(csv_file([GRADUATE, graduate(name)], encoding))
        assert run.rows[0]["values"]["given_name"] == name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (csv_file([GRADUATE, graduate("太郎")], "cp932"), "cannot be read"),
        (csv_file([GRADUATE]), "no rows below the header"),
        (zip_bomb(), "unpacks to far too much"),
        (b"PK\x03\x04", "damaged"),
    ],
    ids=["shift-jis", "empty", "bomb", "damaged"],
)
def test_a_file_that_cannot_be_read_ends_at_once_with_the_reason(content, said):
    run = checked(content)
    assert (run.state, run.content, problems(run)) == ("failed", None, [(None, "")])
    assert said in words(run)
