"""Every page of the admin, as the administrator sees it: axe finds nothing, nothing scrolls sideways, keys suffice."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Error

from programs.models import ClassOffering
from tests.browser import admin_pages
from tests.browser.conftest import LOOK_RULES, axe_violations, scrolls_sideways
from tests.volume import FULL, few

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

# Each color scheme, and the narrowest and the widest layout. Names, roles and order are the same in both and judged
# once; what a width or the dark can change is judged in each.
LIGHT, DARK = (320, "light", None), (1280, "dark", LOOK_RULES)
LOOKS = [LIGHT, DARK]
# Between them only the layout can break.
WIDTH_BETWEEN = 768
# What Django makes of every model is alike: of these pages one in so many is looked at; of ours one in three, since the
# stories in this folder look at most of them, too. In full, all.
STOCK = ("_changelist", "_change", "_add", "_delete", "_history")
ONE_IN, ONE_OF_OURS_IN = 12, 3
DARK_ONE_IN = 3
# Two thirds of most pages, and the same on each: judged on the first few of a walk.
FRAME = ("#header", "#nav-sidebar")
FIRST_FEW = 3
WALKS = 3


@pytest.fixture
def desk(site, browser, run_folder):
    """The administrator's browser, signed in, in front of the demo."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": admin_pages.fill(run_folder), "url": site}
    context.add_cookies([cookie])
    page = context.new_page()
    yield page
    context.close()


def faults(page, name, looks=LOOKS, besides=()):
    """What is wrong with the page as it stands, at each width; `besides`: what is not judged."""
    found = []
    for width in few([DARK[0], WIDTH_BETWEEN], 1):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{name}, {width} px: scrolls sideways"] if scrolls_sideways(page) else []
    for width, scheme, rules in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        sideways = ["scrolls sideways"] if scrolls_sideways(page) else []
        found += [
            f"{name}, {width} px, {scheme}: {fault}" for fault in [*sideways, *axe_violations(page, rules, besides)]
        ]
    return found


def opens(page, address):
    """Goes there. Whether it is a page: not a file, not refused to everybody, not for POST alone."""
    try:
        answer = page.goto(address)
    except Error as error:
        assert "Download is starting" in error.message, f"{address}: {error}"
        return False
    assert answer.status in {200, 403, 405}, f"{address} answered {answer.status}"
    return answer.status == 200 and not answer.request.redirected_from


def press(button):
    with button.page.expect_navigation():
        button.click()


# What else a list may look like: searched, filtered, on its second page, with nothing in it.
QUERIES = {
    "core_closureday_changelist": ["?date__year=2027", "?date__year=2027&date__month=1"],
    "programs_registration_changelist": ["?q=zzzz&state__exact=held", "?needs=unconfirmed", "?p=2"],
    "programs_classoffering_changelist": ["?needs=free-seats"],
    "programs_classoffering_change": ["?state=waitlisted", "?state=all&q=zz"],
    "vacation_checks_vacationcheckrequest_changelist": ["?which=all", "?needs=wish", "?stands=lapsed"],
    "vacation_checks_alert_changelist": ["?needs=open-alert"],
    "mailroom_message_changelist": ["?state__exact=sent", "?q=ana", "?p=2"],
}


def some_of_what_is_alike(pages):
    """[(address, name), ...] without most of the stock pages, and with a third of ours."""
    stock = [page for page in pages if page[1].endswith(STOCK)]
    ours = [page for page in pages if page not in stock]
    return pages if FULL else ours[::ONE_OF_OURS_IN] + stock[::ONE_IN]


# So many walks, so that several processes share them.
@pytest.mark.parametrize("walk", range(WALKS))
def test_every_page(desk, walk):
    pages = sorted(admin_pages.addresses().items())
    pages = some_of_what_is_alike(pages) + [
        (address + query, name) for address, name in pages for query in few(QUERIES.get(name, []), 1)
    ]
    found, looked_at = [], 0
    for address, name in pages[walk::WALKS]:
        if opens(desk, address):
            # The dark is one style sheet for all.
            looks = LOOKS if FULL or looked_at % DARK_ONE_IN == 0 else [LIGHT]
            looked_at += 1
            found += faults(desk, f"{name} ({address})", looks, besides=FRAME if looked_at > FIRST_FEW else ())
    assert found == []
    assert looked_at > 15


def test_forms_with_errors(desk):
    found = []
    for address, name in some_of_what_is_alike(sorted(admin_pages.addresses().items())):
        if not name.endswith(("_add", "_change", "password_change")) or not opens(desk, address):
            continue
        if not desk.locator("#content-main form [type=submit]:not([aria-hidden])").count():
            continue
        desk.evaluate(
            "document.querySelectorAll('#content-main form [required], #content-main form input[type=text]')"
            ".forEach(field => { field.value = ''; field.required = false; })"
        )
        press(desk.locator("#content-main form [type=submit]:not([aria-hidden])").first)
        found += faults(desk, f"{name} with errors", [LIGHT], besides=FRAME)
    assert found == []


def test_the_pages_in_between(desk):
    """Where something is asked or shown before it is done."""
    found = []
    people = reverse("admin:programs_registration_changelist")
    for action in ("decline", "move"):
        desk.goto(people)
        for box in desk.locator("input.action-select").all()[:2]:
            box.check()
        desk.locator("select[name=action]").select_option(action)
        press(desk.locator(".actions button").first)
        found += faults(desk, f"{action}: {desk.title()}")
    desk.goto(reverse("admin:auth_group_changelist"))
    desk.locator("input.action-select").first.check()
    desk.locator("select[name=action]").select_option("delete_selected")
    press(desk.locator(".actions button").first)
    found += faults(desk, f"delete chosen: {desk.title()}")
    desk.goto(reverse("admin:programs_classoffering_capacity", args=[admin_pages.row_shown(ClassOffering).pk]))
    desk.get_by_label("Number of seats").fill("60")
    press(desk.get_by_role("button", name="Show what would happen"))
    found += faults(desk, "capacity, what would happen")
    desk.goto(reverse("admin:programs_classoffering_add"))
    desk.get_by_label("Title").fill("Fall 2029")
    desk.get_by_label("First date").fill("2029-09-06")
    press(desk.get_by_role("button", name="Show the dates"))
    found += faults(desk, "season, the dates")
    press(desk.get_by_role("button", name="Log out"))
    found += faults(desk, "signed out")
    assert found == []


def test_by_keyboard_alone(desk):
    people = reverse("admin:programs_registration_changelist")
    class_page = reverse("admin:programs_classoffering_change", args=[admin_pages.row_shown(ClassOffering).pk])
    for address in (reverse("admin:index"), people, class_page):
        desk.goto(address)
        desk.keyboard.press("Tab")
        skip = desk.get_by_role("link", name="Skip to main content")
        assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
        desk.keyboard.press("Enter")
        assert desk.evaluate("document.activeElement.id") == "content-start"
        for _ in range(12):
            desk.keyboard.press("Tab")
            ring = desk.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", f"{address}: {desk.evaluate('document.activeElement.outerHTML')[:120]}"
    desk.goto(class_page)
    desk.locator("#roster-q").focus()
    choose_somebody_by_keyboard(desk)
    # Past everybody on the roster, by one link.
    desk.get_by_role("link", name="Go to the dates, the place and the rules").focus()
    desk.keyboard.press("Enter")
    tab_to(desk, "#id_number")
    desk.goto(people)
    desk.locator("#content-start").focus()
    choose_somebody_by_keyboard(desk)


def tab_to(page, wanted):
    for _ in range(60):
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not come to {wanted} on {page.url}")


def choose_somebody_by_keyboard(page):
    for wanted in ("select[name=action]", ".actions button", "#action-toggle", "input.action-select"):
        tab_to(page, wanted)
    page.keyboard.press("Space")
    assert page.locator("input.action-select:checked").count() == 1


def test_control_a_planted_fault_is_found(site, page):
    page.goto(f"{site}/admin/login/")
    assert faults(page, "as it is", [LIGHT]) == []
    page.evaluate("document.querySelector('label[for=id_username]').remove()")
    page.evaluate("document.body.style.width = '900px'")
    found = faults(page, "planted", [LIGHT])
    assert any("label" in fault for fault in found)
    assert any("scrolls sideways" in fault for fault in found)


def test_control_a_page_that_the_walk_cannot_open_is_named():
    with pytest.raises(admin_pages.Unknown, match=r"What is planet_id in the address of stars_planet_look\?"):
        admin_pages.arguments_for("stars_planet_look", {"planet_id": int}, None, {})
