"""The headers that every single response carries."""

import logging

import pytest
from django.test import Client
from whitenoise.middleware import WhiteNoiseMiddleware

from core.middleware import PERMISSIONS_POLICY, SAFE_HEADERS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.error_urls")]

RESPONSES = {
    "page": ("get", "/privacy/", 200),
    "form page": ("get", "/my/", 200),
    "head": ("head", "/privacy/", 200),
    "health": ("get", "/healthz", 200),
    "staff sign-in": ("get", "/admin/login/", 200),
    "redirect to the slash": ("get", "/privacy", 301),
    "redirect to sign-in": ("get", "/admin/", 302),
    "static file": ("get", "/static/img/favicon.svg", 200),
    "missing static file": ("get", "/static/img/none.svg", 404),
    "bad request": ("get", "/suspect/", 400),
    "forbidden": ("get", "/forbid/", 403),
    "not found": ("get", "/no/such/page/", 404),
    "method not allowed": ("post", "/privacy/", 405),
    "unknown method": ("options", "/privacy/", 405),
    "fault": ("get", "/crash/", 500),
    "database away": ("get", "/away/", 503),
}


@pytest.fixture(autouse=True)
def silence():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def answer(what, **extra):
    method, address, status = RESPONSES[what]
    response = getattr(Client(raise_request_exception=False), method)(address, **extra)
    assert response.status_code == status
    response.getvalue()  # a static file is closed when it was read
    return response


def assert_safe(response):
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] in {"'self'", "'none'"}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Permissions-Policy"] == PERMISSIONS_POLICY


@pytest.mark.parametrize("what", RESPONSES)
def test_every_response_carries_the_safe_headers(what):
    assert_safe(answer(what))


@pytest.mark.parametrize("what", ["page", "static file", "bad request", "fault"])
def test_control_without_the_middleware_some_are_missing(settings, what):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "core.middleware.SafeHeadersMiddleware"]
    with pytest.raises(KeyError):
        assert_safe(answer(what))


def test_what_happens_before_every_other_middleware_is_safe_as_well(settings):
    """On a site with https, a foreign Host is refused inside the very first of Django's own."""
    settings.SECURE_SSL_REDIRECT = True
    foreign = Client(raise_request_exception=False).get("/privacy/", HTTP_HOST="evil.example")
    assert foreign.status_code == 400
    assert_safe(foreign)


def test_the_redirect_to_https_is_safe(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/privacy/")
    assert response.status_code == 301
    assert response["Location"].startswith("https://")
    assert_safe(response)


def test_pages_may_load_their_own_styles_and_nothing_from_elsewhere():
    policy = answer("page")["Content-Security-Policy"]
    assert "style-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "//" not in policy
    assert "*" not in policy


def test_a_page_that_is_stricter_stays_so():
    response = answer("form page")
    assert "no-store" in response["Cache-Control"]
    assert set(SAFE_HEADERS) <= set(response.headers)


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"])
def test_no_page_may_ask_for_a_device(feature):
    assert f"{feature}=()" in PERMISSIONS_POLICY.split(", ")


@pytest.mark.parametrize("what", ["page", "not found", "static file", "health"])
def test_public_pages_set_no_cookie(what):
    assert not answer(what).cookies


def test_static_files_come_from_whitenoise_and_not_from_a_view(settings):
    settings.WHITENOISE_AUTOREFRESH = False  # as in production
    assert WhiteNoiseMiddleware(lambda request: None).files
