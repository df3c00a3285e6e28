"""The pages of the watch desk, and who opens them."""

from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff.roles import COORDINATOR, RECORDS
from tests.vacation_checks.builders import client_of, make_check
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.models import Alert, VacationCheckRequest, ViewRecord

ROOM = "admin:vacation_checks_"
LIST = reverse(f"{ROOM}vacationcheckrequest_changelist")
ADD = reverse(f"{ROOM}vacationcheckrequest_add")
SEALED_LIST = reverse(f"{ROOM}vacationcheckrequest_sealed")
BOARD = reverse(f"{ROOM}alert_changelist")


def page_of(request, verb="change"):
    return reverse(f"{ROOM}vacationcheckrequest_{verb.replace('-', '_')}", args=[request.pk])


def change(row):
    """The page of any other row of the room."""
    return reverse(f"{ROOM}{row._meta.model_name}_change", args=[row.pk])


def somebody(role=None, *, is_staff=True):
    """Who may sign in to the admin, with a role or with none."""
    name = (role or "no role").replace(" ", "-")
    made = User.objects.filter(username=name).first() or User.objects.create_user(name, is_staff=is_staff)
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def signed_in(role=None):
    client = Client()
    client.force_login(somebody(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def others():
    """Members of staff who are not the watch desk."""
    return [signed_in(None), signed_in(COORDINATOR), signed_in(RECORDS)]


def said(response):
    """What the desk is told after it did something."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def views(what=None):
    """The newest first: (what, reference of the request, note)."""
    rows = ViewRecord.objects.filter(what=what) if what else ViewRecord.objects.all()
    return [(row.what, row.request.reference if row.request else "", row.note) for row in rows]


def make_alert(request, **fields):
    """An open alert: a door stood open."""
    check = make_check(request, result="open", **{"narrative": "Back door open.", **fields})
    return Alert.objects.create(check_record=check, opened_at=check.logged_at)


def seal(request):
    """As the worker does it, days after the end."""
    ended = {"state": RequestState.COMPLETED, "ended_at": timezone.now(), "ended_by": EndedBy.CLOCK}
    VacationCheckRequest.objects.filter(pk=request.pk).update(sealed_at=timezone.now(), **ended)
    request.refresh_from_db()
    return request


def desk():
    return client_of("desk")
