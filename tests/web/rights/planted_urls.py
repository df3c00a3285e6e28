"""The portal with views that somebody forgot to think about, for the controls of tests/web/test_rights.py."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path

from core.models import ClosureDay
from tests.mailroom import demo_urls
from vacation_checks.enums import Viewed
from vacation_checks.services.access import record_view


def unguarded(request):
    """A page for staff that asks who has signed in, not what they may do."""
    if request.method == "POST":
        ClosureDay.objects.create(date="2032-01-02", name="planted")
    return HttpResponse("what only some may read")


def writes_when_read(request):
    ClosureDay.objects.update(name="read")
    return HttpResponse("read")


def looks(request, times=1):
    """A look at secret data, by the desk alone, that is written down this many times."""
    if not request.user.has_perm("vacation_checks.view_vacationcheckrequest"):
        raise PermissionDenied
    for _ in range(times):
        record_view(request, Viewed.LIST)
    return HttpResponse("what only some may read")


def tells(request):
    return HttpResponse("Zzqname Mori, and the word is ZZQpelican")


def breaks(request):
    raise RuntimeError("planted")


urlpatterns = [
    path("admin/planted/unguarded/", admin.site.admin_view(unguarded), name="unguarded"),
    path("admin/planted/writes/", admin.site.admin_view(writes_when_read), name="writes_when_read"),
    path("admin/planted/looks/", admin.site.admin_view(looks), name="looks"),
    path("admin/planted/looks-twice/", admin.site.admin_view(partial(looks, times=2)), name="looks_twice"),
    path("admin/planted/tells/", admin.site.admin_view(tells), name="tells"),
    path("planted/breaks/", breaks, name="breaks"),
    *demo_urls.urlpatterns,
]
