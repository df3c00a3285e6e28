"""Choose a file, see what would happen, import it or drop it."""

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from programs.enums import Entry
from programs.imports import runs, worker
from programs.models import ImportRun, Registration
from programs.services import classes
from tests.core.files import csv_file, old_excel, password_protected
from tests.programs.admin.helpers import class_page, coordinator, records
from tests.programs.admin.import_pages import ADD, html, page, upload
from tests.programs.builders import make_offering, make_program
from tests.programs.imports.helpers import (
    GRADUATE,
    PAPER,
    check_graduates,
    checked,
    fresh,
    graduate,
    imported,
    paper,
    start,
)

pytestmark = pytest.mark.django_db


def test_from_the_file_to_the_people():
    client = coordinator()
    response = upload(csv_file([GRADUATE, graduate("Ana"), graduate("Ben")]), client=client)
    run = ImportRun.objects.get()
    assert response.url == page(run)
    assert (run.filename, run.kind, run.created_by.username) == ("graduates.csv", "graduates", "program-coordinator")
    assert "It begins in a moment" in html(run)

    worker.work()
    shown = html(run)
    assert "Import 2 rows" in shown
    assert "May 21, 2009" in shown
    assert not Registration.objects.exists()

    assert client.post(page(run, "approve")).url == page(run)
    assert "Importing 2 rows" in html(run)
    worker.work()
    assert Registration.objects.count() == 2
    assert "Imported" in html(run)
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["File chosen.", "Import approved."]


def test_the_page_looks_again_by_itself_only_while_something_happens_and_can_be_told_not_to():
    client = coordinator()
    run = start(csv_file([GRADUATE, graduate()]))
    assert client.get(page(run))["Refresh"] == "2"
    assert "Refresh" not in client.get(f"{page(run)}?still=1")
    worker.work()
    assert "Refresh" not in client.get(page(run))
    runs.approve(run)
    assert client.get(page(run))["Refresh"] == "2"
    worker.work()
    assert "Refresh" not in client.get(page(run))


def test_how_far_the_check_is():
    run = start(csv_file([GRADUATE, graduate()]))
    taken = runs.take()
    assert "The file is being read." in html(run)
    runs.renew(taken, rows_done=1_200, rows_total=5_000)
    shown = html(run)
    assert "Checked 1,200 of 5,000 rows." in shown
    assert '<progress id="progress" value="1200" max="5000">' in shown


def test_the_paper_of_a_class():
    offering = make_offering(capacity=1)
    assert (
        f"{ADD}?kind=registrations&amp;offering={offering.pk}"
        in coordinator().get(class_page(offering)).content.decode()
    )
    form = coordinator().get(f"{ADD}?kind=registrations&offering={offering.pk}").content.decode()
    assert f'<option value="{offering.pk}" selected>' in form
    upload(csv_file([PAPER, paper("Ana"), paper("Ben")]), kind="registrations", offering=offering.pk)
    worker.work()
    shown = html(ImportRun.objects.get())
    assert "Gets a seat" in shown
    assert "Joins the line" in shown
    assert "is mailed when you import" in shown


def test_a_cancelled_class_offers_no_import():
    offering = make_offering()
    classes.cancel_class(offering, reason="Flood.")
    assert "Import paper registrations" not in coordinator().get(class_page(offering)).content.decode()
    response = upload(csv_file([PAPER, paper()]), kind="registrations", offering=offering.pk)
    assert "Select a valid choice" in response.content.decode()


def test_the_programs_list_leads_to_past_graduates():
    make_program()
    shown = coordinator().get(reverse("admin:programs_program_changelist")).content.decode()
    assert f"{ADD}?kind=graduates" in shown
    assert "importrun" not in records().get(reverse("admin:programs_program_changelist")).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "The file is empty."),
        ("a.csv", b"  \n", "The file is empty."),
        ("a.csv", b"Name\n" + b"x" * 3 * 1024 * 1024, "This file has 3.0 MB. A file has at most 2 MB and 5,000 rows"),
        ("a.csv", b"Name\n" + b"x" * 12 * 1024 * 1024, "This file has 12.0 MB."),
        ("a.xlsx", password_protected(), "protected by a password"),
        ("a.xls", old_excel(), "an old Excel"),
        ("a.pdf", b"%PDF-1.7", "not a table"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "not a table"),
    ],
)
def test_what_a_glance_tells_is_said_at_once(name, content, said):
    response = upload(content, name)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not ImportRun.objects.exists()


def test_nothing_chosen():
    response = coordinator().post(f"{ADD}?kind=graduates", {})
    assert "Choose a file." in response.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "a\x00b\u202e.csv", "名簿.csv", "<b>.csv", "../../etc/passwd"])
def test_any_file_name_is_kept_as_far_as_it_can_be(name):
    assert upload(csv_file([GRADUATE, graduate()]), name).status_code == 302
    run = ImportRun.objects.get()
    assert run.filename.isprintable()
    assert len(run.filename) <= 200
    assert "<b>.csv" not in html(run)


def test_problems_stand_in_a_table_and_all_of_them_in_a_file():
    run = check_graduates(*[graduate(on="tomorrow", mail="x") for _ in range(150)])
    shown = html(run)
    assert "What is wrong: 300 problems" in shown
    assert shown.count("<td>Graduation date</td>") == 100
    assert "Import 0 rows" not in shown
    assert "Drop this file" in shown
    response = coordinator().get(page(run, "problems"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 300
    assert (rows[0]["Row"], rows[0]["Column"]) == ("2", "Graduation date")


def test_with_a_problem_no_button_and_no_back_door():
    run = check_graduates(graduate(), graduate(on="tomorrow"))
    assert page(run, "approve") not in html(run)
    coordinator().post(page(run, "approve"))
    worker.work()
    assert fresh(run).state == "checked"
    assert not Registration.objects.exists()


def test_a_file_that_cannot_be_read():
    run = checked(csv_file([GRADUATE, graduate("太郎")], "cp932"))
    shown = html(run)
    assert "Not imported" in shown
    assert "Shift-JIS" in shown
    assert "Choose the mended file" in shown


def test_a_double_click_imports_once():
    client = coordinator()
    run = check_graduates(graduate())
    for _ in range(3):
        assert client.post(page(run, "approve")).status_code == 302
        worker.work()
    assert Registration.objects.count() == 1
    assert LogEntry.objects.filter(change_message="Import approved.").count() == 1


def test_dropped_is_dropped():
    client = coordinator()
    run = check_graduates(graduate())
    client.post(page(run, "drop"))
    client.post(page(run, "approve"))
    worker.work()
    run = fresh(run)
    assert (run.state, run.rows) == ("dropped", [])
    assert not Registration.objects.exists()
    assert "Ana" not in html(run)


def test_nothing_new_no_button():
    imported(check_graduates(graduate()))
    shown = html(check_graduates(graduate()))
    assert "there is nothing to import" in shown
    assert "Import 0" not in shown


def test_looking_changes_nothing():
    client = coordinator()
    run = check_graduates(graduate())
    before = ImportRun.objects.values().get()
    for name in ("change", "approve", "drop", "problems"):
        client.get(page(run, name))
    assert ImportRun.objects.values().get() == before


def test_students_of_former_classes_are_not_brought_in_by_name():
    students = make_program("tap", entry=Entry.NOMINATION)
    assert (
        "Select a valid choice" in upload(csv_file([GRADUATE, graduate("Ana")]), program=students.pk).content.decode()
    )
    assert not ImportRun.objects.exists()
