"""The roster as a file: complete, in order, and no formula in it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from programs.admin.exports import HEADER
from programs.services import classes, registrations
from tests.programs.admin.helpers import class_url, coordinator, records, signed_in
from tests.programs.builders import make_offering, seated, sign_up

pytestmark = pytest.mark.django_db


def as_csv(offering, query="", client=None):
    response = (client or coordinator()).get(class_url(offering, "csv") + query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def as_xlsx(offering, query=""):
    response = coordinator().get(class_url(offering, "xlsx") + query)
    return load_workbook(io.BytesIO(response.content)).active


def test_everything_about_a_person_stands_in_the_file():
    offering = make_offering()
    missed = list(offering.sessions.all())[2]
    ana = seated(
        offering, "ana", language="ja", connections=["work", "civic"], organization="Rotary", first_time=False,
        accommodation="Captions", certificate_name="アナ", will_miss=[missed],
    )  # fmt: skip
    (row,) = as_csv(offering)
    assert list(row) == HEADER
    assert row["Family name"] == "Rivera"
    assert row["Certificate name"] == "アナ"
    assert row["State"] == "Seat confirmed"
    assert row["Phone"] == "(310) 555-0100"
    assert row["Language"] == "日本語"
    assert row["Connections"].startswith("I work in Torrance; I belong to a civic")
    assert (row["Organization"], row["First time"], row["Accommodation"]) == ("Rotary", "no", "Captions")
    assert row["Will miss"] == f"{missed.date:%b} {missed.date.day}, {missed.date.year}"
    assert row["Reference"] == ana.reference


def test_sorted_by_family_name_with_the_place_in_line():
    offering = make_offering(capacity=1)
    for name, family in (("ana", "Zander"), ("ben", "abel"), ("cleo", "Okafor")):
        sign_up(offering, name, family_name=family)
    rows = as_csv(offering)
    assert [(row["Family name"], row["Position in line"]) for row in rows] == [
        ("abel", "1"),
        ("Okafor", "2"),
        ("Zander", ""),
    ]


def test_the_file_holds_those_whom_the_page_shows():
    offering = make_offering()
    seated(offering, "ana")
    registrations.withdraw(sign_up(offering, "ben"))
    assert [row["Given name"] for row in as_csv(offering)] == ["Ana"]
    assert [row["Given name"] for row in as_csv(offering, "?state=all")] == ["Ana", "Ben"]
    assert [row["Given name"] for row in as_csv(offering, "?state=all&q=ben")] == ["Ben"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "|", "%", " =", "\u00a0="])
def test_no_cell_is_a_formula(start):
    offering = make_offering()
    evil = f'{start}HYPERLINK("http://evil.example";"x")'
    sign_up(offering, "ana", family_name=evil, organization=evil, accommodation=evil)
    (row,) = as_csv(offering)
    for column in ("Family name", "Organization", "Accommodation"):
        assert row[column].startswith("'")
    for cells in as_xlsx(offering).iter_rows():
        assert all(cell.data_type == "s" for cell in cells if cell.value is not None)
        assert not any(str(cell.value).startswith(start) for cell in cells)


def test_the_excel_file_says_the_same():
    offering = make_offering()
    seated(offering, "ana")
    first, second = list(as_xlsx(offering).values)
    assert list(first) == HEADER
    assert second[:2] == ("Rivera", "Ana")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["roster", "alumni"])
def test_the_name_of_the_file_says_which_class_and_no_cache_keeps_it(what, kind):
    response = coordinator().get(class_url(make_offering(number=45), kind if what == "roster" else f"{what}_{kind}"))
    assert response["Content-Disposition"] == f'attachment; filename="{what}-PIP-45.{kind}"'
    assert "no-store" in response["Cache-Control"]


def test_a_cancelled_class_has_its_roster_too():
    offering = make_offering()
    seated(offering, "ana")
    classes.cancel_class(offering, reason="Flood.")
    assert len(as_csv(offering)) == 1


def test_who_may_see_the_roster_may_take_it_along_and_nobody_else():
    offering = make_offering()
    seated(offering, "ana")
    assert len(as_csv(offering, client=records())) == 1
    for name in ("csv", "xlsx"):
        assert signed_in(None).get(class_url(offering, name)).status_code == 403
