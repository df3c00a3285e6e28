"""Requests, tours and checks with defaults: a test names only what it is about."""

from datetime import time, timedelta
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from staff.roles import PATROL_OFFICER, PATROL_VOLUNTEER, WATCH_DESK
from vacation_checks.enums import Identity, Jurisdiction
from vacation_checks.models import AcknowledgementText, Beat, HouseCheck, ResultCode, Tour
from vacation_checks.services import desk, requests

ROLES = {"desk": WATCH_DESK, "officer": PATROL_OFFICER, "volunteer": PATROL_VOLUNTEER}

DETAILS = {
    "relation": "owner",
    "residence": "house",
    "gated": "open",
    "side_gate": "locked",
    "yard_reachable": True,
    "contacts": [
        {"name": "Kenji Mori", "relation": "neighbor", "phone": "+13105550111", "has_key": True, "within_hour": True}
    ],
    "visitors": [{"name": "Green Thumb Gardens", "purpose": "gardener", "days": "Tuesdays", "vehicle": "white truck"}],
    "vehicles": [{"description": "gray Honda Civic", "plate": "8ABC123", "place": "driveway"}],
    "alarm": "none",
    "lights": "Hall lamp on a timer, 6 to 10 pm",
    "animals": "none",
    "conditions": "Side gate sticks",
}


def user(role="desk", username=None):
    """A member of the department: the desk signs in to the admin, officers and volunteers to /patrol/."""
    name = username or role
    made = User.objects.filter(username=name).first() or User.objects.create_user(
        name, last_name=name.title(), is_staff=role == "desk"
    )
    made.groups.add(Group.objects.get(name=ROLES[role]))
    return made


def client_of(role="desk", username=None):
    client = Client()
    client.force_login(user(role, username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def beat(name="1"):
    return Beat.objects.get_or_create(name=name)[0]


def make_request(*, leaves=3, nights=7, form_key=None, by=None, **fields):
    """A request, its mail address not confirmed yet. `leaves`: days from today, may be negative; `by`: for a caller."""
    today = timezone.localdate()
    values = {
        "name": "Ana Mori",
        "email": "ana@example.com",
        "phone": "+13105550100",
        "house": "1234 SARTORI AVE",
        "zip_code": "90501",
        "details": dict(DETAILS),
        "verification_word": "pelican",
        "acknowledgement": AcknowledgementText.objects.first(),
        "signature": "Ana Mori",
        "leaves_on": today + timedelta(days=leaves),
        "leaves_at": time(9),
        "returns_on": today + timedelta(days=leaves + nights),
        "returns_at": time(18),
        "jurisdiction": Jurisdiction.INSIDE,
        "beat": beat(),
    }
    return requests.submit(fields=values | fields, form_key=form_key or uuid4().hex, by=by)


def submitted(**fields):
    """The same, with the desk."""
    return requests.confirm(make_request(**fields))


def approved(*, by=None, **fields):
    """The same, approved: scheduled, or active if it has begun (`leaves=-1`)."""
    by = by or user("desk")
    return desk.approve(desk.note_identity(submitted(**fields), Identity.CALL_BACK, by=by), by=by)


def make_tour(role="officer", *, username=None, on="1", **fields):
    """A running tour of an officer or a volunteer."""
    officer, now = user(role, username), timezone.now()
    values = {
        "officer": officer,
        "officer_name": officer.get_full_name(),
        "beat": beat(on) if on else None,
        "started_at": now,
        "closes_at": now + timedelta(hours=5),
    }
    return Tour.objects.create(**values | fields)


def make_check(request, tour=None, *, result="clear", minutes_ago=30, **fields):
    """A check as it stands in the database, without an alert: use services.checks where rules matter."""
    tour = tour or Tour.objects.running(timezone.now()).first() or make_tour()
    now = timezone.now()
    values = {
        "request": request,
        "tour": tour,
        "officer": tour.officer,
        "officer_name": tour.officer_name,
        "checked_at": now - timedelta(minutes=minutes_ago),
        "logged_at": now,
        "result": ResultCode.objects.get(code=result),
        "areas": ["front", "windows"],
        "form_key": uuid4().hex,
    }
    return HouseCheck.objects.create(**values | fields)
