"""The season builder: dates proposed, shown, and only then saved."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import ClosureDay
from programs.enums import ClassStatus
from programs.models import ClassOffering
from tests.programs.admin.helpers import class_page, coordinator, said
from tests.programs.builders import make_offering, make_program
from tests.volume import pairs

pytestmark = pytest.mark.django_db

URL = reverse("admin:programs_classoffering_add")
THURSDAY = 3


def facts(**changes):
    """What staff type for Spring 2020; a test names only what it is about."""
    program = make_program()
    typed = {
        "program": program.pk, "number": "", "title": "Spring 2020", "first_date": "2020-03-05", "weekday": THURSDAY,
        "start_time": "18:00", "end_time": "20:00", "session_count": 11, "with_graduation": "on",
        "location": "3300 Civic Center Drive", "capacity": 40, "opens_at": "", "closes_at": "", "topics": "",
        "topics_from": "",
    }  # fmt: skip
    return {name: value for name, value in (typed | changes).items() if value is not None}


def create(**changes):
    return coordinator().post(URL, facts(create="1", **changes))


def errors_of(response):
    assert response.status_code == 200
    return response.context["form"].errors


def test_the_form_proposes_the_next_number_and_the_usual_evening():
    make_program(classes_before=44)
    page = coordinator().get(URL).content.decode()
    assert "Empty: the next one (PIP 45)." in page
    assert 'value="18:00"' in page
    assert 'value="11"' in page


def test_spring_2020_is_shown_before_anything_is_saved():
    response = coordinator().post(URL, facts(show="1"))
    page = response.content.decode()
    dates = [session.date for session, _clash in response.context["sessions"]]
    assert dates == [date(2020, 3, 5) + timedelta(weeks=week) for week in range(12)]
    assert "Thursday, May 21, 2020" in page
    assert "6:00 PM to 8:00 PM PST" in page
    assert "6:00 PM to 8:00 PM PDT" in page
    assert "These dates begin in the past." in page
    assert not ClassOffering.objects.exists()


def hidden_fields(response):
    form = response.context["hidden_fields"]
    return {field.html_name: field.value() for field in form if field.value() not in (None, False)}


def test_what_the_page_shows_is_what_is_created():
    client = coordinator()
    preview = client.post(URL, facts(show="1", topics="Meet the Chief\nSWAT"))
    response = client.post(URL, {**hidden_fields(preview), "create": "1"})

    offering = ClassOffering.objects.get()
    assert response.url == class_page(offering)
    assert offering.status == ClassStatus.DRAFT
    sessions = list(offering.sessions.all())
    assert len(sessions) == 12
    assert sessions[-1].date == date(2020, 5, 21)
    assert sessions[-1].is_graduation
    assert {session.date.weekday() for session in sessions} == {THURSDAY}
    assert [session.topic for session in sessions[:3]] == ["Meet the Chief", "SWAT", ""]


@pytest.mark.parametrize(("first", "offsets"), [("2020-03-05", (-8, -7)), ("2026-10-01", (-7, -8))])
def test_wall_time_stays_over_both_clock_changes(first, offsets):
    create(first_date=first)
    starts = [session.starts_at for session in ClassOffering.objects.get().sessions.all()]
    assert {timezone.localtime(moment).time() for moment in starts} == {time(18)}
    assert (starts[0].utcoffset(), starts[-1].utcoffset()) == tuple(timedelta(hours=hours) for hours in offsets)


def test_closure_days_are_skipped_and_named():
    response = coordinator().post(URL, facts(show="1", first_date="2026-09-24"))
    page = response.content.decode()
    assert "Thursday, November 26, 2026: Thanksgiving" in page
    dates = [session.date for session, _clash in response.context["sessions"]]
    assert date(2026, 11, 26) not in dates
    assert (len(dates), dates[-1]) == (12, date(2026, 12, 17))


def test_a_season_on_wednesdays_skips_veterans_day():
    create(first_date="2026-09-30", weekday=2)
    dates = list(ClassOffering.objects.get().sessions.values_list("date", flat=True))
    assert date(2026, 11, 11) not in dates
    assert len(dates) == 12


def test_a_closure_day_that_staff_added_is_skipped_and_one_they_opened_is_not():
    for first in ("2020-03-05", "2026-10-01"):
        coordinator().post(URL, facts(show="1", first_date=first))  # fills in the holidays
    ClosureDay.objects.create(date=date(2020, 3, 19), name="City Hall is closed")
    ClosureDay.objects.filter(name__startswith="Veterans").update(closed=False)
    page = coordinator().post(URL, facts(show="1")).content.decode()
    assert "Thursday, March 19, 2020: City Hall is closed" in page
    create(title="Fall", first_date="2026-09-30", weekday=2)
    assert ClassOffering.objects.get().sessions.filter(date=date(2026, 11, 11)).exists()


def test_a_first_date_on_a_closure_day_is_said_aloud():
    page = coordinator().post(URL, facts(show="1", first_date="2026-11-26")).content.decode()
    assert "Thursday, November 26 is a closure day: the class begins on December 3." in page


def test_a_clash_with_another_class_is_shown():
    offering = make_offering(number=44, sessions=0)
    offering.sessions.create(date=date(2020, 3, 12), start_time=time(19), end_time=time(21))
    offering.sessions.create(date=date(2020, 3, 19), start_time=time(20), end_time=time(21))  # right after: no clash
    page = coordinator().post(URL, facts(show="1")).content.decode()
    assert page.count("PIP class 44, Spring 2027 meets at this time") == 1


# What is typed, the field that is wrong then, and what is said there.
SLIPS = [
    ({"weekday": 2}, "weekday", "March 5, 2020 is a Thursday, not a Wednesday."),
    ({"end_time": "17:00"}, "end_time", "must end after they start"),
    ({"end_time": "18:00"}, "end_time", "must end after they start"),
    ({"session_count": 0}, "session_count", "greater than or equal to 1"),
    ({"session_count": 500}, "session_count", "less than or equal to"),
    ({"session_count": "many"}, "session_count", "whole number"),
    ({"capacity": 0}, "capacity", "greater than or equal to 1"),
    ({"number": 45}, "number", "PIP already has a class 45."),
    ({"number": "-3"}, "number", "greater than or equal to 1"),
    ({"number": "9" * 30}, "number", "less than or equal to"),
    ({"number": "9" * 18}, "number", "less than or equal to"),
    ({"first_date": "2020-02-30"}, "first_date", "valid date"),
    ({"first_date": "9999-12-30"}, "first_date", "Choose a date between"),
    ({"first_date": "0001-01-01"}, "first_date", "Choose a date between"),
    ({"first_date": ""}, "first_date", "required"),
    ({"program": "999"}, "program", "valid choice"),
    ({"program": "\x00"}, "program", "Null characters"),
    ({"title": "a\x00b"}, "title", "Null characters"),
    ({"title": "a\x00b", "number": 46}, "title", "Null characters"),
    ({"topics": "x" * 121}, "topics", "at most 120"),
    ({"opens_at": "2020-02-01T08:00", "closes_at": "2020-02-01T08:00"}, "closes_at", "after it opens"),
    ({"topics_from": "abc"}, "topics_from", "valid choice"),
]


@pytest.mark.parametrize(("slip", "button"), pairs(SLIPS, ["show", "create"]))
def test_a_slip_is_named_beside_its_field_and_nothing_is_lost(slip, button):
    changes, field, words = slip
    make_offering(number=45)
    response = coordinator().post(URL, facts(**changes, **{button: "1"}))
    assert words in str(errors_of(response)[field])
    assert "3300 Civic Center Drive" in response.content.decode()
    assert ClassOffering.objects.count() == 1


def test_change_brings_back_what_was_typed():
    page = coordinator().post(URL, facts(change="1", title="Spring of 2020")).content.decode()
    assert 'value="Spring of 2020"' in page
    assert "Please correct" not in page


def test_create_twice_makes_one_class():
    client = coordinator()
    preview = client.post(URL, facts(show="1"))
    data = {**hidden_fields(preview), "create": "1"}
    client.post(URL, data)
    response = client.post(URL, data)
    assert ClassOffering.objects.count() == 1
    assert response.url == class_page(ClassOffering.objects.get())
    assert "created once" in said(response)


def test_a_number_taken_since_the_preview_is_said_and_nothing_is_overwritten():
    client = coordinator()
    data = hidden_fields(client.post(URL, facts(show="1")))
    make_offering(number=int(data["number"]), title="Somebody else's")
    response = client.post(URL, {**data, "create": "1"})
    assert "already has a class" in str(errors_of(response)["number"])
    assert ClassOffering.objects.count() == 1


def test_topics_are_copied_from_another_class():
    old = make_offering(number=44, sessions=3)
    create(topics_from=old.pk)
    offering = ClassOffering.objects.get(title="Spring 2020")
    assert list(offering.sessions.values_list("topic", flat=True))[:3] == ["Topic 1", "Topic 2", ""]


def test_without_graduation_night():
    create(with_graduation=None, session_count=1)
    session = ClassOffering.objects.get().sessions.get()
    assert not session.is_graduation


def test_plan_a_season_stands_where_add_stood():
    page = coordinator().get(reverse("admin:programs_classoffering_changelist")).content.decode()
    assert "Plan a season" in page
    assert "Add class" not in page
