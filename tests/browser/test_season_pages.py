"""The pages that change dates, on a phone and on a desk: axe finds nothing, nothing scrolls sideways, keys suffice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.browser.conftest import check
from tests.programs.builders import call_in, make_offering, seat, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site, page):
    """A member of staff who may do everything: the tables of roles are empty in these tests."""
    user = User.objects.create_superuser("coordinator", password="four-random-words-here")
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill("four-random-words-here")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text("coordinator")
    return user


def look(page, name, words):
    """The page that says these words, once it is there: a click does not wait for the page it leads to."""
    expect(page.locator("#content")).to_contain_text(words)
    page.wait_for_load_state()
    check(page, name)


def full_class(user):
    offering = make_offering(capacity=2)
    seat(offering, "ana"), call_in(offering, "maria", by=user), sign_up(offering, "ben")
    make_offering(number=46, capacity=1, first_date=offering.sessions.last().date + timedelta(days=90))
    return offering


def test_move_cancel_and_put_back(site, page, desk):
    offering = full_class(desk)
    home = f"{site}/admin/programs/classoffering/{offering.pk}/change/"
    page.goto(home)
    look(page, "the class", "Move or cancel")
    page.get_by_role("link", name="Move or cancel").nth(2).click()
    look(page, "move", "It does not take place at all?")
    page.get_by_label("To:").fill("17:00")
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "move with an error", "must end after it starts")
    page.get_by_label("To:").fill("20:00")
    page.get_by_label("New date").fill((offering.sessions.all()[1].date + timedelta(days=21)).isoformat())
    page.get_by_label("Move all later sessions").check()
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "move, shown", "What would happen")
    page.get_by_role("button", name="Move, and tell everyone").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("told by mail")

    page.get_by_role("link", name="Move or cancel").nth(1).click()
    page.get_by_role("link", name="Cancel this session").click()
    look(page, "cancel", "It can be put back until its day")
    page.get_by_label("Reason").fill("The range is closed.")
    page.get_by_label("Add a session at the end instead").check()
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "cancel, shown", "What would happen")
    page.get_by_role("button", name="Cancel the session, and tell everyone").click()
    page.get_by_role("link", name="Put back").click()
    look(page, "put back", "If you put it back")
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "put back, shown", "What would happen")


def test_postpone_next_class_and_next_season(site, page, desk):
    offering = full_class(desk)
    home = f"{site}/admin/programs/classoffering/{offering.pk}"
    page.goto(f"{home}/postpone/")
    look(page, "postpone", "Now it begins on")
    page.get_by_label("Or by so many weeks").fill("9")
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "postpone with an error", "Write the reason")
    page.get_by_label("Reason").fill("The City closed its counters.")
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "postpone, shown", "What would happen")
    page.goto(f"{home}/next-class/")
    look(page, "to the next class", "Ahead of its line")
    page.goto(f"{site}/admin/programs/classoffering/add/?like={offering.pk}")
    look(page, "the next season", "Taken over from")
    page.get_by_label("Title").fill("Fall")
    page.get_by_role("button", name="Show the dates").click()
    look(page, "the next season, shown", "12 dates")
    page.goto(f"{site}/admin/programs/classoffering/")
    look(page, "the list of classes", "Plan")
