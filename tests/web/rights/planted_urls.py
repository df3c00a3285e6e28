"""The portal with views that somebody forgot to think about, for the controls of tests/web/test_rights.py."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

from core.models import ClosureDay
from tests.mailroom import demo_urls


def unguarded(request):
    """A page for staff that asks who has signed in, not what they may do."""
    if request.method == "POST":
        ClosureDay.objects.create(date="2032-01-02", name="planted")
    return HttpResponse("what only some may read")


def writes_when_read(request):
    ClosureDay.objects.update(name="read")
    return HttpResponse("read")


def breaks(request):
    raise RuntimeError("planted")


urlpatterns = [
    path("admin/planted/unguarded/", admin.site.admin_view(unguarded), name="unguarded"),
    path("admin/planted/writes/", admin.site.admin_view(writes_when_read), name="writes_when_read"),
    path("planted/breaks/", breaks, name="breaks"),
    *demo_urls.urlpatterns,
]
