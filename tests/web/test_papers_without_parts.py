"""A machine without the PDF libraries, or without Japanese fonts: staff are told, everything else works."""

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from fontTools.ttLib import woff2

from core.pdf import LIBRARIES
from deploy import packages
from tests.programs.admin.helpers import class_page, class_url
from tests.programs.builders import make_offering, seated
from tests.volume import few
from tests.web.server import gunicorn

pytestmark = [pytest.mark.paper, pytest.mark.once, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent


class Staff:
    """An administrator's browser at that server."""

    def __init__(self, address):
        client = Client()
        client.force_login(User.objects.create_superuser("admin"), "django.contrib.auth.backends.ModelBackend")
        self.address = address.removeprefix("http://")
        self.cookies = {"session": client.cookies["session"].value}

    def get(self, path):
        """Status and body, after the redirect if there is one."""
        connection = HTTPConnection(self.address, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request("GET", path, headers={"Cookie": cookies})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.coded_value for name, morsel in SimpleCookie(header).items()}
        return self.get(response.headers["Location"]) if response.status == 302 else (response.status, body)

    def told(self, path):
        """The message on the page to which this leads."""
        status, body = self.get(path)
        assert status == 200
        return re.search(r'<li class="error">(.*?)</li>', body.decode(), re.DOTALL)[1]


@pytest.fixture
def latin_fonts(tmp_path):
    """A configuration of fonts with Latin letters alone."""
    woff2.decompress(
        str(ROOT / "static/fonts/source-sans-pro/sourcesanspro-regular-webfont.woff2"), str(tmp_path / "latin.ttf")
    )
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    return str(config)


def a_broken(library, folder):
    """What the loader finds first for this name is no library."""
    (folder / library).write_bytes(b"")
    return str(folder)


@pytest.mark.parametrize("library", few(packages.PDF_LIBRARIES.values(), 1))
def test_a_missing_library_is_said_and_the_rest_works(tmp_path, library):
    offering = make_offering()
    seated(offering, "ana")
    with gunicorn(LD_LIBRARY_PATH=a_broken(library, tmp_path)) as (_process, address):
        staff = Staff(address)
        message = staff.told(class_url(offering, "name_badges"))
        assert "a library is missing" in message
        assert all(package in message for package in LIBRARIES)
        assert "a library is missing" in staff.told(class_url(offering, "name_badges"))
        for path in ("/", class_page(offering), class_url(offering, "paper"), class_url(offering, "csv")):
            assert staff.get(path)[0] == 200, path


def test_a_missing_font_is_said_with_the_names_and_the_rest_is_printed(latin_fonts):
    japanese = make_offering(number=45)
    seated(japanese, "misaki", certificate_name="田中 美咲", language="ja")
    english = make_offering(number=46)
    seated(english, "ana")
    with gunicorn(FONTCONFIG_FILE=latin_fonts) as (_process, address):
        staff = Staff(address)
        message = staff.told(class_url(japanese, "name_badges"))
        assert message == (
            "These letters cannot be printed on this machine: 中, 咲, 田, 美 (in 田中 美咲). "
            "Install the package fonts-noto-cjk."
        )
        assert staff.get(class_url(english, "name_badges"))[1].startswith(b"%PDF-")


def test_control_with_everything_installed_it_is_printed():
    offering = make_offering()
    seated(offering, "misaki", certificate_name="田中 美咲", language="ja")
    with gunicorn() as (_process, address):
        status, body = Staff(address).get(class_url(offering, "name_badges"))
    assert (status, body[:5]) == (200, b"%PDF-")
