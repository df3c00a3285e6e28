"""No page asks the database more because there is more in it; no list counts a whole table."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import DepartmentProfile
from programs.models import ClassInterest, Registration
from tests.programs.admin.helpers import LIST, class_page, class_url, coordinator, session_url
from tests.programs.builders import make_offering, make_program
from tests.volume import few, rounds

pytestmark = pytest.mark.django_db

STATES = ["confirmed", "waitlisted", "withdrawn"]
# More than three pages; in full, as after years.
MANY = rounds(400, 2_500)


def fill(offering, how_many, start=0):
    """Registrations as they are in the table after years: of every kind."""
    rows = [
        Registration(
            reference=f"PIP-{offering.pk:04}-{number:04}",
            badge_code=f"{number:04}",
            offering=offering,
            state=STATES[number % 3],
            queued_at=offering.created_at if number % 3 == 1 else None,
            given_name=f"G{number}",
            family_name=f"F{number}",
            certificate_name="x",
            email=f"r{number}@example.com",
            phone="+13105550100",
        )
        for number in range(start, start + how_many)
    ]
    return Registration.objects.bulk_create(rows, batch_size=500)


def queries(url, client=None):
    client = client or coordinator()
    DepartmentProfile.current()
    client.get(url)  # what is asked once only, such as content types
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    assert response.status_code == 200
    return [query["sql"] for query in asked]


def growth(url, grow):
    """Number of queries with 1 and 3 rows; in full, with 40, too."""
    counts = []
    for how_many, start in few([(1, 0), (2, 1), (37, 3)]):
        grow(how_many, start)
        counts.append(len(queries(url)))
    return counts


def test_the_page_of_a_class():
    offering = make_offering()
    session = offering.sessions.first()

    def grow(how_many, start):
        for registration in fill(offering, how_many, start):
            registration.will_miss.add(session)

    counts = growth(f"{class_page(offering)}?state=all", grow)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 16


def test_the_page_of_a_class_with_more_sessions():
    offering = make_offering(sessions=1)
    before = len(queries(class_page(offering)))
    for week in range(1, 20):
        offering.sessions.create(date=date(2030, 1, 1) + timedelta(weeks=week), start_time="18:00", end_time="20:00")
    assert len(queries(class_page(offering))) == before


def test_the_list_of_classes():
    counts = growth(
        reverse("admin:programs_classoffering_changelist"),
        lambda how_many, start: [fill(make_offering(number=n + 1), 3) for n in range(start, start + how_many)],
    )
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 9


@pytest.mark.parametrize("name", ["postpone", "next_class"])
def test_the_pages_for_everyone_in_a_class(name):
    offering = make_offering()
    make_offering(number=46)
    counts = growth(class_url(offering, name), lambda how_many, start: fill(offering, 3 * how_many, 3 * start))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 14


@pytest.mark.parametrize("name", ["session", "session_cancel"])
def test_the_pages_of_a_session(name):
    offering = make_offering()
    url = session_url(offering, offering.sessions.first(), name)
    counts = growth(url, lambda how_many, start: fill(offering, how_many, start))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 14


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_files(name):
    offering = make_offering()
    counts = growth(class_url(offering, name), lambda how_many, start: fill(offering, how_many, start))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize(
    "query",
    ["", "?q=F12", "?state__exact=waitlisted", "?source__exact=online&language__exact=en", "?p=3", "?_facets=True"],
)
def test_the_list_of_registrations_with_many_rows(query):
    offering = make_offering(capacity=10)
    fill(offering, MANY)
    for number in range(1, 4):
        make_offering(number=number)
    asked = queries(f"{reverse(LIST)}{query}")
    assert len(asked) <= 8, asked
    counted = [sql for sql in asked if "COUNT(" in sql]
    assert counted
    # A count is bounded: of at most so many rows of an inner query with a limit.
    assert all("LIMIT" in sql for sql in counted), counted


def test_the_list_of_registrations_stays_constant():
    offering = make_offering()
    counts = growth(reverse(LIST), lambda how_many, start: fill(offering, how_many, start))
    assert len(set(counts)) == 1, counts


def test_a_reference_is_looked_up_not_scanned():
    offering = make_offering()
    fill(offering, 10)
    ana = Registration.objects.create(
        reference="PIP-7K3M-29QX",
        badge_code="29QX",
        offering=offering,
        state="confirmed",
        given_name="Ana",
        family_name="Rivera",
    )
    asked = queries(f"{reverse(LIST)}?q=pip7k3m29qx")
    assert not any("LIKE" in sql.upper() for sql in asked if "programs_registration" in sql)
    assert ana.reference == "PIP-7K3M-29QX"


def test_the_list_of_wishes():
    program = make_program()
    ClassInterest.objects.bulk_create(
        ClassInterest(program=program, email=f"r{n}@example.com", email_key=f"r{n}@example.com") for n in range(MANY)
    )
    asked = queries(reverse("admin:programs_classinterest_changelist"))
    assert len(asked) <= 8
    assert all("LIMIT" in sql for sql in asked if "COUNT(" in sql)


def test_the_page_of_a_registration():
    offering = make_offering()
    (registration,) = fill(offering, 1)
    url = reverse("admin:programs_registration_change", args=[registration.pk])
    before = len(queries(url))
    for number in range(30):
        registration.events.create(at=offering.created_at, to_state="confirmed", note=str(number))
    assert len(queries(url)) == before
