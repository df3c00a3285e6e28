"""The page "Paper" of a class: axe finds nothing, nothing scrolls sideways, and a button is a PDF."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.browser.conftest import check
from tests.programs.admin.helpers import class_url
from tests.programs.builders import make_offering, seat
from tests.programs.papers import answer, certify

pytestmark = [pytest.mark.browser, pytest.mark.paper, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site, page):
    """The browser of an administrator."""
    client = Client()
    client.force_login(User.objects.create_superuser("admin"), "django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    return page


def test_the_paper_page_in_its_states(site, desk):
    empty, full = make_offering(number=46, sessions=0), make_offering()
    ana = seat(full, "ana")
    answer(ana)
    certify(ana)
    for name, offering in (("empty", empty), ("full", full)):
        desk.goto(site + class_url(offering, "paper"))
        check(desk, name)
    desk.goto(site + class_url(empty, "name_badges"))
    assert "nobody has a confirmed seat" in desk.locator(".messagelist").inner_text()
    check(desk, "with a message")


def test_each_button_is_a_pdf(site, desk):
    offering = make_offering()
    ana = seat(offering, "ana")
    answer(ana)
    certify(ana)
    desk.goto(site + class_url(offering, "paper"))
    desk.get_by_label("Session").select_option(index=3)
    day = list(offering.sessions.all())[3].date
    wanted = {
        "Sign-in sheet (PDF)": f"sign-in-{day:%Y-%m-%d}-PIP-45.pdf",
        "Name badges (PDF)": "badges-PIP-45.pdf",
        "Emergency list (PDF)": "emergency-PIP-45.pdf",
        "With medical notes (PDF)": "emergency-medical-PIP-45.pdf",
        "Consent (PDF)": "consent-PIP-45.pdf",
        "Certificates (PDF)": "certificates-PIP-45.pdf",
    }
    for label, name in wanted.items():
        with desk.expect_download() as download:
            desk.get_by_text(label, exact=True).or_(desk.get_by_role("button", name=label, exact=True)).click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
