"""A resident's own page of a request, in the states that look different, and the pages that change it."""

import pytest

from tests.browser.conftest import axe_violations, check, scrolls_sideways
from tests.programs.pages import newest_link
from tests.vacation_checks.builders import DETAILS, approved, make_check, make_request, submitted, user
from tests.vacation_checks.moments import again, back_since_yesterday
from tests.vacation_checks.own_pages import address
from vacation_checks.services import desk, endings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_page(page, site, mine):
    page.goto(site + newest_link(mine.email, "/requests/open/"))
    assert page.url == f"{site}{mine.get_absolute_url()}"


def looked_at(**fields):
    """Four looks at a home with much to tell of."""
    mine = approved(leaves=-2, details=DETAILS | {"hazards": "A-very-long-word-without-a-break-" * 5}, **fields)
    for number, result in enumerate(["clear", "open", "front-only", "other"]):
        make_check(mine, result=result, minutes_ago=30 + 60 * number, is_late_entry=number == 1)
    return mine


@pytest.mark.once
def test_the_page_in_every_look(site, page):
    active, over = looked_at(), endings.end(looked_at(email="ben@example.com"))
    asked = desk.ask(submitted(email="cleo@example.com"), "Which gate?", by=user())
    states = {
        "unconfirmed": make_request(email="dan@example.com"),
        "with the desk": submitted(email="eva@example.com"),
        "asked": asked,
        "approved": approved(email="hal@example.com"),
        "paused": desk.suspend(approved(leaves=-1, email="ida@example.com"), "Tented until Friday.", by=user()),
        "known only": desk.inform_only(submitted(email="jim@example.com"), explanation="Too long for us.", by=user()),
        "declined": desk.decline(submitted(email="kay@example.com"), "other", explanation="Too far.", by=user()),
        "looked at": active,
        "are you back": back_since_yesterday(email="fay@example.com"),
        "over": over,
        "cancelled": endings.end(submitted(email="gil@example.com")),
    }
    for name, mine in states.items():
        open_page(page, site, mine)
        for answers in page.get_by_text("What you told us").all():
            answers.click()
        check(page, name)
    open_page(page, site, asked)
    page.get_by_role("button", name="Send my answer").click()
    check(page, "an empty answer")
    open_page(page, site, active)
    for name in ("dates", "extend", "end"):
        page.goto(site + address(name, active))
        check(page, name)
    page.goto(site + address("extend", active))
    page.get_by_role("button", name="Stay longer").click()
    check(page, "longer, with an error")


@pytest.mark.once
def test_the_report_on_paper_has_the_looks_and_none_of_the_answers(site, page):
    open_page(page, site, endings.end(looked_at()))
    page.emulate_media(media="print")
    assert page.get_by_text("A door or window was open.").is_visible()
    assert not page.get_by_text("What you told us").is_visible()
    assert not page.get_by_text("Kenji Mori").is_visible()


def test_back_early_by_keyboard_on_a_phone(site, page):
    mine = looked_at()
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, site, mine)
    page.get_by_role("link", name="I am back early").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, I am back").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Welcome home").wait_for()
    assert again(mine).state == "ended_early"


@pytest.mark.once
def test_control_a_planted_fault_is_found_on_this_page(site, page):
    open_page(page, site, looked_at())
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><div>too wide</div>'")
    page.evaluate("document.querySelector('main div').style.width = '900px'")
    page.set_viewport_size({"width": 320, "height": 900})
    assert axe_violations(page) and scrolls_sideways(page)
