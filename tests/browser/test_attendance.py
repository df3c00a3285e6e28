"""An evening of a class as staff and participants live it: by keyboard, on a phone, with two hands at once."""

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from core.models import DepartmentProfile
from programs.models import ClassSession, RegistrationEvent
from programs.services import check_in
from tests.browser.conftest import check
from tests.programs.admin.helpers import staff
from tests.programs.builders import make_offering, seat
from tests.programs.evenings import fresh, marks_of, record
from tests.programs.pages import link_to

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-word-for-tests"


def class_of_tonight(*names):
    """A class whose second session is on all day today, so that it can be recorded whenever the tests run."""
    offering = make_offering(sessions=4)
    people = [seat(offering, name) for name in names]
    today = timezone.localdate()
    for week, session in enumerate(offering.sessions.all(), start=-1):
        times = {"start_time": time(0), "end_time": time(23, 59)} if week == 0 else {}
        ClassSession.objects.filter(pk=session.pk).update(date=today + timedelta(weeks=week), **times)
    RegistrationEvent.objects.update(at=timezone.now() - timedelta(days=30))
    DepartmentProfile.objects.update_or_create(pk=1, defaults={"late_minutes": 60 * 24})
    offering = fresh(offering)
    return offering, offering.held_sessions[1], people


def sign_in(page, site):
    # Tests with transactions empty the table of roles; who may do what is tested elsewhere.
    User.objects.create_superuser("coordinator", password=PASSWORD)
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{site}/admin/")


def address(site, offering, session=None, name=""):
    part = f"{session.pk}/" if session else ""
    return f"{site}/admin/programs/classoffering/{offering.pk}/attendance/{part}{name}"


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.value || ''")


def tab_to(page, wanted):
    for _press in range(120):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def test_an_evening_recorded_by_keyboard_alone(site, page):
    offering, session, (ana, ben, cleo) = class_of_tonight("ana", "ben", "cleo")
    sign_in(page, site)
    page.goto(address(site, offering, session))

    tab_to(page, f"id_{ana.pk}-mark_6")  # the group's one stop: what is chosen, "Not recorded"
    for _left in range(5):
        page.keyboard.press("ArrowLeft")
    assert focused(page) == f"id_{ana.pk}-mark_1"  # Late
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # unfolds the note
    page.keyboard.press("Tab")
    page.keyboard.type("Train")
    tab_to(page, f"id_{ben.pk}-mark_6")
    page.keyboard.press("ArrowRight")  # round to Present
    tab_to(page, "absent")  # the button that fills in whoever is left
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Filled in below, not saved yet")).to_be_visible()
    assert marks_of(session) == {}
    tab_to(page, "Save")
    page.keyboard.press("Enter")

    expect(page.get_by_text("3 marks saved.")).to_be_visible()
    assert marks_of(session) == {"ana": "late", "ben": "present", "cleo": "absent"}
    assert ana.attendance.get().note == "Train" and cleo.attendance.get().by.username == "coordinator"


def test_two_phones_at_two_doors(site, browser):
    offering, session, (ana, ben, cleo) = class_of_tonight("ana", "ben", "cleo")
    first, second = (browser.new_context(viewport={"width": 390, "height": 700}).new_page() for _door in range(2))
    sign_in(first, site)
    second.context.add_cookies(first.context.cookies())
    for door in (first, second):
        door.goto(address(site, offering, session, "door/"))
        button = door.get_by_role("button", name="Here: Ana Rivera").bounding_box()
        assert min(button["width"], button["height"]) >= 44
    first.get_by_role("button", name="Here: Ana Rivera").click()
    expect(first.get_by_text("1 of 3 here, 2 not yet")).to_be_visible()
    assert first.url.endswith(f"#person-{ben.pk}")
    second.get_by_role("button", name="Here: Ana Rivera").click()  # this page has not heard of it
    second.get_by_role("button", name="Here: Cleo Rivera").click()
    expect(second.get_by_text("2 of 3 here, 1 not yet")).to_be_visible()
    assert marks_of(session) == {"ana": "present", "cleo": "present"}
    assert ana.attendance.get().mark == cleo.attendance.get().mark


def test_a_participant_checks_in_without_javascript(site, browser):
    _offering, session, (ana,) = class_of_tonight("ana")
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    page.goto(f"{site}/programs/check-in/{check_in.check_in_token(session)}/")
    page.get_by_label("Your four-character code").fill("zz9")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_label("Your four-character code")).to_have_value("zz9")
    page.get_by_label("Your four-character code").fill(ana.badge_code.lower())
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("heading", name="Welcome, Ana.")).to_be_visible()
    assert marks_of(session) == {"ana": "present"}


# --- what it looks like ----------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.volume  # the walk through the admin visits these pages, too
def test_staff_pages_are_accessible_at_every_width(site, page):
    offering, session, (ana, ben, *_others) = class_of_tonight("ana", "ben", "cleo", "dora")
    kim = staff(None, "kim")
    record(offering.held_sessions[0], kim, ana="absent", ben="excused")
    record(session, kim, cleo="present")
    ben.will_miss.add(session)
    type(offering).objects.update(absences_allowed=0)
    sign_in(page, site)
    pages = {
        "overview": address(site, offering),
        "absences to follow up": f"{address(site, offering)}?show=follow-up",
        "exempt": f"{site}/admin/programs/classoffering/{offering.pk}/attendance/exempt/{ana.pk}/",
        "evening": address(site, offering, session),
        "an evening to come": address(site, offering, offering.held_sessions[2]),
        "door": address(site, offering, session, "door/"),
        "door, nobody found": address(site, offering, session, "door/?q=nobody"),
        "wall": address(site, offering, session, "wall/"),
    }
    for name, url in pages.items():
        page.goto(url)
        check(page, name)

    page.goto(pages["evening"])
    page.locator("summary", has_text="Note").first.click()
    page.get_by_label("Note about Ana").fill("alone")
    page.get_by_label("Codes from the paper sheet").fill("QQQQQ")
    page.get_by_role("button", name="is not recorded is present").click()
    expect(page.get_by_text("Nobody in this class has these codes: QQQQQ.")).to_be_visible()
    check(page, "evening, filled, with an unknown code")
    page.locator("label", has_text="Not recorded").first.click()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Choose a mark, too")).to_be_visible()
    check(page, "evening with errors")


@pytest.mark.once
def test_on_a_phone_every_mark_is_big_enough_to_touch(site, page):
    offering, session, _people = class_of_tonight("ana")
    sign_in(page, site)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address(site, offering, session))
    boxes = [label.bounding_box() for label in page.locator(".mark-choices label").all()]
    assert len(boxes) == 7 and all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert {round(box["x"]) for box in boxes} == {round(boxes[0]["x"]), round(boxes[1]["x"])}  # two columns


@pytest.mark.once
def test_participants_pages_are_accessible_at_every_width(site, page):
    offering, session, (ana,) = class_of_tonight("ana")
    record(offering.held_sessions[0], staff(), ana="absent")
    door = f"{site}/programs/check-in/{check_in.check_in_token(session)}/"
    page.goto(door)
    check(page, "check in")
    page.get_by_label("Your four-character code").fill("zz9")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    check(page, "check in with a wrong code")
    page.get_by_label("Your four-character code").fill(ana.badge_code)
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("heading", name="Welcome, Ana.")).to_be_visible()
    check(page, "welcome")
    for address_of in [f"{site}/programs/check-in/nonsense/"]:
        page.goto(address_of)
        check(page, "unknown check-in")
    page.goto(f"{site}/programs/check-in/{check_in.check_in_token(offering.held_sessions[2])}/")
    check(page, "too early")
    for allowed in (2, 1, 0):
        type(offering).objects.update(absences_allowed=allowed)
        page.goto(f"{site}{link_to(ana)}")
        check(page, f"passport with {allowed} absences allowed")
