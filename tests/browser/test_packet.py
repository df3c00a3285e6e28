"""The pages before the first session, at three widths: axe finds nothing, and nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from programs.services import packets
from tests.browser.conftest import check, tick
from tests.programs.builders import make_offering, seat
from tests.programs.packets import CANARY, answer
from tests.programs.pages import link_to
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_the_resident_answers_changes_and_takes_back(site, page):
    ana = seat(make_offering())
    page.goto(f"{site}{link_to(ana)}packet/")
    check(page, "questions")
    page.get_by_role("button", name="Sign and send").click()
    check(page, "questions with errors")
    page.get_by_label("Name of the person whom we call").fill("Rosa Rivera")
    page.get_by_label("How this person is related to you").fill("mother")
    page.get_by_label("Phone number of this person").fill("310-555-0123")
    page.get_by_label("Shirt size").select_option("m")
    page.get_by_label("Anything that we should know").fill(CANARY)
    tick(page, "I have read the conduct rules")
    tick(page, "I have read the release of liability")
    tick(page, "Yes, you may take and show photos")
    page.get_by_label("Sign with your full name").fill("Ana Rivera")
    page.get_by_role("button", name="Sign and send").click()
    page.get_by_text("Thank you. We have your answers.").wait_for()
    check(page, "thank you")
    page.get_by_role("link", name="Change your answers").click()
    check(page, "change")
    assert packets.packet_of(ana).medical_notes == CANARY

    ana.offering.sessions.filter(is_graduation=False).delete()
    ana.offering.sessions.update(date=timezone.localdate() - timedelta(days=1))
    page.goto(f"{site}{ana.get_absolute_url()}packet/")
    page.get_by_role("button", name="Take back my consent").wait_for()
    check(page, "photos after the class")


def test_on_paper_the_texts_are_whole(site, page):
    for kind, text in packets.current_texts().items():
        type(text).objects.filter(kind=kind).update(text="One paragraph.\n\n" * 60)
    ana = seat(make_offering())
    page.goto(f"{site}{link_to(ana)}packet/")
    hidden = (
        "() => [...document.querySelectorAll('.agreement')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    # On the screen each is cut, and can be scrolled by the keyboard.
    assert page.evaluate(hidden) == 3
    page.locator(".agreement").first.focus()
    page.keyboard.press("End")
    region = page.locator(".agreement").first
    # Playwright's own waiting is forbidden by our CSP.
    until(lambda: region.evaluate("region => region.scrollTop > 0"), "it was not scrolled")
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == 0


@pytest.mark.volume  # the walk through the admin visits these pages, too
def test_the_staff_pages(site, page, context, admin_user):
    offering = make_offering()
    ana, ben = seat(offering, "ana"), seat(offering, "ben")
    answer(ana, medical_notes=CANARY, photo_consent=True, emergency_name="Rosa-of-a-very-long-name-without-a-break")
    client = Client()
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    base = f"{site}/admin/programs/classoffering/{offering.pk}/packets/"
    for address in ("", f"{ben.pk}/", f"{ana.pk}/", f"{ana.pk}/photos/", f"{ana.pk}/notes/"):
        page.goto(base + address)
        check(page, f"packets/{address}")
    page.get_by_role("button", name="Read the medical notes").click()
    page.get_by_text(CANARY).wait_for()
    check(page, "medical notes")
    page.goto(f"{base}{ben.pk}/")
    page.get_by_role("button", name="Save the answers").click()
    check(page, "answers from paper with errors")
