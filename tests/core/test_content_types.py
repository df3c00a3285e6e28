"""Content types that make bare Django answer 500, and the guard in front of it."""

import logging
import subprocess
import sys
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from core.wsgi import ContentTypeGuard, is_readable
from tests.environment import ROOT

FORM = "application/x-www-form-urlencoded"
UNREADABLE = [
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=utf8",
    f"{FORM}; charset=hex",
    f"{FORM}; charset*=BOGUS''x",
    "text/plain; charset*=BOGUS''x",
    "text/plain; anything*=BOGUS''x",
    "text/plain; charset=undefined",
    "text/plain; charset=punycode",
    "text/plain; charset=a\0b",
    "multipart/form-data; boundary=b; charset=hex",
]
READABLE = [
    "",
    FORM,
    f"{FORM}; charset=UTF-8",
    'text/plain; charset="utf-8"',
    "multipart/form-data; boundary=----WebKitFormBoundaryx8jO2oVc6SWP3Sad",
    "application/json",
]

# No handler400 of ours here: this is how Django itself answers.
urlpatterns = [path("", lambda request: HttpResponse(f"{request.GET} {request.POST}"))]


@pytest.fixture
def bare_django(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    logging.disable(logging.CRITICAL)
    # Django looks after an open connection at each request; the test before may have left one.
    connection.close()
    yield get_wsgi_application()
    logging.disable(logging.NOTSET)


def answer(application, content_type, method="POST"):
    """Status, headers and body; 500 when the application raises, as gunicorn would answer."""
    token = "a" * 32
    body = f"csrfmiddlewaretoken={token}".encode()
    environ = {
        "REQUEST_METHOD": method,
        "QUERY_STRING": "q=%e9%ff",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": f"csrf={token}",
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    started = []
    try:
        chunks = application(environ, lambda status, headers: started.append((status, dict(headers))))
    except Exception:
        return 500, {}, b""
    status, headers = started[0]
    return int(status.split()[0]), headers, b"".join(chunks)


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_control_bare_django_answers_500(bare_django, content_type):
    assert answer(bare_django, content_type)[0] == 500


@pytest.mark.parametrize("content_type", UNREADABLE)
@pytest.mark.parametrize("method", ["POST", "GET", "HEAD"])
def test_the_guard_answers_400_with_safe_headers(bare_django, content_type, method):
    status, headers, body = answer(ContentTypeGuard(bare_django), content_type, method)

    assert status == 400
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert bool(body) == (method != "HEAD")


@pytest.mark.parametrize("content_type", READABLE)
def test_the_guard_lets_sound_requests_through(bare_django, content_type):
    assert answer(ContentTypeGuard(bare_django), content_type, "GET")[0] == 200


def test_a_sound_form_is_read(bare_django):
    status, _, body = answer(ContentTypeGuard(bare_django), FORM)

    assert status == 200
    assert b"csrfmiddlewaretoken" in body


@pytest.mark.once
def test_gunicorn_serves_the_guarded_application():
    # In a process of its own: the module asks the database for keys and closes every connection.
    script = "from torrance_pd import wsgi; print(type(wsgi.application).__name__)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ContentTypeGuard.__name__


# What a header can hold: WSGI hands over bytes as latin-1. The pieces lead it to the interesting places.
pieces = st.sampled_from(["charset", "*", "*0", "=", ";", "'", '"', "utf-8", "BOGUS", "%ff", " ", "\\", "(", ")", FORM])
headers = st.lists(pieces | st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=12).map("".join)


@given(content_type=headers)
def test_no_content_type_breaks_the_guard(content_type):
    assert is_readable(content_type) in {True, False}
