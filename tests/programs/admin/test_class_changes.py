"""What staff change in the form of a class: its sessions and its place."""

from datetime import timedelta

import pytest

from mailroom.models import Message
from programs.admin.class_forms import ClassForm
from programs.enums import ClassStatus
from programs.services import classes
from tests.programs.admin.helpers import (
    class_fields,
    class_page,
    coordinator,
    said,
    session_rows,
)
from tests.programs.builders import make_offering, seated, sign_up

pytestmark = pytest.mark.django_db


def names_on(response):
    return [row.registration.family_name for row in response.context["rows"]]


def save(offering, client=None, fields=(), **rows):
    client = client or coordinator()
    return client.post(
        class_page(offering), {**class_fields(offering, **dict(fields)), **session_rows(offering, **rows)}
    )


def mails(template):
    return Message.objects.filter(template=f"programs/{template}").count()


# --- sessions and the place -------------------------------------------------------------


def test_a_moved_session_is_told_to_everyone_once():
    offering = make_offering()
    seated(offering, "ana"), sign_up(offering, "ben")
    day = offering.sessions.first().date + timedelta(days=1)
    response = save(offering, **{"sessions-0-date": day.isoformat(), "sessions-1-start_time": "17:30"})
    assert response.status_code == 302
    assert "Everyone in the class is told" in said(response)
    assert offering.sessions.first().date == day
    assert mails("class_changed") == 2


def test_a_topic_alone_is_told_to_nobody():
    offering = make_offering()
    seated(offering, "ana")
    save(offering, **{"sessions-0-topic": "K9", "sessions-0-hands_on": "on"})
    assert offering.sessions.first().topic == "K9"
    assert mails("class_changed") == 0


def test_another_place_is_told_and_a_draft_is_not():
    offering = make_offering()
    seated(offering, "ana")
    save(offering, fields={"location": "Torrance City Hall"})
    assert mails("class_changed") == 1
    draft = make_offering(number=46, status=ClassStatus.DRAFT)
    save(draft, fields={"location": "Torrance City Hall"})
    assert mails("class_changed") == 1


def test_all_sessions_can_move_by_a_week_at_once():
    offering = make_offering(sessions=3)
    dates = [session.date for session in offering.sessions.all()]
    rows = {f"sessions-{n}-date": (day + timedelta(weeks=1)).isoformat() for n, day in enumerate(dates)}
    assert save(offering, **rows).status_code == 302
    assert [session.date for session in offering.sessions.all()] == [day + timedelta(weeks=1) for day in dates]


def test_two_sessions_can_trade_dates():
    offering = make_offering(sessions=3)
    first, second = list(offering.sessions.all())[:2]
    rows = {"sessions-0-date": second.date.isoformat(), "sessions-1-date": first.date.isoformat()}
    assert save(offering, **rows).status_code == 302
    first.refresh_from_db(), second.refresh_from_db()
    assert first.date > second.date


def test_a_new_session_is_added_once_however_often_save_is_pressed():
    offering = make_offering(sessions=2)
    day = offering.sessions.last().date + timedelta(weeks=1)
    new = {"sessions-2-date": day.isoformat(), "sessions-2-start_time": "18:00", "sessions-2-end_time": "20:00"}
    rows = session_rows(offering, **new)
    client = coordinator()
    assert client.post(class_page(offering), {**class_fields(offering), **rows}).status_code == 302
    again = client.post(class_page(offering), {**class_fields(offering), **rows})
    assert "already has a session at this time" in again.content.decode()
    assert offering.sessions.count() == 3


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"sessions-0-end_time": "17:00"}, "must end after it starts"),
        ({"sessions-0-date": "nonsense"}, "valid date"),
        ({"sessions-2-date": "2027-01-01"}, "This field is required"),
    ],
)
def test_a_slip_in_a_session_changes_nothing(rows, words):
    offering = make_offering(sessions=2)
    page = save(offering, **rows)
    assert words in page.content.decode()
    assert offering.sessions.count() == 2


def test_two_sessions_at_one_time_are_refused():
    offering = make_offering(sessions=2)
    page = save(offering, **{"sessions-1-date": offering.sessions.first().date.isoformat()})
    assert "Two sessions have the same date and time." in page.content.decode()


def test_a_published_session_cannot_be_deleted_a_draft_one_can():
    offering, draft = make_offering(sessions=3), make_offering(number=46, sessions=3, status=ClassStatus.DRAFT)
    save(offering, **{"sessions-0-DELETE": "on"})
    save(draft, **{"sessions-0-DELETE": "on"})
    assert (offering.sessions.count(), draft.sessions.count()) == (3, 2)


def test_seats_and_status_are_not_edited_by_hand():
    offering = make_offering(capacity=40)
    save(offering, fields={"capacity": 1, "status": "cancelled", "program": "99", "title": "Spring"})
    offering.refresh_from_db()
    assert (offering.capacity, offering.status, offering.title) == (40, ClassStatus.PUBLISHED, "Spring")


def test_a_number_that_is_taken_is_refused():
    make_offering(number=44)
    offering = make_offering(number=45)
    page = save(offering, fields={"number": 44})
    assert "already has a class with this number" in page.content.decode()


def test_a_save_does_not_undo_what_changes_in_that_very_moment(monkeypatch):
    offering = make_offering(capacity=10)
    # Somebody else raises the number of seats after this page's class was read and before it is saved.
    monkeypatch.setattr(ClassForm, "clean", lambda form: classes.change_capacity(offering, 20) and None)
    assert save(offering, fields={"title": "Renamed"}).status_code == 302
    offering.refresh_from_db()
    assert (offering.capacity, offering.title) == (20, "Renamed")
