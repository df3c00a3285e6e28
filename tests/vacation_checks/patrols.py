"""Officers at work: what the tests of tours, checks and the patrol pages share."""

from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from tests.vacation_checks.builders import approved, make_tour, user
from vacation_checks.enums import RequestState, Viewed
from vacation_checks.models import ResultCode, VacationCheckRequest, ViewRecord
from vacation_checks.services import checks


def a_home(house="1234 SARTORI AVE", *, leaves=-5, nights=12, on=None, **fields):
    """An active home: approved, its residents gone since five days."""
    home = approved(leaves=leaves, nights=nights, house=house, email=f"{uuid4().hex[:8]}@example.com", **fields)
    if on:
        VacationCheckRequest.objects.filter(pk=home.pk).update(beat=on)
    return fresh(home)


def fresh(home):
    return VacationCheckRequest.objects.get(pk=home.pk)


def person(name, role="officer"):
    """An account of its own, with the rights of the role."""
    return User.objects.get(pk=user(role, name).pk)


def log(home, tour=None, officer=None, *, result="clear", **fields):
    """A check through the service; a new form each time."""
    tour = tour or make_tour()
    values = {"areas": ["front", "windows"], "form_key": uuid4().hex} | fields
    return checks.log_check(home, tour, officer or tour.officer, result=ResultCode.objects.get(code=result), **values)


def open_home(home, tour, officer=None):
    """The officer has the page of the home on the screen."""
    ViewRecord.objects.create(
        at=timezone.now(), user=officer or tour.officer, what=Viewed.HOME, request=home, tour=tour, ip="127.0.0.1"
    )


def take_off_the_list(home, state=RequestState.CANCELLED):
    """As the resident or the desk does, a second ago."""
    fields = {"ended_at": timezone.now(), "ended_by": "resident"} if state == RequestState.ENDED_EARLY else {}
    VacationCheckRequest.objects.filter(pk=home.pk).update(state=state, **fields)
