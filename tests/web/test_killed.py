"""kill -9 to the web server in mid-work: what was acknowledged is there, with its mail; nothing is half there."""

import http.cookiejar
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest

from core.guards import new_form_key
from mailroom.models import Message
from programs.models import Registration
from tests.programs.builders import make_offering
from tests.programs.pages import form_of
from tests.web.server import gunicorn, kill

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 120


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def register(address, number):
    """One person fills in the form; the reference that the server acknowledged, or None."""
    opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()), NoRedirect)
    url = f"{address}/programs/pip/45/register/"
    try:
        page = opener.open(url, timeout=20).read().decode()
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        fields = form_of(f"p{number}", form_key=new_form_key()) | {"step": "send", "csrfmiddlewaretoken": token}
        opener.open(url, urlencode(fields, doseq=True).encode(), timeout=20)
    except HTTPError as answer:
        return answer.headers["Location"].rstrip("/").rsplit("/", 1)[1] if answer.code == 302 else None
    except (OSError, HTTPException, IndexError):  # killed before it answered, or with half an answer sent
        return None
    return None


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there():
    make_offering(capacity=30, line_capacity=PEOPLE)
    with gunicorn() as (process, address), ThreadPoolExecutor(12) as pool:
        answers = [pool.submit(register, address, number) for number in range(PEOPLE)]
        while sum(answer.done() for answer in answers) < PEOPLE // 3:
            time.sleep(0.01)
        kill(process)
        acknowledged = {reference for answer in answers if (reference := answer.result())}

    stored = set(Registration.objects.values_list("reference", flat=True))
    assert PEOPLE // 4 < len(acknowledged) < PEOPLE, "the kill came too early or too late to show anything"
    assert acknowledged <= stored
    # A registration without its mail, or a mail without its registration, would be half a thing.
    assert set(Message.objects.values_list("about", flat=True)) == stored
    assert Message.objects.count() == len(stored)
