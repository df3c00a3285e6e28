"""The portal with a few more addresses, at which things go wrong for real."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from torrance_pd import urls
from torrance_pd.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def crash(request):
    raise RuntimeError("a fault of ours, with ana@example.org in it")


def forbid(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def away(request):
    """A database that is not there: asked over a real connection of the same engine."""
    nowhere = {"NAME": "/nonexistent/portal.sqlite3"} if connection.vendor == "sqlite" else {"PORT": "1"}
    engine = type(connections[DEFAULT_DB_ALIAS])
    engine({**connection.settings_dict, **nowhere}, "nowhere").ensure_connection()


def lost(request):
    """A connection that broke while a page was being made."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")
    away(request)


@require_POST
def form(request):
    return HttpResponse(f"{sorted(request.POST)}")


urlpatterns = [
    path("crash/", crash),
    path("forbid/", forbid),
    path("suspect/", suspect),
    path("away/", away),
    path("lost/", lost),
    path("form/", form),
    *urls.urlpatterns,
]
