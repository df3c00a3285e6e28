"""As two people live it: read, register, open the mail, confirm, come back, give up; the next in line accepts."""

import re

import pytest
from playwright.sync_api import expect

from programs.models import Registration
from tests.browser.conftest import link_in, tick
from tests.programs.builders import make_offering, make_program, states
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_in(page, given, family, address):
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Phone number").fill("310-555-0100")
    tick(page, "I will be 18 or older")
    tick(page, "I live in Torrance")
    tick(page, "Yes, this is my first time")
    tick(page, "I can come to the sessions")


def wait_for_mail(folder, address, subject):
    def is_there():
        return any(subject in mail["Subject"] for mail in folder.to(address))

    until(is_there, f"no mail about {subject!r} to {address}", every=0.2)
    return folder.newest_to(address, subject)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
@pytest.mark.usefixtures("running_worker")
def test_the_whole_way(site, browser, mail_folder, javascript):
    make_offering(program=make_program(), capacity=1)
    ana = browser.new_context(java_script_enabled=javascript, viewport={"width": 400, "height": 800}).new_page()
    ben = browser.new_context(java_script_enabled=javascript).new_page()

    # Ana reads, and takes the last seat.
    ana.goto(site)
    ana.get_by_role("link", name="Take a seat").first.click()
    fill_in(ana, "Ana", "Rivera", "ana@example.com")
    ana.get_by_role("button", name="Check my answers").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(ana.get_by_text("ana@example.com")).to_be_visible()
    ana.get_by_role("button", name="Take my seat").click()
    expect(ana.get_by_text(re.compile("We hold a seat for you until"))).to_be_visible()

    # Her mail comes through the real worker; its link confirms.
    ana.goto(link_in(wait_for_mail(mail_folder, "ana@example.com", "confirm your seat"), "/programs/open/"))
    assert "/programs/registrations/" in ana.url
    ana.get_by_role("button", name="Confirm my seat").click()
    expect(ana.get_by_role("heading", name="Your seat is confirmed")).to_be_visible()
    confirmed = wait_for_mail(mail_folder, "ana@example.com", "confirmed")
    assert [part.get_content_type() for part in confirmed.iter_attachments()] == ["text/calendar"]

    # Ben comes too late for a seat, and is told his place in line.
    ben.goto(f"{site}/programs/pip/45/")
    ben.get_by_role("link", name="Join the line").first.click()
    fill_in(ben, "Ben", "Ōta", "ben@example.com")
    ben.get_by_role("button", name="Check my answers").click()
    ben.get_by_role("button", name="Join the line").click()
    expect(ben.get_by_role("heading", name="You are number 1 in line")).to_be_visible()

    # Ana comes back through My requests by code, and gives the seat up.
    ana.context.clear_cookies()
    ana.goto(f"{site}/my/")
    ana.get_by_label("Email address").fill("ana@example.com")
    ana.get_by_role("button", name="Send me a link and a code").click()
    text = wait_for_mail(mail_folder, "ana@example.com", "My requests").get_body(("plain",)).get_content()
    ana.get_by_label("Six-digit code").fill(re.search(r"\b\d{6}\b", text)[0])
    ana.get_by_role("button", name="Open My requests").click()
    ana.get_by_role("link", name="See or change").click()
    ana.get_by_role("link", name="Give up the seat").click()
    ana.get_by_role("button", name="Yes, give up the seat").click()
    expect(ana.get_by_role("heading", name="You gave up your place")).to_be_visible()

    # Ben is offered the seat, by mail, and accepts.
    ben.goto(link_in(wait_for_mail(mail_folder, "ben@example.com", "seat is free"), "/programs/open/"))
    ben.get_by_role("button", name="Accept the seat").click()
    expect(ben.get_by_role("heading", name="Your seat is confirmed")).to_be_visible()
    assert states(Registration.objects.first().offering) == {"ana": "withdrawn", "ben": "confirmed"}


def test_the_form_by_keyboard_alone(site, page):
    make_offering()
    page.goto(f"{site}/programs/pip/45/register/")
    page.get_by_label("Given name").focus()
    for text in ("Li", "O", "", "li@example.com", "310-555-0100"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")  # 18 or older
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # I live in Torrance
    page.get_by_label("Yes, this is my first time").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # I can come
    page.get_by_role("button", name="Check my answers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")


def test_errors_stand_next_to_the_field_and_what_was_typed_stays(site, page):
    make_offering()
    page.goto(f"{site}/programs/pip/45/register/")
    page.get_by_label("Given name").fill("Ana")
    page.get_by_label("Email address").fill("ana@")
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_label("Given name")).to_have_value("Ana")
    expect(page.get_by_label("Email address")).to_have_value("ana@")
    page.get_by_role("alert").get_by_role("link", name=re.compile("Email address")).click()
    expect(page.get_by_label("Email address")).to_be_focused()
