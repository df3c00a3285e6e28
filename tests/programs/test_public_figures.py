"""No public page counts fewer than ten students: not those in a class, not seats left, not graduates."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from programs import catalog
from programs.enums import Outcome
from programs.models import Program, Registration
from tests.programs.credits import NORTH, ended_semester
from tests.programs.students import make_nomination, make_semester

pytestmark = pytest.mark.django_db
# Not a number that a date, a time, a phone, an address or a class could hold.
FEW, CAPACITY = 7, 887


@pytest.fixture(autouse=True)
def no_cache():
    cache.clear()
    yield
    cache.clear()


def public_text(client, semester):
    """Every page that anybody can read about the class, without its tags."""
    offering = semester.offering
    pages = [
        "/", "/programs/", "/programs/tap/", offering.get_absolute_url(), "/privacy/", "/accessibility/",
        reverse("programs:calendar", args=["tap", offering.number]), "/counselors/",
    ]  # fmt: skip
    shown = [client.get(page) for page in pages]
    assert {response.status_code for response in shown} == {200}
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()) for response in shown)


def few_enrolled():
    semester = make_semester(capacity=CAPACITY)
    for number in range(FEW):
        make_nomination(semester, state="enrolled", family=f"f{number}")
    return semester


def telling(text):
    """What would tell that there are seven: the number, or what is left of the seats."""
    return re.findall(
        rf"\b(?:{FEW}|{CAPACITY - FEW}|{CAPACITY}) (?:seat|student|people|person|community|graduate)\w*", text
    )


def graduates(number, before=0):
    semester = ended_semester([(f"S{count}", "Oh", NORTH) for count in range(number)], nights=2, places=40)
    Registration.objects.update(outcome=Outcome.GRADUATED)
    Program.objects.update(graduates_before=before)
    return semester


@pytest.mark.parametrize("is_open", [False, True])
def test_no_page_counts_the_few_students_of_a_class(client, is_open):
    semester = few_enrolled()
    if is_open:  # as a coordinator who fills in every field of the class
        semester.offering.opens_at = semester.nominations_open_at
        semester.offering.save()
    assert telling(public_text(client, semester)) == []


def test_control_seats_left_would_tell(client, monkeypatch):
    semester = few_enrolled()
    semester.offering.opens_at = semester.nominations_open_at
    semester.offering.save()
    monkeypatch.setattr(Program, "is_for_students", False)
    assert f"{CAPACITY - FEW} seats" in telling(public_text(client, semester))


def test_a_few_graduates_are_counted_nowhere_not_even_in_a_sum(client):
    text = public_text(client, graduates(FEW, before=500))
    assert "500 community members have graduated" in text
    assert "507" not in text


def test_control_a_few_graduates_would_be_counted(client, monkeypatch):
    monkeypatch.setattr(catalog, "FEWEST_STUDENTS", 1)
    assert telling(public_text(client, graduates(FEW)))


def test_ten_graduates_are_counted(client):
    assert "10 community members have graduated" in public_text(client, graduates(10))
    cache.clear()
    Registration.objects.filter(pk=Registration.objects.first().pk).update(outcome="")
    assert "have graduated" not in public_text(client, Program.objects.get(slug="tap").offerings.get().semester)
