"""Pages for what goes wrong: each says what happened, what to do next, and a phone number."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

logger = logging.getLogger(__name__)


def bad_request(request, exception=None):
    """400. Never reads the POST again: that may be the very thing that is broken."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form that was open too long, or came from another site."""
    return render(request, "403.html", {"stale_form": True}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """500; or 503 with Retry-After while the database does not answer. It comes back by itself."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        logger.error("the database is away")
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "60"
    else:
        response = render(request, "500.html", status=500)
    response["Cache-Control"] = "no-store"
    return response


def too_many_sign_ins(request, credentials=None, *args, **kwargs):
    """Staff sign-in after too many wrong passwords."""
    response = render(request, "429.html", {"retry_after_minutes": 15}, status=429)
    response["Retry-After"] = str(15 * 60)
    return response
