"""A list of past graduates and a stack of papers, as the coordinator brings them in, with the real worker beside it."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from programs.enums import ImportState
from programs.imports import runs
from programs.models import ImportRun, Registration
from tests.browser.conftest import check
from tests.core.files import csv_file, xlsx_file
from tests.mailroom.helpers import worker
from tests.programs.builders import make_offering, make_program, states
from tests.programs.imports.helpers import GRADUATE, PAPER, check_graduates, graduate, paper, people, start
from tests.volume import few

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-word-for-tests"


def sign_in(page, site):
    # Tests with transactions empty the table of roles; who may do what is tested elsewhere.
    User.objects.create_superuser("coordinator", password=PASSWORD)
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{site}/admin/")


def choose(page, name, content):
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Check this file").click()


@pytest.mark.parametrize("javascript", few([False, True], 1), ids=few(["without-js", "with-js"], 1))
def test_past_graduates_from_the_file_to_the_people(site, browser, javascript):
    page = browser.new_context(java_script_enabled=javascript).new_page()
    make_program()
    sign_in(page, site)
    page.goto(f"{site}/admin/programs/program/")
    page.get_by_role("link", name="Import past graduates").click()
    page.get_by_label("Program").select_option(label="Partners in Policing")
    choose(page, "graduates.xlsx", xlsx_file([GRADUATE, *people(60), graduate("Ben", on="tomorrow")]))
    with worker():
        # The page looks again by itself, with and without JavaScript.
        expect(page.get_by_role("cell", name="62")).to_be_visible()
        expect(page.get_by_role("heading", name="What is wrong: 1 problem")).to_be_visible()
        expect(page.get_by_role("button", name="Import")).to_have_count(0)

        page.get_by_role("link", name="Choose the mended file").click()
        expect(page.get_by_label("Program")).to_have_value(str(make_program().pk))
        choose(page, "graduates.xlsx", xlsx_file([GRADUATE, *people(60), graduate("Ben", 12)]))
        button = page.get_by_role("button", name="Import 61 rows")
        expect(button).to_be_visible()
        assert not Registration.objects.exists()
        button.dblclick()
        expect(page.get_by_text("Imported", exact=False).first).to_be_visible()
        expect(page.locator("dd").first).to_have_text("61")
    assert Registration.objects.count() == 61


def test_papers_into_a_class(site, page):
    offering = make_offering(capacity=1)
    sign_in(page, site)
    page.goto(f"{site}/admin/programs/classoffering/{offering.pk}/change/")
    page.get_by_role("link", name="Import paper registrations").click()
    choose(page, "papers.csv", csv_file([PAPER, paper("Ana"), paper("Ben")]))
    with worker():
        page.get_by_role("button", name="Import 2 rows").click()
        expect(page.get_by_text("Joined the line")).to_be_visible()
    assert states(offering) == {"ana": "confirmed", "ben": "waitlisted"}


@pytest.mark.once
@pytest.mark.volume  # the walk through the admin visits these pages, too
def test_axe_finds_nothing_on_any_page_in_any_state(site, page):
    sign_in(page, site)
    offering = make_offering()
    add = f"{site}/admin/programs/importrun/add/"

    def look(run, name, query=""):
        page.goto(f"{site}/admin/programs/importrun/{run.pk}/change/{query}")
        check(page, name)

    for address in (add, f"{add}?kind=graduates", f"{add}?kind=registrations&offering={offering.pk}"):
        page.goto(address)
        check(page, address)
    page.get_by_role("button", name="Check this file").click()
    check(page, "no file")
    look(check_graduates(*people(30)), "checked")
    look(check_graduates(*[graduate(on="x", name="") for _ in range(30)]), "with problems")
    run = start(csv_file([GRADUATE, *people(30)]))
    look(run, "waiting")
    runs.renew(runs.take(), rows_done=12, rows_total=30)
    look(run, "being checked", "?still=1")
    for state in (ImportState.IMPORTING, ImportState.DONE, ImportState.FAILED, ImportState.DROPPED):
        ImportRun.objects.filter(pk=run.pk).update(state=state)
        look(run, state)
    page.goto(f"{site}/admin/programs/program/")
    check(page, "programs")
