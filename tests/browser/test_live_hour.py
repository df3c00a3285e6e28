"""The running hour in browsers: pages that look again by themselves, by keyboard, without a script, in every width."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from chat_sessions.models import Question
from tests.browser.conftest import axe_violations, scrolls_sideways
from tests.chat_sessions.asked import again
from tests.chat_sessions.builders import live_session
from tests.chat_sessions.desk import page as page_of
from tests.chat_sessions.hours import answer_live, listed, queue_of, queued

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LOOKS = [(320, "light"), (768, "dark"), (1280, "light")]
PRESS_WHEN_THE_BOARD_CHANGES = """button => new MutationObserver((changes, observer) => {
    observer.disconnect();
    document.getElementById(button).click();
}).observe(document.getElementById("board").parentElement, {childList: true})"""


@pytest.fixture
def hour():
    return live_session()


@pytest.fixture
def desk(site, browser):
    """Opens a page as an administrator, each in an own browser; `complaints`: what any of them wrote to its console."""
    client, contexts, complaints = Client(), [], []
    client.force_login(User.objects.create_superuser("admin"), "django.contrib.auth.backends.ModelBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": site}

    def opened(address, **options):
        context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    opened.complaints = complaints
    yield opened
    for context in contexts:
        context.close()


def address(session, name):
    return page_of("chatsession", session, name)


def test_what_one_does_the_other_and_the_chief_see_by_themselves(desk, hour):
    ana, ben = listed(hour, "ana", "ben")
    board, other, chief = (desk(address(hour, name)) for name in ("live", "live", "presenter"))
    expect(chief.get_by_text("No question at the moment.")).to_be_visible()
    for page, seconds in ((board, 4), (chief, 3)):
        expect(page.locator(f"[hx-trigger='every {seconds}s']")).to_have_count(1)
    board.get_by_role("button", name=f"Queue {ana}").click()
    # Two clicks at once would be two requests at once, and the queue in either order.
    expect(board.get_by_role("heading", name="Queue (1)")).to_be_visible()
    board.get_by_role("button", name=f"Queue {ben}").click()
    expect(board.get_by_role("heading", name="Queue (2)")).to_be_visible()
    expect(chief.get_by_text("Asked by 1 person")).to_be_visible()
    expect(other.get_by_role("heading", name="Queue (2)")).to_be_visible()
    # A third one, whose page stands still, clicks on what has moved meanwhile.
    still = desk(f"{address(hour, 'live')}?mode=still")
    board.get_by_role("button", name=f"To the front: {ben}").click()
    expect(board.get_by_role("status")).to_have_text("Done.")
    still.get_by_role("button", name=f"Down: {ana}").click()
    expect(still.get_by_text("Somebody moved the queue meanwhile")).to_be_visible()
    assert queue_of(hour) == ["ben", "ana"]
    assert desk.complaints == []


def test_the_keyboard_stays_where_it_is_when_the_board_changes(desk, hour):
    _ana, _ben, cleo = queued(hour, "ana", "ben", "cleo")
    board = desk(address(hour, "live"))
    board.get_by_role("button", name=f"Up: {cleo}").focus()
    for order in (["ana", "cleo", "ben"], ["cleo", "ana", "ben"]):
        with board.expect_response(lambda response: response.request.method == "POST"):
            board.keyboard.press("Enter")
        place = order.index("cleo")
        expect(board.locator(f"li:has(#up-{cleo.pk})")).to_contain_text(f"{place + 1}.")
        expect(board.locator(f"#up-{cleo.pk}")).to_be_focused()
        assert queue_of(hour) == order


def test_a_button_pressed_the_moment_it_appears_loads_no_new_page(desk, hour):
    """A button that the script does not know yet would send its form itself, and the keyboard would begin anew."""
    _ana, _ben, cleo = queued(hour, "ana", "ben", "cleo")
    board = desk(address(hour, "live"))
    up = board.locator(f"#up-{cleo.pk}")
    board.evaluate(PRESS_WHEN_THE_BOARD_CHANGES, f"up-{cleo.pk}")
    up.press("Enter")
    expect(board.locator(f"li:has(#up-{cleo.pk})")).to_contain_text("1.")
    expect(up).to_be_focused()
    assert queue_of(hour) == ["cleo", "ana", "ben"]


def test_a_board_that_gets_no_answer_says_so_until_it_does(desk, hour):
    board = desk(address(hour, "live"))
    lost = board.get_by_text("The portal does not answer.")
    expect(lost).to_be_hidden()
    board.route("**/live/?seen=*", lambda route: route.abort())
    expect(lost).to_be_visible()
    board.unroute("**/live/?seen=*")
    expect(lost).to_be_hidden()


def test_without_a_script_every_button_works_and_the_page_can_be_loaded_again(desk, hour):
    (ana,) = listed(hour, "ana")
    board = desk(address(hour, "live"), java_script_enabled=False)
    board.get_by_role("button", name=f"Queue {ana}").click()
    expect(board.get_by_role("heading", name="Queue (1)")).to_be_visible()
    board.get_by_role("link", name=f"Answered live: {ana}").click()
    board.get_by_label("In short, what was said").fill("Yes, from June on.")
    board.get_by_role("button", name="Answered live").click()
    expect(board.get_by_role("heading", name="Answered live (1)")).to_be_visible()
    assert again(ana).answer.text == "Yes, from June on."
    chief = desk(address(hour, "presenter"), java_script_enabled=False)
    chief.get_by_role("link", name="have it loaded again every 15 seconds").click()
    expect(chief.get_by_text("loaded again every 15 seconds")).to_be_visible()


def test_axe_finds_nothing_on_the_live_pages_and_nothing_scrolls_sideways(desk, hour):
    """With everything on them. The other pages of the hour: tests/browser/test_admin_accessibility.py."""
    ana, ben, _cleo, _dan = queued(hour, "ana", "ben", "cleo", "dan")
    Question.objects.filter(pk=ben.pk).update(language="ko", text="한국어 질문 " * 20, translation="In English " * 20)
    answer_live(ana)
    found = []
    for name, looks in (("live", LOOKS), ("presenter", [*LOOKS, (1920, "dark")])):
        page = desk(address(hour, name))
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 1080 if width == 1920 else 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sideways = ["scrolls sideways"] if scrolls_sideways(page) else []
            found += [f"{name}, {width} px, {scheme}: {fault}" for fault in [*sideways, *axe_violations(page)]]
    assert found == []
