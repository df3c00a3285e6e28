"""All dates of a class at once, and its people to the next class."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassStatus
from programs.services import classes
from tests.days import in_days, told
from tests.pages import words
from tests.programs.admin.helpers import act, class_page, class_url, coordinator, said, session_url
from tests.programs.builders import make_offering, seated, sign_up, states

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def url(offering):
    return class_url(offering, "postpone")


def mails():
    return Message.objects.filter(template="programs/class_postponed").count()


def test_weeks_become_a_date_so_that_a_second_click_does_nothing():
    offering = make_offering(sessions=3, closes_at=timezone.now() + timedelta(days=30))
    seated(offering)
    first = offering.sessions.first().date
    client = coordinator()
    shown = client.post(url(offering), {"first_date": "", "weeks": 3, "reason": "Flood.", "outlook": "1"})
    form = shown.context["form"]
    assert (form["first_date"].value(), form["weeks"].value()) == ((first + 3 * WEEK).isoformat(), "")
    assert "It closes:" in words(shown) and "(now:" in words(shown)
    assert mails() == 0

    data = {"first_date": form["first_date"].value(), "weeks": "", "reason": "Flood.", "seen": shown.context["seen"]}
    done = client.post(url(offering), {**data, "apply": "1"})
    assert "1 person is told by mail." in said(done)
    again = client.post(url(offering), {**data, "apply": "1"})
    assert "It is so already" in said(again)
    assert offering.sessions.first().date == first + 3 * WEEK
    assert mails() == 1


def test_another_weekday_is_warned_of():
    offering = make_offering(sessions=3)
    day = offering.sessions.first().date + timedelta(days=8)
    shown = coordinator().post(url(offering), {"first_date": day.isoformat(), "reason": "x", "outlook": "1"})
    assert f"The class would begin on a {day:%A} instead of a" in words(shown)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"reason": "x"}, "one of the two"),
        ({"first_date": in_days(280), "weeks": 2, "reason": "x"}, "one of the two"),
        ({"weeks": 2, "reason": " "}, "Write the reason"),
        ({"weeks": 0, "reason": "x"}, "greater than or equal to 1"),
        ({"weeks": 1000, "reason": "x"}, "less than or equal to 104"),
        ({"weeks": "many", "reason": "x"}, "whole number"),
        ({"first_date": "9999-12-30", "reason": "x"}, "Choose a date between"),
        ({"first_date": "2001-01-01", "reason": "x"}, "Choose a date between"),
    ],
)
def test_a_slip_changes_nothing(data, error):
    offering = make_offering(sessions=2)
    first = offering.sessions.first().date
    page = coordinator().post(url(offering), {**told(data), "apply": "1"})
    assert error in words(page)
    assert offering.sessions.first().date == first


def test_a_class_that_has_begun_moves_the_rest():
    # No session today: at any hour, only the last one is to come.
    begun = timezone.localdate() - WEEK - timedelta(days=1)
    offering = make_offering(sessions=3, first_date=begun)
    client = coordinator()
    page = client.get(url(offering))
    assert session_url(offering, offering.sessions.last()) in page.content.decode()
    assert b'name="outlook"' not in page.content
    assert "Postpone class" not in client.get(class_page(offering)).content.decode()
    refused = client.post(url(offering), {"weeks": 2, "reason": "x", "apply": "1"})
    assert refused.status_code == 200
    assert offering.sessions.first().date == begun


def test_what_has_no_dates_to_come_cannot_be_put_off():
    cancelled = make_offering(number=46)
    classes.cancel_class(cancelled, reason="Flood.")
    over = make_offering(number=44, first_date=date(2020, 3, 5))
    for offering in (make_offering(sessions=0), cancelled, over):
        response = coordinator().get(url(offering))
        assert response.url == class_page(offering)
        assert "no dates that could be put off" in said(response)


# --- to the next class -------------------------------------------------------------------------


def next_class():
    return make_offering(
        number=46, title="Fall 2027", capacity=1, first_date=timezone.localdate() + timedelta(days=200)
    )


def test_the_line_of_a_full_class_goes_ahead_of_the_next_one():
    spring, fall = make_offering(capacity=1), next_class()
    seated(spring, "ana")
    for name in ("ben", "cleo"):
        sign_up(spring, name)
    seated(fall, "zoe"), sign_up(fall, "yara")
    client = coordinator()
    assert class_url(spring, "next_class") in client.get(class_page(spring)).content.decode()

    page = client.get(class_url(spring, "next_class"))
    assert [fate for _person, fate in page.context["outlook"]] == [
        "In line, number 1, ahead of the others", "In line, number 2, ahead of the others",
    ]  # fmt: skip
    assert states(fall) == {"zoe": "confirmed", "yara": "waitlisted"}

    done = act(client, "move", page.context["people"], to=fall.pk, ahead="on", apply="1", back=class_page(spring))
    assert done.url == class_page(spring)
    assert "Moved: Ben Rivera, Cleo Rivera." in said(done)
    assert states(spring) == {"ana": "confirmed"}
    assert [person.given_name for person in fall.registrations.in_line()] == ["Ben", "Cleo", "Yara"]


def test_of_a_cancelled_class_everyone_goes_those_with_a_seat_first():
    spring, fall = make_offering(capacity=2), next_class()
    sign_up(spring, "ben"), seated(spring, "ana"), sign_up(spring, "cleo")
    classes.cancel_class(spring, reason="Flood.")
    client = coordinator()
    assert class_url(spring, "next_class") in client.get(class_page(spring)).content.decode()
    page = client.get(class_url(spring, "next_class"))
    assert [(person.given_name, fate) for person, fate in page.context["outlook"]] == [
        ("Ben", "Gets a seat"),
        ("Ana", "In line, number 1, ahead of the others"),
        ("Cleo", "In line, number 2, ahead of the others"),
    ]
    act(client, "move", page.context["people"], to=fall.pk, ahead="on", apply="1")
    assert states(fall) == {"ben": "confirmed", "ana": "waitlisted", "cleo": "waitlisted"}


def test_the_outlook_knows_that_the_line_is_offered_free_seats_first():
    spring, fall = make_offering(), next_class()
    ana, ben = seated(spring, "ana"), seated(spring, "ben")
    seated(fall, "zoe"), sign_up(fall, "yara")
    type(fall).objects.filter(pk=fall.pk).update(capacity=3)
    client = coordinator()
    page = act(client, "move", [ana, ben], to=fall.pk, outlook="1")
    told = [fate for _person, fate in page.context["outlook"]]
    assert told == ["Gets a seat", "In line, number 1"]
    act(client, "move", [ana, ben], to=fall.pk, apply="1")
    assert states(fall) == {"zoe": "confirmed", "yara": "offered", "ana": "confirmed", "ben": "waitlisted"}


def test_without_a_next_class_or_without_people():
    spring = make_offering(capacity=1)
    seated(spring, "ana"), sign_up(spring, "ben")
    make_offering(number=46, status=ClassStatus.DRAFT, first_date=timezone.localdate() + timedelta(days=200))
    response = coordinator().get(class_url(spring, "next_class"))
    assert response.url == class_page(spring)
    assert "There is no next class yet" in said(response)
    empty = make_offering(number=47)
    assert class_url(empty, "next_class") not in coordinator().get(class_page(empty)).content.decode()
    assert "Nobody is to be moved" in said(coordinator().get(class_url(empty, "next_class")))
