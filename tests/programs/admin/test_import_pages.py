"""Who may import; odd addresses; templates; and what the pages ask the database."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from programs.imports.kinds import KINDS
from tests.core.files import xlsx_file
from tests.programs.admin.helpers import coordinator, records, signed_in
from tests.programs.admin.import_pages import ADD, LIST, html, page, upload
from tests.programs.builders import make_offering
from tests.programs.imports.helpers import (
    GRADUATE,
    check_graduates,
    check_papers,
    checked,
    fresh,
    graduate,
    paper,
    people,
)
from tests.volume import few

pytestmark = pytest.mark.django_db


def test_who_may():
    run = check_graduates(graduate())
    looks = [ADD, f"{ADD}?kind=graduates", LIST, page(run), page(run, "problems")]
    template = reverse("admin:programs_importrun_template", args=["graduates", "csv"])
    for url in [*looks, template]:
        assert coordinator().get(url).status_code == 200, url
        for nobody in (records(), signed_in(None)):
            assert nobody.get(url).status_code == 403, url
        assert "/login/" in Client().get(url).url, url
    for url in (page(run, "approve"), page(run, "drop")):
        for nobody in (records(), signed_in(None)):
            assert nobody.post(url).status_code == 403, url
        assert "/login/" in Client().post(url).url, url
    assert upload(b"x", client=records()).status_code == 403
    assert coordinator().post(reverse("admin:programs_importrun_delete", args=[run.pk])).status_code == 403
    assert fresh(run).state == "checked"


@pytest.mark.parametrize("pk", ["0", "999999", "abc", "9" * 30, "%00", "\u0663"])
def test_runs_that_are_not_there(pk):
    assert coordinator().get(f"{LIST}{pk}/change/").status_code == 404


@pytest.mark.parametrize("query", ["?kind=nonsense", "?kind=graduates&program=abc", "?kind=registrations&offering=%00"])
def test_odd_addresses(query):
    assert coordinator().get(ADD + query).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_is_read_once_its_example_is_replaced(kind):
    client = coordinator()
    offering = make_offering() if kind == "registrations" else None
    for ending in ("csv", "xlsx"):
        content = client.get(reverse("admin:programs_importrun_template", args=[kind, ending])).content
        run = checked(content, kind=kind, offering=offering)
        assert "delete the row" in run.problems[0]["text"]
        if ending == "xlsx":
            header, example = load_workbook(io.BytesIO(content)).active.values
            people_ = ["Ana" if value == "Example" else value for value in example]
            assert checked(xlsx_file([header, people_]), kind=kind, offering=offering).problems == []


@pytest.mark.parametrize("address", ["graduates.pdf", "nonsense.csv", "x.xlsx"])
def test_templates_that_are_not_there(address):
    assert coordinator().get(f"{LIST}template/{address}").status_code == 404


def test_names_cannot_write_the_page():
    run = check_graduates(graduate("<b>Ana</b>", season="<i>"), header=[*GRADUATE[:6], "<script>"])
    assert "<b>Ana" not in html(run)
    assert "<script>alert" not in html(run)
    assert "“&lt;script&gt;”" in html(run)


def asked(url, client):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries]


def test_the_list_asks_no_more_for_more_imports_and_reads_no_files():
    client = coordinator()
    counted = []
    for how_many in (1, 2, 37):
        for _ in range(how_many):
            check_graduates(graduate())
        queries = asked(LIST, client)
        counted.append(len(queries))
        assert not any('"content"' in sql or '"rows",' in sql for sql in queries)
    assert len(set(counted)) == 1
    assert counted[0] <= 8


def test_the_page_of_an_import_asks_no_more_for_more_rows():
    client = coordinator()
    offering = make_offering()
    graduates = [check_graduates(*people(number)) for number in few([1, 3, 40])]
    papers = [check_papers(offering, *[paper(f"Ana {n}") for n in range(number)]) for number in few([1, 3, 40])]
    for made in (graduates, papers):
        assert len({len(asked(page(run), client)) for run in made}) == 1


def test_the_page_says_how_much_a_file_may_hold():
    assert "2 MB and 5,000 rows" in coordinator().get(f"{ADD}?kind=graduates").content.decode()
    assert "2 MB and 200 rows" in coordinator().get(f"{ADD}?kind=registrations").content.decode()
