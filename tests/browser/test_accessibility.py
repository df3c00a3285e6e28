"""Every public page, in every state, at three widths: axe finds nothing, and nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.services import registrations
from tests.browser.conftest import LOOK_RULES, axe_violations, check, scrolls_sideways, tick
from tests.programs.builders import make_offering, make_program, seat, sign_up
from tests.programs.pages import link_to
from tests.volume import few

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def make_all_states():
    now = timezone.now()
    program = make_program(classes_before=44, graduates_before=1000, at_graduation="Certificates.")
    make_program("tap", name="Teens and Policing", entry="nomination", position=2)
    make_offering(program=program, number=45)
    full = make_offering(program=program, number=46, capacity=1, line_capacity=2)
    seat(full, "ana")
    for name in ("ben", "cleo"):
        sign_up(full, name)
    make_offering(program=program, number=47, opens_at=None)
    make_offering(program=program, number=48, opens_at=now + timedelta(days=9))
    make_offering(program=program, number=49, closes_at=now - timedelta(hours=1))
    make_offering(program=program, number=44, first_date=(now - timedelta(days=400)).date())
    cancelled = make_offering(program=program, number=50, opens_at=None)
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled", cancelled_reason="Flood.")


def test_pages_that_anyone_reads(site, page):
    make_all_states()
    addresses = ["/", "/programs/", "/programs/pip/", "/programs/tap/", "/chat/", "/vacation-check/", "/privacy/",
                 "/accessibility/", "/my/", "/programs/pip/tell-me/", "/no-such-page", "/programs/open/broken/",
                 "/programs/pip/45/register/", "/admin/login/"]  # fmt: skip
    addresses += [f"/programs/pip/{number}/" for number in range(44, 51)]
    wide = few(addresses, 3)  # here the header shows all of its links
    for address in addresses:
        page.goto(site + address)
        check(page, address, rules_when_wide=None if address in wide else LOOK_RULES)


def test_the_empty_portal(site, page):
    for address in ("/", "/programs/"):
        page.goto(site + address)
        check(page, f"empty {address}")


def test_forms_with_errors_and_the_check_page(site, page):
    make_offering()
    page.goto(f"{site}/programs/pip/45/register/")
    page.get_by_role("button", name="Check my answers").click()
    check(page, "register with errors")
    page.get_by_label("Given name").fill("Ana")
    page.get_by_label("Family name").fill("Rivera-of-a-very-long-name-without-a-break-that-goes-on-and-on-and-on")
    page.get_by_label("Email address").fill("ana@example.com")
    page.get_by_label("Phone number").fill("310-555-0100")
    tick(page, "I will be 18 or older")
    tick(page, "I live in Torrance")
    tick(page, "Yes, this is my first time")
    tick(page, "I can come to the sessions")
    page.get_by_role("button", name="Check my answers").click()
    check(page, "check your answers")
    page.get_by_role("button", name="Take my seat").click()
    check(page, "held")
    page.get_by_label("Six-digit code").fill("12")
    page.get_by_role("button", name="Confirm my seat").click()
    check(page, "held with a wrong code")
    for address in ("/my/", "/programs/pip/tell-me/"):
        page.goto(site + address)
        page.get_by_role("main").get_by_role("button").first.click()
        check(page, f"{address} with errors")
        page.get_by_label("Email address").fill("ana@example.com")
        page.get_by_role("main").get_by_role("button").first.click()
        check(page, f"after {address}")


def test_a_registration_in_every_state(site, page):
    full = make_offering(capacity=1)
    ana = seat(full, "ana")
    ben, cleo = sign_up(full, "ben"), sign_up(full, "cleo")
    held = sign_up(make_offering(number=46), "dan")

    def look(registration, name, *parts):
        page.goto(f"{site}{link_to(registration)}")
        check(page, name)
        for part in parts:
            page.goto(f"{site}{registration.get_absolute_url()}{part}")
            check(page, f"{name}: {part}")

    look(held, "held, address proved")
    look(ana, "confirmed", "details/", "withdraw/", f"absence/{full.sessions.first().pk}/")
    look(cleo, "in line", "withdraw/")
    registrations.withdraw(ana)
    look(ana, "withdrawn")
    look(ben, "offered")


def test_control_a_planted_fault_is_found(site, page):
    page.goto(site)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><div>too wide</div>'")
    page.evaluate("document.querySelector('main div').style.width = '900px'")
    page.set_viewport_size({"width": 320, "height": 900})
    assert any("image-alt" in found for found in axe_violations(page))
    assert scrolls_sideways(page)
