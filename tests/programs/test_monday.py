"""What the room says on the Monday page, and that each line opens exactly the rows that it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.monday import lines_of
from programs import monday
from programs.enums import ClassStatus
from programs.models import Registration
from programs.services import registrations
from programs.student_needs import STUDENT_NEEDS
from staff.roles import COORDINATOR, YOUTH_COORDINATOR
from tests.programs.admin.helpers import coordinator, staff
from tests.programs.builders import make_offering, seated, sign_up

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


def lines(now=None):
    return monday.lines(staff(COORDINATOR), now or timezone.now())


def texts(now=None):
    return [line.text for line in lines(now)]


def offered(offering, name):
    """Somebody in line who is offered a seat, because somebody else gives it up."""
    first = seated(offering, f"{name}-before")
    person = sign_up(offering, name)
    registrations.withdraw(first)
    person.refresh_from_db()
    return person


def ends_in(registration, **after):
    """Its deadline, moved."""
    Registration.objects.filter(pk=registration.pk).update(expires_at=timezone.now() + timedelta(**after))


def test_how_an_open_class_stands():
    offering = make_offering(capacity=2)
    seated(offering, "ana")
    sign_up(offering, "ben")
    sign_up(offering, "cleo")
    assert "PIP class 45: 2 of 2 seats taken, 1 in line" in texts()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": ClassStatus.DRAFT},
        {"opens_at": None},
        {"opens_at": timezone.now() + timedelta(days=1)},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"began": -200},
        {"began": -40},
        {"sessions": 0},
    ],
)
def test_a_class_that_takes_no_registration_is_not_open(fields):
    began = {"first_date": day(fields["began"])} if "began" in fields else fields
    make_offering(**began)
    assert monday.open_classes(timezone.now()) == []


def test_the_next_to_begin_stands_first():
    make_offering(number=46)
    make_offering(number=45, first_date=timezone.localdate() + timedelta(days=90))
    assert [offering.number for offering in monday.open_classes(timezone.now())] == [46, 45]


def test_offers_that_end_within_a_day():
    soon, later, over = (offered(make_offering(number=n, capacity=1), f"p{n}") for n in (1, 2, 3))
    ends_in(soon, hours=23)
    ends_in(later, hours=25)
    ends_in(over, minutes=-1)
    assert "1 offer ends within 24 hours" in texts()


def test_holds_until_their_time_runs_out():
    offering = make_offering()
    for name in ("ana", "ben", "cleo"):
        sign_up(offering, name)
    seated(offering, "dan")
    ends_in(Registration.objects.get(given_name="Cleo"), minutes=-1)
    assert "2 seats are held for people who have not confirmed the mail address" in texts()


def test_a_draft_whose_registration_should_be_open():
    make_offering(number=1, status=ClassStatus.DRAFT)
    make_offering(number=2, status=ClassStatus.DRAFT, opens_at=timezone.now() + timedelta(hours=1))
    make_offering(number=3, status=ClassStatus.DRAFT, opens_at=None)
    (line,) = lines()
    assert line.text == "1 class is still a draft, though its registration should be open"
    assert line.urgent


def test_classes_that_begin_soon_with_free_seats():
    make_offering(number=1, first_date=day(10))
    make_offering(number=2, first_date=timezone.localdate() + timedelta(days=15))
    make_offering(number=3, first_date=timezone.localdate() - timedelta(days=1))
    make_offering(number=4, first_date=day(10), status=ClassStatus.DRAFT, opens_at=None)
    seated(make_offering(number=5, first_date=day(10), capacity=1), "ana")
    assert "1 class begins within 14 days and has free seats" in texts()


def make_all_needs():
    for number in (1, 2, 3):
        make_offering(number=number, status=ClassStatus.DRAFT)
        ends_in(offered(make_offering(number=10 + number, capacity=1), f"p{number}"), hours=number)
        make_offering(number=20 + number, first_date=day(10))
    # What must not be among them.
    offering = make_offering(number=30)
    for name in ("ana", "ben"):
        sign_up(offering, name)
    seated(offering, "cleo")


def test_every_line_opens_the_list_of_exactly_its_rows():
    make_all_needs()
    client = coordinator()
    found = lines_of(monday.NEEDS, staff(COORDINATOR), timezone.now())
    assert [line.count for line in found] == [3, 3, 2, 3]
    for line in found:
        answer = client.get(line.url)
        assert answer.status_code == 200
        assert answer.context["cl"].result_count == line.count, line
        # The filter stands on the page, and is on.
        assert answer.context["cl"].has_active_filters


def test_an_unknown_need_filters_nothing():
    sign_up(make_offering())
    answer = coordinator().get("/admin/programs/registration/?needs=late-draft")
    assert answer.context["cl"].result_count == 1


def test_every_need_may_be_seen_by_the_coordinator_and_has_its_own_name():
    assert all(need.is_for(staff(YOUTH_COORDINATOR)) for need in monday.NEEDS)
    of_adults = [need for need in monday.NEEDS if need not in STUDENT_NEEDS]
    assert all(need.is_for(staff(COORDINATOR)) for need in of_adults)
    assert not any(need.is_for(staff(None)) for need in monday.NEEDS)
    assert len({need.key for need in monday.NEEDS}) == len(monday.NEEDS)


def test_the_first_three_open_classes_have_a_plot():
    for number in range(1, 6):
        make_offering(number=number)
    assert [bool(line.plot) for line in lines()] == [True, True, True, False, False]
