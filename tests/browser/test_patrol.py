"""A tour on a phone: two taps when all is clear, words when it is not, by day and by night."""

import pytest

from tests.browser.conftest import LOOK_RULES, axe_violations, check, scrolls_sideways, tick
from tests.vacation_checks.builders import DETAILS, make_check, make_tour
from tests.vacation_checks.patrols import a_home, person, take_off_the_list
from vacation_checks.enums import RequestState
from vacation_checks.models import Alert, HouseCheck

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery staple"
LEAST_TARGET = 48


@pytest.fixture(autouse=True)
def _phone(transactional_db, page):
    page.set_viewport_size({"width": 320, "height": 640})


def sign_in(site, page, role="officer"):
    who = person("reyes", role)
    who.set_password(PASSWORD)
    who.save()
    page.goto(f"{site}/patrol/homes/")
    page.get_by_label("Username").fill("reyes")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def start(page):
    page.get_by_label("Beat").select_option("Beat 1")
    page.get_by_role("button", name="Start the tour").click()
    page.get_by_role("heading", name="Homes today").wait_for()


def small_targets(page):
    """What a thumb could miss, in short; links in the middle of a sentence have none here."""
    return page.evaluate(
        """least => [...document.querySelectorAll('main a, main button, main summary, main label, header a, section a')]
            .filter(each => each.offsetParent && !each.closest('.patrol-homes'))
            .filter(each => each.tagName !== 'LABEL' || each.matches('.usa-radio__label, .usa-checkbox__label'))
            .filter(each => each.getBoundingClientRect().height < least)
            .map(each => each.outerHTML.slice(0, 80))""",
        LEAST_TARGET,
    )


def test_a_tour_from_sign_in_to_its_end(site, page):
    a_home("1234 SARTORI AVE")
    a_home("9 ARLINGTON AVE")
    sign_in(site, page, "volunteer")
    start(page)

    page.get_by_role("link", name="1234 SARTORI AVE").click()
    page.get_by_role("button", name="All clear").click()
    page.get_by_text("Logged").first.wait_for()
    assert HouseCheck.objects.get().result.code == "clear"

    page.get_by_role("link", name="9 ARLINGTON AVE").click()
    page.get_by_role("link", name="Something else").click()
    tick(page, "Open or unlocked door or window")
    page.get_by_role("button", name="Log it").click()
    page.get_by_label("What did you see?").fill("Side door ajar.")
    page.get_by_role("button", name="Log it").click()
    page.get_by_text("Open alert").wait_for()
    assert Alert.objects.get().check_record.narrative == "Side door ajar."

    page.get_by_text("End tour").click()
    page.get_by_role("button", name="Yes, end my tour").click()
    page.get_by_role("button", name="Start the tour").wait_for()
    page.goto(f"{site}/patrol/homes/")
    assert not page.get_by_text("SARTORI").count()


def every_page(site, page):
    """Each page in turn, with what it can show; the name of it."""
    yield "sign-in"
    sign_in(site, page)
    yield "start"
    start(page)
    yield "list"
    page.get_by_role("link", name="102 ARLINGTON AVE").click()
    yield "home"
    page.get_by_role("link", name="Something else").click()
    yield "log"
    page.get_by_role("button", name="Log it").click()
    yield "log with errors"
    page.goto(f"{site}/patrol/homes/")
    page.get_by_role("link", name="1234 SARTORI AVE").click()
    page.get_by_role("button", name="All clear").click()
    yield "logged"
    page.get_by_role("link", name="1234 SARTORI AVE", exact=True).click()
    page.get_by_role("button", name="All clear").click()
    yield "logged twice"
    page.get_by_role("link", name="No, back to the list").click()
    page.get_by_role("link", name="Add to it").first.click()
    yield "addendum"
    page.goto(f"{site}/patrol/sheet/")
    yield "sheet"


def homes_of_all_kinds():
    early = make_tour(username="early")
    with_dogs = DETAILS | {"animals": "yard", "hazards": "Loose step", "gated": "gate"}
    restless = a_home("102 ARLINGTON AVE", details=with_dogs, is_restricted=True)
    alert = make_check(restless, early, result="open", narrative="Door.", minutes_ago=60 * 24 * 4)
    Alert.objects.create(check_record=alert, opened_at=alert.logged_at)
    a_home("1234 SARTORI AVE")
    take_off_the_list(a_home("11 POST AVE"), RequestState.ENDED_EARLY)
    take_off_the_list(a_home("12 POST AVE"), RequestState.INFORMATION)


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_by_day_and_by_night(site, page, scheme):
    homes_of_all_kinds()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/patrol/")
    for name in every_page(site, page):
        # Names, roles and order are the same in the dark.
        assert axe_violations(page, LOOK_RULES if scheme == "dark" else None) == [], f"{name}, {scheme}"
        assert not scrolls_sideways(page), name
        assert small_targets(page) == [], name


@pytest.mark.once
def test_on_a_wider_screen_on_paper_and_for_who_may_not_patrol(site, page):
    homes_of_all_kinds()
    sign_in(site, page)
    start(page)
    check(page, "list")
    page.get_by_role("link", name="102 ARLINGTON AVE").click()
    check(page, "home")
    page.goto(f"{site}/patrol/sheet/")
    black_on_white_and_without_a_menu(page)
    person("reyes").groups.clear()
    page.reload()
    page.get_by_role("heading", name="You cannot open this page").wait_for()
    check(page, "no permission")


def black_on_white_and_without_a_menu(page):
    page.emulate_media(media="print", color_scheme="dark")
    style = page.evaluate("(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))")
    assert style == ["rgb(255, 255, 255)", "rgb(27, 27, 27)"]
    assert page.get_by_text("Return this sheet to the desk").is_visible()
    for hidden in ("Sign out", "Call 911", "Back to the list"):
        assert not page.get_by_text(hidden).is_visible(), hidden
    page.emulate_media(media="screen", color_scheme="light")
