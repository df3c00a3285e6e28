"""How a household comes to the desk, and how the desk lets it in."""

from datetime import time

from django.http import HttpRequest

from portal.demo.homes.residents import HOUSEHOLDS
from portal.demo.moments import HOUR, MINUTE, as_of
from vacation_checks.enums import Identity, Viewed
from vacation_checks.services import access, desk, requests

MORNING, EVENING = time(9), time(18)
STATION = "192.0.2.10"  # addresses for documents: nobody's


def dates(calendar, leaves, nights, *, leaves_at=MORNING, returns_at=EVENING):
    """The four columns of a stay that begins so many days from today."""
    return {
        "leaves_on": calendar.day(leaves),
        "leaves_at": leaves_at,
        "returns_on": calendar.day(leaves + nights),
        "returns_at": returns_at,
    }


def ask(key, moment, stay):
    """Sent online, the mail address not confirmed yet."""
    with as_of(moment):
        return requests.submit(fields=HOUSEHOLDS[key].fields(**stay), form_key=f"demo-home-{key}")


def send(key, moment, stay):
    """The same, confirmed a quarter of an hour later: with the desk."""
    request = ask(key, moment, stay)
    with as_of(moment + 15 * MINUTE):
        return requests.confirm(request)


def approve(request, moment, by, how=Identity.CALL_BACK):
    """The desk opens the request, calls back, and lets officers look."""
    with as_of(moment):
        open_page(by, request)
        desk.note_identity(request, how, by=by)
    with as_of(moment + HOUR):
        return desk.approve(request, by=by)


def open_page(user, request=None, what=Viewed.REQUEST, tour=None, note=""):
    """The row that a look by somebody of the department leaves."""
    looks = HttpRequest()
    looks.user, looks.META["REMOTE_ADDR"] = user, STATION
    access.record_view(looks, what, request=request, tour=tour, note=note)
