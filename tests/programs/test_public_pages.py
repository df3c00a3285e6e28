"""What anyone reads: what is on, how full it is, and the calendar."""

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pages import words
from tests.programs.builders import make_offering, make_program, seated, sign_up

pytestmark = pytest.mark.django_db


def test_a_class_shows_seats_dates_topics_and_what_graduation_means(client):
    offering = make_offering(program=make_program(at_graduation="Certificates are handed out."), capacity=40)
    seated(offering)
    page = words(client.get("/programs/pip/45/"))
    assert "39 seats left of 40" in page
    for session in offering.sessions.all():
        assert f"{session.date:%A, %B} {session.date.day}, {session.date.year}" in page
    assert "6:00 PM - 8:00 PM" in page and "Topic 3" in page
    assert "You may miss up to 2 sessions" in page and "Certificates are handed out." in page
    assert "Take a seat" in page


def test_a_full_class_shows_the_length_of_its_line(client):
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    assert "You would be first in line" in words(client.get("/programs/pip/45/"))
    sign_up(offering, "ben")
    page = words(client.get("/programs/pip/45/"))
    assert "1 person is in line." in page and "Join the line" in page and "seats left" not in page


@pytest.mark.parametrize(
    ("fields", "phrase"),
    [
        ({"opens_at": None}, "will be here soon"),
        ({"opens_at": timezone.now() + timedelta(days=3)}, "Registration opens"),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "Registration is closed"),
        ({"first_date": (timezone.now() - timedelta(days=300)).date()}, "The class ended on"),
        ({"first_date": (timezone.now() - timedelta(days=30)).date()}, "The class is running"),
        ({"line_capacity": 0, "capacity": 1}, "the line is full"),
    ],
)
def test_a_class_says_why_it_takes_nobody_and_how_to_hear_of_the_next(client, fields, phrase):
    offering = make_offering(**fields)
    if "line_capacity" in fields:
        seated(offering)
    page = words(client.get("/programs/pip/45/"))
    assert phrase in page
    assert "Take a seat" not in page and "Join the line" not in page
    assert "Tell me when the next class opens" in page


def test_a_draft_is_not_there(client):
    make_offering(status="draft")
    for address in ("/programs/pip/45/", "/programs/pip/45/register/", "/programs/pip/45/sessions.ics"):
        assert client.get(address).status_code == 404
    assert "Spring 2027" not in words(client.get("/"))


def test_students_are_sent_to_their_counselor(client):
    make_offering(program=make_program("tap", name="Teens and Policing", entry="nomination"))
    assert "Talk to your school counselor" in words(client.get("/programs/tap/"))
    assert client.get("/programs/tap/45/register/").headers["Location"] == "/programs/tap/45/"
    assert client.get("/programs/tap/tell-me/").headers["Location"] == "/programs/tap/"


def test_the_calendar_file_is_one_and_says_so(client):
    make_offering()
    response = client.get("/programs/pip/45/sessions.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(icalendar.Calendar.from_ical(response.content).walk("VEVENT")) == 12


@pytest.mark.parametrize("address", ["/", "/programs/", "/programs/pip/", "/programs/pip/45/"])
def test_public_pages_take_few_queries_however_much_there_is(client, address):
    counts = []
    for number in (45, 46, 47):
        offering = make_offering(number=number, capacity=2)
        for name in ("ana", "ben", "cleo"):
            sign_up(offering, name)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 3


def test_public_pages_set_no_cookie(client):
    make_offering()
    for address in (
        "/",
        "/programs/",
        "/programs/pip/",
        "/programs/pip/45/",
        "/chat/",
        "/vacation-check/",
        "/privacy/",
    ):
        assert not client.get(address).cookies, address


@pytest.mark.parametrize("address", ["/", "/chat/", "/vacation-check/", "/privacy/", "/accessibility/", "/programs/"])
def test_pages_have_the_emergency_strip_and_a_phone(client, address):
    page = words(client.get(address))
    assert "911" in page and "(310) 328-3456" in page and "(310) 618-5688" in page


def test_a_page_is_kept_for_a_moment_but_never_one_with_a_personal_message(client, settings):
    settings.PAGE_CACHE_SECONDS = 5
    offering = make_offering(capacity=3)
    assert "3 seats left" in words(client.get("/programs/pip/45/"))
    seated(offering)
    assert "3 seats left" in words(client.get("/programs/pip/45/"))

    client.post("/my/sign-out/")
    page = words(client.get("/programs/pip/45/"))
    assert "You are signed out." in page and "2 seats left" in page
    assert "You are signed out." not in words(client.get("/programs/pip/45/"))


def test_without_keeping_pages_every_page_is_made_anew(client):
    offering = make_offering(capacity=3)
    client.get("/programs/pip/45/")
    seated(offering)
    assert "2 seats left" in words(client.get("/programs/pip/45/"))
