"""Bench content of the patrol: active homes with their checks, and an officer on tour who is signed in.

Run by bench.machine.run_module, with the portal's settings, it prints as JSON the cookie of that officer.
BENCH_HOMES says how many homes there shall be.
"""

import json
import os
from datetime import time, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from core.references import new_reference
from staff.roles import PATROL_OFFICER
from vacation_checks.enums import Identity, Jurisdiction, RequestState
from vacation_checks.models import (
    AcknowledgementText,
    Alert,
    Beat,
    HouseCheck,
    ResultCode,
    Tour,
    VacationCheckRequest,
    ViewRecord,
)

STREETS = ["SARTORI AVE", "EL PRADO AVE", "CARSON ST", "VIA MONTE DORO", "182ND ST", "PACIFIC COAST HWY"]
CONTACT = {"name": "Kenji Mori", "relation": "neighbor", "phone": "+13105550111", "has_key": True, "within_hour": True}
VISITOR = {"name": "Green Thumb Gardens", "purpose": "gardener", "days": "Tuesdays", "vehicle": "white truck"}
VEHICLE = {"description": "gray Honda Civic", "plate": "8ABC123", "place": "driveway"}
DETAILS = {"contacts": [CONTACT], "visitors": [VISITOR], "vehicles": [VEHICLE], "lights": "Hall lamp, 6 to 10 pm"}
CHECKS_A_HOME = 3
# One home in so many was never looked at, was looked at on this tour, has an open alert.
NEW = 10
LOGGED = 10
ALERTS = 25


def fill(how_many):
    """So many active homes of one beat, most of them looked at on days before; the officer whose tour they are on."""
    officer, beat, now = make_officer(), Beat.objects.get_or_create(name="Bench")[0], timezone.now()
    before = make_tour(officer, beat, now - timedelta(days=CHECKS_A_HOME + 1), ended_at=now)
    tour = make_tour(officer, beat, now)
    clear = ResultCode.objects.filter(is_clear=True).first()
    text = AcknowledgementText.objects.first()
    homes = VacationCheckRequest.objects.bulk_create(home(number, beat, text) for number in range(how_many))
    known = homes[how_many // NEW :]
    checks = [check(each, before, clear, days) for each in known for days in range(1, CHECKS_A_HOME + 1)]
    checks += [check(each, tour, clear, 0) for each in homes[::LOGGED]]
    HouseCheck.objects.bulk_create(checks)
    Alert.objects.bulk_create(Alert(check_record=each, opened_at=now) for each in checks[:: ALERTS * CHECKS_A_HOME])
    return officer


def make_tour(officer, beat, started_at, **fields):
    return Tour.objects.create(
        officer=officer,
        officer_name=officer.get_full_name(),
        beat=beat,
        started_at=started_at,
        closes_at=started_at + timedelta(hours=10),
        **fields,
    )


def home(number, beat, text):
    """Left some days ago, comes back in some: at a few of them today."""
    now, today = timezone.now(), timezone.localdate()
    return VacationCheckRequest(
        reference=new_reference("REQ"),
        state=RequestState.ACTIVE,
        form_key=uuid4().hex,
        name=f"Resident {number}",
        email=f"resident{number}@example.com",
        phone=f"+1310555{number:04}",
        house=f"{100 + number} {STREETS[number % len(STREETS)]}",
        unit="APT 3" if number % 4 == 0 else "",
        zip_code="90503",
        details=DETAILS,
        verification_word="pelican",
        acknowledgement=text,
        signature=f"Resident {number}",
        signed_at=now,
        leaves_on=today - timedelta(days=5 + number % 7),
        leaves_at=time(9),
        returns_on=today + timedelta(days=number % 20),
        returns_at=time(18),
        beat=beat,
        jurisdiction=Jurisdiction.INSIDE,
        identity=Identity.CALL_BACK,
        identity_at=now,
        confirmed_at=now,
    )


def check(request, tour, result, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    return HouseCheck(
        request=request,
        tour=tour,
        officer=tour.officer,
        officer_name=tour.officer_name,
        checked_at=at,
        logged_at=at,
        result=result,
        areas=["front", "windows"],
        form_key=uuid4().hex,
    )


def make_officer():
    officer = User.objects.create_user("bench-officer", first_name="Ben", last_name="Officer")
    officer.groups.add(Group.objects.get(name=PATROL_OFFICER))
    return officer


def signed_in(officer):
    """A visitor of the pages who has signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def forget():
    """Only inside a transaction that is taken back: the patrol as if there had never been one."""
    for model in [Alert, ViewRecord, HouseCheck, Tour, VacationCheckRequest]:
        model.objects.all().delete()
    User.objects.filter(username="bench-officer").delete()


if __name__ == "__main__":
    key = signed_in(fill(int(os.environ["BENCH_HOMES"]))).cookies[settings.SESSION_COOKIE_NAME].value
    print(json.dumps(f"{settings.SESSION_COOKIE_NAME}={key}"))
