"""A class as it is lived, from the plan to the certificates: a coordinator and three residents, by the pages alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import DepartmentProfile
from programs.models import ClassOffering
from tests.browser.class_life import (
    Desk,
    Resident,
    account,
    download,
    nothing_more_arrives,
    weeks_pass_until,
)
from tests.browser.test_the_whole_way import wait_for_mail
from tests.programs.builders import make_program, states
from tests.programs.evenings import marks_of

pytestmark = [pytest.mark.browser, pytest.mark.paper, pytest.mark.django_db(transaction=True)]

PDF = b"%PDF-"
LETTER = "Bring a jacket"


@pytest.mark.usefixtures("running_worker")
def test_a_class_from_opening_to_graduation(site, new_context, mail_folder):
    make_program(classes_before=44, graduates_before=5100)
    # Sessions of this class are on from midnight to midnight, so that the test can run at any hour.
    DepartmentProfile.objects.update_or_create(pk=1, defaults={"late_minutes": 60 * 24})
    account()
    desk = Desk(new_context().new_page(), site)
    ana, ben, cleo = (Resident(new_context().new_page(), site, mail_folder, name) for name in ("Ana", "Ben", "Cleo"))

    offering = plan_and_publish(desk)
    fill_the_class(offering, ana, ben, cleo)
    first, second, graduation_night = offering.sessions.all()

    weeks_pass_until(first)
    first_evening(desk, first)
    write_to_the_class(desk, offering, ana, ben, cleo)

    weeks_pass_until(second)
    second_evening(desk, second, cleo)
    assert ana.passport() == {"Attended": 2, "Missed": 0, "Absences left": 1}
    assert cleo.passport() == {"Attended": 1, "Missed": 1, "Absences left": 0}

    weeks_pass_until(graduation_night)
    graduate(desk, offering)
    for each in (ana, cleo):
        each.open_mail("Congratulations: you graduated")
        each.sees("You graduated. Congratulations!")
    assert not ben.mails("Congratulations")
    show_the_certificate(ana, stranger=new_context().new_page())
    stay_in_touch(desk, offering, ana)


def plan_and_publish(desk):
    """Two sessions and graduation night, three weeks ahead; registration has opened yesterday."""
    today = timezone.localdate()
    first_date = today + timedelta(weeks=3)
    page = desk.page
    page.goto(f"{desk.site}/admin/programs/classoffering/add/")
    page.get_by_label("Weekday:", exact=True).select_option(str(first_date.weekday()))
    answers = {
        "Title": "Spring",
        "First date": first_date.isoformat(),
        "From": "00:00",
        "To": "23:59",
        "Number of sessions": "2",
        "Capacity": "2",
        "Absences allowed": "1",
        "Opens at": f"{today - timedelta(days=1)}T09:00",
        "Topics": "Patrol\nDispatch",
    }
    for label, text in answers.items():
        page.get_by_label(f"{label}:", exact=True).fill(text)
    desk.press("Show the dates")
    desk.reads("3 dates, 2 seats")
    assert not ClassOffering.objects.exists()
    desk.press("Create the class (draft)")
    desk.reads("is created as a draft")
    offering = ClassOffering.objects.get()
    public = page.request.get(f"{desk.site}{offering.get_absolute_url()}")
    assert public.status == 404
    desk.tool(offering, "Publish")
    desk.press("Publish")
    desk.tool(offering, "Public page")
    expect(page.get_by_role("link", name="Take a seat").first).to_be_visible()
    offering.refresh_from_db()
    return offering


def fill_the_class(offering, ana, ben, cleo):
    """Two seats, three people: the third stands in line, until the second thinks better of it."""
    ana.take_a_seat(offering)
    ana.answer_packet()
    ben.take_a_seat(offering)
    cleo.register(offering, "Join the line")
    cleo.sees("You are number 1 in line")
    ben.give_up_the_seat()
    cleo.open_mail("seat is free")
    cleo.press("Accept the seat")
    cleo.sees("Your seat is confirmed")
    cleo.answer_packet()
    assert states(offering) == {"ana": "confirmed", "ben": "withdrawn", "cleo": "confirmed"}


def first_evening(desk, session):
    """A sheet for the door. Ana is seen there; who has not come is written down on the evening's page."""
    desk.tool(session.offering, "Paper: badges, lists, certificates")
    name, content = desk.download("Sign-in sheet (PDF)")
    assert name == f"sign-in-{session.date}-PIP-45.pdf" and content.startswith(PDF)
    desk.evening(session)
    desk.follow("At the door")
    desk.press("Here: Ana Rivera")
    desk.reads("1 of 2 here, 1 not yet")
    desk.follow("This evening")
    desk.page.get_by_role("radiogroup", name="Rivera, Cleo").get_by_label("Absent", exact=True).check()
    desk.press("Save")
    desk.reads("1 mark saved.")
    assert marks_of(session) == {"ana": "present", "cleo": "absent"}


def write_to_the_class(desk, offering, ana, ben, cleo):
    """Seen before it is sent; then one mail to each who has a seat, and none to who gave it up."""
    desk.tool(offering, "Write to the class")
    desk.page.get_by_label("Subject:").fill(LETTER)
    desk.page.get_by_role("textbox", name="Letter:").fill("Dear {given_name},\n\nnext time we stand outside.")
    desk.press("Look before you send")
    desk.reads("2 people would get this letter")
    assert not ana.mails(LETTER)
    desk.press("Send to 2 people")
    for each in (ana, cleo):
        mail = wait_for_mail(each.mail_folder, each.address, LETTER)
        assert f"Dear {each.name}," in mail.get_body(("plain",)).get_content()
    nothing_more_arrives(ana.mail_folder)
    assert [len(each.mails(LETTER)) for each in (ana, ben, cleo)] == [1, 0, 1]


def second_evening(desk, session, cleo):
    """Cleo types the code from her own page at the address on the wall; the others are filled in afterwards."""
    cleo.page.reload()
    badge_code = cleo.page.locator(".reference", has_text="for checking in").inner_text()[-4:]
    desk.evening(session)
    desk.follow("Code on the wall")
    phone = cleo.page.context.new_page()
    phone.goto(desk.page.locator(".wall-address").inner_text())
    phone.get_by_label("Your four-character code").fill(badge_code.lower())
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_role("heading", name="Welcome, Cleo.")).to_be_visible()
    phone.close()
    desk.follow("Back to the evening")
    desk.press("Fill: everybody who is not recorded is present")
    desk.reads("Filled in below, not saved yet")
    desk.press("Save")
    desk.reads("1 mark saved.")
    assert marks_of(session) == {"ana": "present", "cleo": "present"}


def graduate(desk, offering):
    desk.tool(offering, "Graduation")
    desk.press("Show what will happen")
    desk.reads("2 graduate")
    assert not offering.registrations.exclude(outcome="").exists()
    desk.press("Graduate the class")
    desk.reads("2 graduated, 0 not completed.")


def show_the_certificate(graduate, stranger):
    """The graduate prints it; whoever is shown it finds it confirmed, and the program counts two graduates more."""
    page = graduate.page
    name, content = download(page, page.get_by_role("link", name="Download my certificate (PDF)"))
    assert name == "certificate-PIP-45-001.pdf" and content.startswith(PDF)
    code = page.locator("a[href*='/certificates/']").inner_text()
    stranger.goto(f"{graduate.site}/certificates/{code}/")
    expect(stranger.get_by_role("heading", name="This certificate is valid")).to_be_visible()
    expect(stranger.locator("dl.facts")).to_contain_text("Ana Rivera")
    # For the first time in this test: the number may be a minute old.
    stranger.goto(f"{graduate.site}/programs/pip/")
    expect(stranger.get_by_text("5,102 community members have graduated.")).to_be_visible()


def stay_in_touch(desk, offering, graduate):
    """Nobody is on the list of alumni who has not asked for it."""
    graduate.press("Yes, write to me")
    expect(graduate.page.get_by_role("button", name="Do not write to me any more")).to_be_visible()
    desk.tool(offering, "Graduation")
    _name, content = desk.download("Of this class (CSV)")
    assert b"Ana" in content and b"Cleo" not in content
