"""The pages of students and guardians without a script: no fault that axe finds, and nothing scrolls sideways."""

import pytest

from programs.emails.students import party_token
from programs.enums.nominations import NominationState
from tests.browser.conftest import check, tick
from tests.programs.families.pages import family, guardian_of, now_of, student_of
from tests.programs.students import BORN

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def follow(page, site, party):
    page.goto(f"{site}/consent/open/{party_token(party)}/")


def fill_details(page):
    """What a guardian must say before the consents."""
    page.get_by_label("Your full name").fill("Hana Oh")
    page.get_by_label("How you are related").select_option("mother")
    page.get_by_label("Your phone number").fill("310-555-0143")
    page.get_by_label("Name of another person").fill("Grace Oh")
    page.get_by_label("How this person is related").fill("aunt")
    page.get_by_label("Phone number of this person").fill("310-555-0177")
    page.get_by_role("button", name="Continue").click()


def test_the_student_answers(site, page):
    nomination = family()
    follow(page, site, student_of(nomination))
    check(page, "student, asked")
    page.get_by_role("link", name="Answer now").click()
    page.get_by_role("button", name="Continue").click()
    check(page, "student, with errors")
    page.get_by_label("Date of birth").fill(BORN.isoformat())
    page.get_by_label("Shirt size").select_option("m")
    page.get_by_label("Why are you interested").fill("I would like to become a detective.")
    tick(page, "I take the bus")
    tick(page, "I have read the conduct rules")
    page.get_by_label("Sign with your full name").fill("Minji Oh")
    page.get_by_role("button", name="Continue").click()
    check(page, "student, check your answers")
    page.get_by_role("button", name="Sign and send").click()
    page.get_by_text("Thank you. We have your answers.").wait_for()
    assert now_of(nomination).state == NominationState.STUDENT_DONE


def test_the_guardian_answers_in_a_browser_without_scripts(site, browser):
    nomination = family(NominationState.STUDENT_DONE)
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    follow(page, site, guardian_of(nomination))
    page.get_by_role("button", name="Yes, go on").click()
    page.get_by_role("link", name="Answer now").click()
    fill_details(page)
    tick(page, "Yes, the student may take part.")
    tick(page, "Yes, you may tell the school")
    page.get_by_label("Sign with your full name").fill("Hana Oh")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign and send").click()
    page.get_by_text("Nothing is missing").wait_for()
    assert now_of(nomination).state == NominationState.READY
    plain.close()


def test_the_guardians_pages_with_what_is_wrong(site, page):
    guardian = guardian_of(family())
    follow(page, site, guardian)
    check(page, "are you the guardian")
    page.get_by_role("button", name="Yes, go on").click()
    check(page, "guardian, asked")
    page.get_by_role("link", name="Answer now").click()
    page.get_by_role("button", name="Continue").click()
    check(page, "guardian, with errors")
    fill_details(page)
    page.get_by_role("button", name="Continue").click()
    check(page, "consents, with errors")
    tick(page, "No, the student does not take part.")
    page.get_by_role("button", name="Continue").click()
    check(page, "are you sure")
    page.get_by_role("button", name="No, go back").click()
    assert page.get_by_label("No, the student does not take part.").is_checked()


def test_where_things_stand(site, page):
    enrolled, refused = family(NominationState.ENROLLED), family(NominationState.REFUSED, family="kim")
    guardian = guardian_of(enrolled)
    follow(page, site, guardian)
    page.get_by_role("button", name="Yes, go on").click()
    check(page, "enrolled")
    for name in ("consents/", "take-back/photos/"):
        page.goto(f"{site}{guardian.get_absolute_url()}{name}")
        check(page, name)
    follow(page, site, student_of(refused))
    check(page, "refused")
