"""Turns away, before Django reads them, requests whose Content-Type Django cannot live with.

Django answers 500 to a form that claims to be UTF-16 (its own 400 page reads the form
again, and fails again), and to a parameter in an unknown encoding it raises while the
request is still being made, where no middleware and no handler400 can help. Any bot can
send both, so the guard stands outside of Django.
"""

from http import HTTPStatus

from django.utils.http import parse_header_parameters

from core.middleware import SAFE_HEADERS

BODY = b"Bad request: the Content-Type of this request cannot be read. This site speaks UTF-8.\n"

# Django's middleware never sees this answer, so it carries the safe headers by itself.
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BODY))),
    ("Cache-Control", "no-store"),
    *SAFE_HEADERS.items(),
]


class ContentTypeGuard:
    """WSGI wrapper: 400 to a Content-Type that cannot be read, or that is not UTF-8."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if is_readable(environ.get("CONTENT_TYPE", "")):
            return self.application(environ, start_response)
        start_response(f"{HTTPStatus.BAD_REQUEST:d} {HTTPStatus.BAD_REQUEST.phrase}", HEADERS.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [BODY]


def is_readable(content_type):
    """Whether Django can parse the header, and the body is in the one encoding we speak."""
    try:
        _, parameters = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return False
    # To Django, "utf8" is not "utf-8"; and a codec that is no text encoding ("hex") breaks
    # even the query string. Browsers send no charset, or this one.
    return parameters.get("charset", "utf-8").lower() == "utf-8"
