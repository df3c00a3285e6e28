"""Asking for house checks, on a small phone and without JavaScript; and each step looked at by axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import check, scrolls_sideways, tick
from tests.vacation_checks.asking import day, known_streets
from vacation_checks.models import VacationCheckRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()


def fill(where, **labels):
    for label, text in labels.items():
        where.get_by_label(label.replace("_", " ")).fill(text)


def fits(page, name):
    assert not scrolls_sideways(page), name


def walk_through(page, site, look):
    """From the page for everybody to check-your-answers; `look(page, name)` at each on the way."""
    page.goto(f"{site}/vacation-check/")
    page.get_by_role("link", name="Ask for a check").first.click()
    press(page, "Begin the request")
    look(page, "boxes, explained")
    for box in ("My home is in the city", "I live there", "Nobody stays there", "It is not vacant"):
        tick(page, box)
    press(page, "Begin the request")
    press(page, "Go on")
    look(page, "you, with errors")
    fill(page, Your_name="森 あな", Email_address="ana@example.com", Phone_number_that_works="+81 90 1234 5678")
    tick(page, "I rent this home")
    press(page, "Go on")

    tick(page, "Condominium")
    tick(page, "A gate with a guard")
    tick(page, "There is none")
    fill(page, Street_address="1234 Satori Av", ZIP_code="90501")
    press(page, "Go on")
    look(page, "home, asked about the street")
    tick(page, "1234 SARTORI AVE")
    page.get_by_label("Apartment, unit").fill("B")
    press(page, "Go on")

    fill(page, Day_of_departure=day(0), Time_of_departure="09:00", Day_of_return=day(60), Time_of_return="00:15")
    press(page, "Go on")
    look(page, "dates, too soon")
    fill(page, Day_of_departure=day(20))
    press(page, "Go on")

    contact = page.get_by_role("group", name="Contact 1")
    fill(contact, Name="Kenji", How_you_know_this_person="neighbor", Phone_number="+81 90 1234 5678")
    press(page, "Add another contact")
    expect(page.get_by_role("group", name="Contact 2")).to_be_visible()
    press(page, "Go on")
    look(page, "people, with errors")
    fill(contact, Phone_number="310-555-0111")
    # The Enter key goes on; it does not press the first button that is there to see.
    contact.get_by_label("Phone number").press("Enter")

    fill(page.get_by_role("group", name="Vehicle 1"), Color="gray Honda", Where_it_stands="driveway")
    tick(page, "No alarm")
    fill(page, Lights_that_are_on="none", Which_animals="two dogs, my sister")
    tick(page, "In the yard")
    look(page, "at the home")
    press(page, "Back")
    press(page, "Go on")
    expect(page.get_by_label("Lights that are on")).to_have_value("none")
    press(page, "Go on")

    fill(page, A_word_that_only="pelican")
    press(page, "Go on")
    look(page, "consents, with errors")
    tick(page, "Yes, officers may shut off the water")
    tick(page, "I have read this text")
    fill(page, Sign_with="森 あな")
    press(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    look(page, "check your answers")


def test_the_whole_form_on_a_small_phone_without_javascript(site, browser):
    known_streets()
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    walk_through(page, site, fits)
    expect(page.get_by_text("pelican")).to_have_count(0)
    page.get_by_role("link", name="Change: About you").click()
    fill(page, Your_name="森 穴")
    press(page, "Save and check my answers")
    press(page, "Send my request")
    made = VacationCheckRequest.objects.get()
    assert page.url.endswith(made.get_absolute_url())
    assert (made.name, made.house, made.unit, made.may_shut_water) == ("森 穴", "1234 SARTORI AVE", "UNIT B", True)
    assert (made.verification_word, len(made.details["contacts"])) == ("pelican", 1)


@pytest.mark.once
def test_each_step_is_accessible(site, page):
    known_streets()
    walk_through(page, site, check)
    page.get_by_role("link", name="Save and go on later").click()
    check(page, "save")
    press(page, "Mail me the link")
    check(page, "saved")
    page.goto(f"{site}/vacation-check/request/")
    check(page, "begun in this browser")
    page.goto(f"{site}/requests/resume/broken/")
    check(page, "a link that opens nothing")
