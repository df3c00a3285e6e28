"""What who may only look cannot do, with everything filled in. Who gets which answer: tests/web/test_rights.py."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from programs.enums import ClassStatus
from programs.models import ClassOffering, ImportRun
from tests.pages import words
from tests.programs import students
from tests.programs.admin.helpers import (
    ADD,
    LIST,
    act,
    class_page,
    class_url,
    coordinator,
    records,
    session_url,
    signed_in,
    staff,
)
from tests.programs.builders import make_offering, seated, sign_up, states

pytestmark = pytest.mark.django_db


def changes(offering):
    return [
        (class_url(offering, "publish"), {}),
        (class_url(offering, "capacity"), {"capacity": 3, "apply": "1"}),
        (class_url(offering, "cancel"), {"reason": "x"}),
        (class_url(offering, "postpone"), {"weeks": 3, "reason": "x", "apply": "1"}),
        (class_url(offering, "next_class"), {}),
        (session_url(offering, offering.sessions.first()), {"date": "2030-01-03", "apply": "1"}),
        (session_url(offering, offering.sessions.first(), "session_cancel"), {"reason": "x", "apply": "1"}),
        (session_url(offering, offering.sessions.first(), "session_restore"), {"apply": "1"}),
        (reverse("admin:programs_classoffering_add"), {"create": "1"}),
        (class_page(offering), {"title": "x"}),
        (f"{ADD}?offering={offering.pk}", {"given_name": "x"}),
    ]


@pytest.mark.parametrize("role", [None, "records"])
def test_who_may_only_look_changes_nothing(role):
    offering = make_offering(status=ClassStatus.DRAFT)
    client = signed_in(role)
    for url, data in changes(offering):
        assert client.post(url, data).status_code == 403, url
    offering.refresh_from_db()
    assert (offering.status, offering.capacity) == (ClassStatus.DRAFT, 40)
    assert ClassOffering.objects.count() == 1


@pytest.mark.parametrize("role", [None, "records"])
@pytest.mark.parametrize("action", ["confirm", "offer", "decline", "withdraw", "resend", "move", "overbook"])
def test_who_may_only_look_does_nothing_to_people(role, action):
    offering = make_offering()
    ana = sign_up(offering, "ana")
    answers = {"apply": "1", "reason": "x", "over_capacity_reason": "x", "to": offering.pk}
    assert act(signed_in(role), action, [ana], **answers).status_code == 403
    assert states(offering) == {"ana": "held"}


@pytest.mark.parametrize(("model", "argument"), [(ClassOffering, "offering_id"), (ImportRun, "run_id")])
def test_who_has_no_right_does_not_learn_whether_a_class_or_a_file_is_there(model, argument):
    pages = [
        reverse(f"admin:{pattern.name}", args=[999])
        for pattern in site.get_model_admin(model).get_urls()
        if list(pattern.pattern.converters) == [argument]
    ]
    # Some of the pages of a class are about students alone.
    nobody, may = signed_in(None), students.client_of(students.coordinator())
    assert pages and {nobody.get(page).status_code for page in pages} == {403}
    assert {may.get(page).status_code for page in pages} == {404}


def test_who_may_only_look_is_offered_nothing_to_do():
    offering = make_offering()
    ana = seated(offering, "ana")
    for url in (class_page(offering), reverse("admin:programs_registration_change", args=[ana.pk])):
        page = records().get(url).content.decode()
        assert "Ana" in page
        assert 'name="action"' not in page
        assert 'name="_save"' not in page
    assert "Register a caller" not in records().get(class_page(offering)).content.decode()


def test_seating_beyond_the_capacity_has_a_permission_of_its_own():
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    ben = sign_up(offering, "ben")
    user = staff(None, "careful")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["change_registration", "view_registration", "view_classoffering"])
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert "Seat beyond the capacity" not in client.get(class_page(offering)).content.decode()
    assert "Seat beyond the capacity" not in client.get(reverse(LIST)).content.decode()
    assert act(client, "overbook", [ben], over_capacity_reason="x", apply="1").status_code == 403
    assert states(offering)["ben"] == "waitlisted"
    assert "Seat beyond the capacity" in coordinator().get(class_page(offering)).content.decode()


def test_the_roster_is_for_those_who_may_see_registrations():
    offering = make_offering()
    seated(offering, "ana")
    user = staff(None, "scheduler")
    user.user_permissions.add(Permission.objects.get(codename="view_classoffering"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(class_page(offering))
    assert page.status_code == 200
    assert "Ana" not in words(page)
    assert client.get(class_url(offering, "csv")).status_code == 403
