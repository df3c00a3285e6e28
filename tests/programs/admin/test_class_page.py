"""A class, its sessions and its people on one page; publish, seats, cancel."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Registration
from programs.services import registrations
from tests.programs.admin.helpers import (
    class_page,
    coordinator,
    staff,
)
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.students import client_of, make_semester
from tests.programs.students import coordinator as youth_coordinator

pytestmark = pytest.mark.django_db


# --- the roster ------------------------------------------------------------------------


def names_on(response):
    return [row.registration.family_name for row in response.context["rows"]]


def filled():
    offering = make_offering(capacity=2)
    seated(offering, "ana", family_name="Zander", phone="+13105550111")
    sign_up(offering, "ben", family_name="abel")
    sign_up(offering, "cleo", family_name="Okafor")
    sign_up(offering, "dan", family_name="Brown")
    registrations.withdraw(sign_up(offering, "eva", family_name="Gone"))
    return offering


def test_everyone_who_is_in_stands_on_the_roster_by_family_name_whatever_its_case():
    assert names_on(coordinator().get(class_page(filled()))) == ["abel", "Brown", "Okafor", "Zander"]


def test_those_in_line_stand_by_their_place():
    response = coordinator().get(f"{class_page(filled())}?state=waitlisted")
    assert [(row.registration.family_name, row.position) for row in response.context["rows"]] == [
        ("Okafor", 1),
        ("Brown", 2),
    ]
    assert "In line, number 2" in response.content.decode()


# What is asked for in the address, and who stands there then.
FOUND = {
    "?state=confirmed": ["Zander"],
    "?state=withdrawn": ["Gone"],
    "?state=all": ["abel", "Brown", "Gone", "Okafor", "Zander"],
    "?state=nonsense": ["abel", "Brown", "Okafor", "Zander"],
    "?q=zan": ["Zander"],
    "?q=Cleo+Okafor": ["Okafor"],
    "?q=ben@example": ["abel"],
    "?q=555-0111": ["Zander"],
    "?q=(310)+555-0111": ["Zander"],
    "?q=%00zander%00": ["Zander"],
    "?q=nobody": [],
    "?q=%25": [],
    "?q=" + "x" * 3000: [],
}


def test_filter_and_search():
    address, client = class_page(filled()), coordinator()
    found = {query: names_on(client.get(address + query)) for query in FOUND}
    assert found == FOUND


def test_search_by_reference_however_it_was_typed():
    offering = filled()
    ana = Registration.objects.get(given_name="Ana")
    typed = ana.reference.lower().replace("-", " ")
    assert names_on(coordinator().get(class_page(offering), {"q": typed})) == ["Zander"]


def test_the_filter_says_how_many():
    page = coordinator().get(class_page(filled())).content.decode()
    for words in ("Seat confirmed (1)", "Seat held (1)", "In line (2)", "Given up (1)", "Everyone (5)"):
        assert words in page


def test_the_figures_count_by_the_clock_not_by_the_worker():
    offering = filled()
    Registration.objects.filter(state="held").update(expires_at=timezone.now() - timedelta(minutes=1))
    response = coordinator().get(class_page(offering))
    page = response.content.decode()
    assert "1 of 2" in page
    assert "Seat held: time ran out" in page


def test_whoever_has_no_mail_is_to_be_called():
    offering = make_offering()
    call_in(offering, "maria", by=staff())
    assert "none: please call" in coordinator().get(class_page(offering)).content.decode()


def test_names_cannot_write_the_page():
    offering = make_offering()
    sign_up(offering, "ana", family_name="<script>alert(1)</script>")
    assert "<script>alert" not in coordinator().get(class_page(offering)).content.decode()


def test_a_class_for_students_asks_nothing_about_registering():
    semester = make_semester()
    client = client_of(youth_coordinator())
    shown = client.get(class_page(semester.offering)).content.decode()
    assert 'name="location"' in shown
    assert not [name for name in ("line_capacity", "opens_at", "closes_at") if f'name="{name}' in shown]
    assert not [word for word in ("In line", "in line", "Offered", "Held") if word in shown]
    assert 'name="opens_at' in coordinator().get(class_page(filled())).content.decode()
