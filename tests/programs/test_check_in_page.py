"""The address behind the code on the wall, as anybody in the room meets it."""

import pytest
from django.urls import reverse

from core.guards import new_form_key
from core.limits import LIMITS
from programs.models import Attendance, ClassSession
from programs.services import check_in
from tests.pages import words
from tests.programs.admin.helpers import staff
from tests.programs.evenings import after, during, evening, marks_of, record, running_class

pytestmark = pytest.mark.django_db


def address(session):
    return reverse("programs:check_in", args=[check_in.check_in_token(session)])


def typed(code, **fields):
    return {"code": code, "form_key": new_form_key(), "leave_empty": ""} | fields


@pytest.fixture
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.mark.usefixtures("no_limits")
def test_from_the_code_to_the_welcome(client):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1):
        page = client.get(address(session))
        assert "Partners in Policing" in words(page) and "Thursday, March 4, 2027, 6:00 PM: Topic 1" in words(page)
        assert not Attendance.objects.exists()
        for _twice in range(2):
            done = client.post(address(session), typed(ana.badge_code.lower()))
            assert "Welcome, Ana." in words(done) and "You are checked in." in words(done)
            assert "Rivera" not in words(done)
    assert marks_of(session) == {"ana": "present"}
    for response in (page, done):
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.usefixtures("no_limits")
def test_a_wrong_code_is_said_next_to_the_field_and_stays_there(client):
    offering, _ana = running_class("ana")
    _other, zoe = running_class("zoe", number=46)
    with during(1):
        for code in ("zz9", zoe.badge_code):
            page = client.post(address(evening(offering, 1)), typed(code))
            assert "We do not know this code in this class" in page.context["form"].errors["code"][0]
            assert f'value="{code}"' in page.content.decode()
            assert "Zoe" not in words(page)
    assert not Attendance.objects.exists()


@pytest.mark.usefixtures("no_limits")
@pytest.mark.parametrize("code", ["", "x" * 21, "a\x00b", "\u202eabc", "a\nb"])
def test_bad_input_is_a_message_not_an_error(client, code):
    offering, _ana = running_class("ana")
    with during(1):
        page = client.post(address(evening(offering, 1)), typed(code))
    assert page.status_code == 200 and page.context["form"].errors["code"]


@pytest.mark.usefixtures("no_limits")
def test_outside_of_the_window_the_page_says_when(client):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    for moment, phrase in (
        (during(1, 12), "You can check in from Thursday, March 4, 5:00 PM on."),
        (during(1, 20, 1), "This session ended on Thursday, March 4, 8:00 PM."),
        (after(1), "This session ended on Thursday, March 4, 8:00 PM."),
    ):
        with moment:
            assert phrase in words(client.get(address(session)))
            assert phrase in words(client.post(address(session), typed(ana.badge_code)))
    ClassSession.objects.filter(pk=session.pk).update(cancelled=True)
    with during(1):
        assert "This session was cancelled." in words(client.post(address(session), typed(ana.badge_code)))
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("token", ["nonsense", "7k3m29", "%00", "..%2f", "x" * 400])
def test_an_unknown_address_is_a_page_of_ours(client, token):
    running_class("ana")
    with during(1):
        page = client.get(f"/programs/check-in/{token}/")
    assert page.status_code == 404
    assert "call" in words(page).lower()


@pytest.mark.usefixtures("no_limits")
def test_who_stands_otherwise_is_sent_to_the_door(client):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1):
        record(session, staff(), ana="absent")
        page = words(client.post(address(session), typed(ana.badge_code)))
    assert "Please tell the staff at the door" in page and "You are checked in" not in page and "bsent" not in page
    assert marks_of(session) == {"ana": "absent"}


def test_a_whole_class_behind_one_address_gets_in_and_a_guesser_does_not(client):
    offering, *people = running_class(*[f"p{number}" for number in range(40)])
    session = evening(offering, 1)
    most = LIMITS["check-in"][0]
    with during(1) as clock:
        for number, person in enumerate(people * 2):  # everybody mistypes once
            form = typed("zzzz" if number < len(people) else person.badge_code)
            clock.shift(3)
            assert client.post(address(session), form).status_code == 200
        assert len(marks_of(session)) == 40
        for _guess in range(most - 80):
            client.post(address(session), {})
        assert client.post(address(session), typed(people[0].badge_code)).status_code == 429


def test_a_bot_that_fills_the_trap_or_is_too_quick_checks_nobody_in(client):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1) as clock:
        quick = client.post(address(session), typed(ana.badge_code))
        form = typed(ana.badge_code, leave_empty="x")
        clock.shift(10)
        trapped = client.post(address(session), form)
        assert quick.context["form"].errors and trapped.context["form"].errors
    assert not Attendance.objects.exists()


def test_only_get_and_post(client):
    offering, _ana = running_class("ana")
    with during(1):
        assert client.put(address(evening(offering, 1))).status_code == 405
