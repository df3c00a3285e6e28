"""The pages in between of the watch desk, in a browser: axe finds nothing, nothing scrolls sideways, keys suffice."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.browser import desk_rows
from tests.browser.test_admin_accessibility import faults, press
from tests.vacation_checks.desk.pages import ADD, LIST, page_of
from vacation_checks.enums import RequestState
from vacation_checks.models import VacationCheckRequest

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site, browser):
    """An administrator's browser, signed in, in front of the desk's records."""
    desk_rows.fill()
    client = Client()
    boss = User.objects.create_superuser("root")
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": site}
    context.add_cookies([cookie])
    page = context.new_page()
    yield page
    context.close()


def waiting():
    return VacationCheckRequest.objects.get(state=RequestState.SUBMITTED)


def test_a_caller_is_found_asked_about_and_declined_by_keyboard(desk):
    found = []
    desk.goto(LIST)
    desk.get_by_label("Search").fill("somewhere else")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    found += faults(desk, "found nothing")
    desk.get_by_label("Search").fill("2 elm avenue")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "elm" not in desk.url.lower()
    press(desk.get_by_role("link", name=waiting().reference))
    found += faults(desk, "a request that waits")
    press(desk.get_by_role("link", name="Decline"))
    desk.get_by_label("Another reason").check()
    press(desk.get_by_role("button", name="Show what they will read"))
    found += faults(desk, "decline without a word")
    desk.get_by_label("Explanation").fill("We have too few cars in that week.")
    press(desk.get_by_role("button", name="Show what they will read"))
    assert desk.get_by_text("too few cars").is_visible()
    found += faults(desk, "decline, what they will read")
    press(desk.get_by_role("button", name="Decline"))
    assert desk.get_by_text("declined.").is_visible()
    found += faults(desk, "declined")
    assert found == []


def test_a_wrong_word_a_sealed_request_and_an_alert(desk):
    found = []
    running = desk_rows.fullest()
    VacationCheckRequest.objects.filter(pk=running.pk).update(is_restricted=False)
    desk.goto(page_of(running, "back"))
    desk.get_by_label("The word that the caller says").fill("seagull")
    press(desk.get_by_role("button", name="Compare"))
    assert desk.get_by_label("The word that the caller says").input_value() == ""
    found += faults(desk, "wrong word")
    name = "admin:vacation_checks_vacationcheckrequest_open_sealed"
    desk.goto(reverse(name, args=[desk_rows.sealed().pk]))
    desk.get_by_label("Why do you open it?").fill("Case 26-1")
    press(desk.get_by_role("button", name="Open it"))
    found += faults(desk, "sealed request, opened")
    desk.goto(reverse("admin:vacation_checks_alert_changelist"))
    press(desk.locator("#result_list a").last)
    found += faults(desk, "closed alert")
    assert found == []


def test_a_request_for_a_caller_keeps_what_was_typed(desk):
    found = []
    desk.goto(ADD)
    desk.get_by_label("Your name").fill("Old Joe")
    press(desk.get_by_role("button", name="Add another vehicle"))
    assert desk.get_by_label("Your name").input_value() == "Old Joe"
    desk.get_by_label("Your name").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert desk.get_by_text("Please correct what is named here").is_visible()
    assert desk.get_by_label("Your name").input_value() == "Old Joe"
    found += faults(desk, "caller, with errors")
    assert found == []
