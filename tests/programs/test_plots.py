"""The plots of a class show what happened to it."""

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from programs.models import Attendance, ClassOffering
from programs.plots import attendance_plot, fill_plots
from programs.services import registrations, roster
from tests.programs.admin.helpers import class_page, coordinator, signed_in, staff
from tests.programs.admin.test_queries import fill, queries
from tests.programs.builders import local, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db

OPENING = local(2027, 3, 1, 9)


def on(day, hour=12):
    return time_machine.travel(local(2027, 3, day, hour), tick=False)


def plot_of(offering, day):
    with on(day, 23):
        return fill_plots([offering], timezone.now()).get(offering.pk)


@pytest.fixture
def offering():
    with on(1, 9):
        return make_offering(opens_at=OPENING, capacity=3)


def test_seats_day_by_day(offering):
    with on(2):
        ana = seated(offering, "ana")
        seated(offering, "ben")
        sign_up(offering, "cleo")  # holds a seat, and has not confirmed it
    with on(4, 22):  # the fifth in UTC
        registrations.withdraw(ana)
    plot = plot_of(offering, 6)
    assert plot.rows == [["Mar 1, 2027", 0], ["Mar 2, 2027", 2], ["Mar 4, 2027", 1], ["Mar 6, 2027", 1]]
    assert plot.limit.words == "Seats: 3"


def test_it_ends_when_registration_ends(offering):
    offering.closes_at = local(2027, 3, 8)
    assert plot_of(offering, 20).rows[-1][0] == "Mar 8, 2027"


def test_a_seat_from_before_the_opening_counts(offering):
    offering.opens_at = local(2027, 3, 5)
    with on(2):
        seated(offering, "ana")
    assert plot_of(offering, 6).rows[0] == ["Mar 2, 2027", 1]


@pytest.mark.parametrize("opens_at", [None, local(2027, 4, 1)])
def test_a_class_that_nobody_could_enter_yet_has_no_plot(offering, opens_at):
    offering.opens_at = opens_at
    assert plot_of(offering, 6) is None


def test_somebody_who_moved_counts_in_the_class_where_they_are(offering):
    with on(2):
        other = make_offering(number=46, opens_at=OPENING)
        ana = seated(offering, "ana")
    with on(3):
        roster.move(ana, to=other, by=staff("program coordinator"))
    assert plot_of(offering, 4).rows[-1][1] == 0
    assert plot_of(other, 4).rows[-1][1] == 1


def test_one_query_for_all_classes(offering, django_assert_num_queries):
    for number in range(46, 50):
        make_offering(number=number, opens_at=OPENING)
    classes = ClassOffering.objects.select_related("program").prefetch_related("sessions")
    with django_assert_num_queries(3):  # the classes, their sessions, what happened
        assert len(fill_plots(classes, OPENING)) == 5


def mark(offering, session, *marks):
    for number, word in enumerate(marks):
        person = seated(offering, f"p{session.pk}x{number}")
        Attendance.objects.create(registration=person, session=session, mark=word, at=timezone.now())


def test_attendance_by_session(offering):
    first, second, third, *_ = offering.sessions.all()
    with on(2):
        offering.capacity = 40
        offering.save()
        mark(offering, first, "present", "late", "made_up", "absent")
        mark(offering, second, "absent", "excused")
    third.cancelled = True
    third.save()
    plot = attendance_plot(offering)
    assert [row[1:] for row in plot.rows[:2]] == [[3, 4, 75], [0, 2, 0]]
    # Neither the cancelled session nor graduation; what is still to come has no bar.
    assert len(plot.rows) == 10
    assert {row[-1] for row in plot.rows[2:]} == {"-"}
    assert len(plot.bars) == 2


def test_no_attendance_no_plot(offering):
    assert attendance_plot(offering) is None


def test_the_page_of_a_class_shows_both_to_those_who_may_see_them():
    offering = make_offering()
    mark(offering, offering.sessions.first(), "present")
    page = coordinator().get(class_page(offering)).content.decode()
    assert "Confirmed seats of PIP class 45" in page
    assert "Attendance of PIP class 45" in page

    user = staff(None)
    user.user_permissions.add(Permission.objects.get(codename="view_classoffering"))
    page = signed_in(None).get(class_page(offering)).content.decode()
    assert "Confirmed seats of PIP class 45" in page
    assert "Attendance of" not in page


def test_marks_cost_no_queries_of_their_own():
    offering = make_offering()
    people = fill(offering, 30)
    page = f"{class_page(offering)}?state=all"
    before = len(queries(page))
    for session in offering.sessions.all()[:6]:
        Attendance.objects.bulk_create(
            Attendance(registration=person, session=session, mark="present", at=timezone.now()) for person in people
        )
    assert len(queries(page)) == before
