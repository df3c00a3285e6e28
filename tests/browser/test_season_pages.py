"""The pages that change dates, on a phone and on a desk: axe finds nothing, nothing scrolls sideways, keys suffice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from tests.browser.test_accessibility import check
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
    return user


def full_class(user):
    offering = make_offering(capacity=2)
    seat(offering, "ana"), call_in(offering, "maria", by=user), sign_up(offering, "ben")
    make_offering(number=46, capacity=1, first_date=offering.sessions.last().date + timedelta(days=90))
    return offering


def test_move_cancel_and_put_back(site, page, desk):
    offering = full_class(desk)
    home = f"{site}/admin/programs/classoffering/{offering.pk}/change/"
    page.goto(home)
    page.get_by_role("link", name="Move or cancel").nth(2).click()
    check(page, "move")
    page.get_by_label("To:").fill("17:00")
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "move with an error")
    page.get_by_label("To:").fill("20:00")
    page.get_by_label("New date").fill((offering.sessions.all()[1].date + timedelta(days=21)).isoformat())
    page.get_by_label("Move all later sessions").check()
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "move, shown")
    page.get_by_role("button", name="Move, and tell everyone").press("Enter")
    assert "told by mail" in page.locator(".messagelist").inner_text()

    page.get_by_role("link", name="Move or cancel").nth(1).click()
    page.get_by_role("link", name="Cancel this session").click()
    check(page, "cancel")
    page.get_by_label("Reason").fill("The range is closed.")
    page.get_by_label("Add a session at the end instead").check()
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "cancel, shown")
    page.get_by_role("button", name="Cancel the session, and tell everyone").click()
    page.get_by_role("link", name="Put back").click()
    check(page, "put back")
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "put back, shown")


def test_postpone_next_class_and_next_season(site, page, desk):
    offering = full_class(desk)
    home = f"{site}/admin/programs/classoffering/{offering.pk}"
    page.goto(f"{home}/postpone/")
    check(page, "postpone")
    page.get_by_label("Or by so many weeks").fill("9")
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "postpone with an error")
    page.get_by_label("Reason").fill("The City closed its counters.")
    page.get_by_role("button", name="Show what would happen").click()
    check(page, "postpone, shown")
    page.goto(f"{home}/next-class/")
    check(page, "to the next class")
    page.goto(f"{site}/admin/programs/classoffering/add/?like={offering.pk}")
    check(page, "the next season")
    page.get_by_label("Title").fill("Fall")
    page.get_by_role("button", name="Show the dates").click()
    check(page, "the next season, shown")
    page.goto(f"{site}/admin/programs/classoffering/")
    check(page, "the list of classes")
