"""What staff change about a class: sessions, place, publication, number of seats, and its end."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from programs.admin.class_forms import ClassForm
from programs.enums import ClassStatus
from programs.models import ClassInterest, ClassOffering
from programs.services import classes, roster
from tests.programs.admin.helpers import (
    class_fields,
    class_page,
    class_url,
    coordinator,
    said,
    session_rows,
    staff,
)
from tests.programs.builders import call_in, make_offering, seat, sign_up, states

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
    seat(offering, "ana"), sign_up(offering, "ben")
    day = offering.sessions.first().date + timedelta(days=1)
    response = save(offering, **{"sessions-0-date": day.isoformat(), "sessions-1-start_time": "17:30"})
    assert response.status_code == 302
    assert "Everyone in the class is told" in said(response)
    assert offering.sessions.first().date == day
    assert mails("class_changed") == 2


def test_a_topic_alone_is_told_to_nobody():
    offering = make_offering()
    seat(offering, "ana")
    save(offering, **{"sessions-0-topic": "K9", "sessions-0-hands_on": "on"})
    assert offering.sessions.first().topic == "K9"
    assert mails("class_changed") == 0


def test_another_place_is_told_and_a_draft_is_not():
    offering = make_offering()
    seat(offering, "ana")
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


# --- publish ------------------------------------------------------------------------------


def test_publish_says_what_follows_then_does_it():
    offering = make_offering(status=ClassStatus.DRAFT)
    ClassInterest.objects.create(
        program=offering.program, email="a@example.com", email_key="a@example.com", confirmed_at=timezone.now()
    )
    client = coordinator()
    assert "1 person asked to hear of it" in " ".join(
        client.get(class_url(offering, "publish")).content.decode().split()
    )
    offering.refresh_from_db()
    assert offering.status == ClassStatus.DRAFT
    for _ in range(2):
        client.post(class_url(offering, "publish"))
    offering.refresh_from_db()
    assert offering.status == ClassStatus.PUBLISHED


def test_a_class_without_sessions_is_not_published():
    offering = make_offering(status=ClassStatus.DRAFT, sessions=0)
    response = coordinator().post(class_url(offering, "publish"))
    assert "Add the sessions first" in said(response)
    offering.refresh_from_db()
    assert offering.status == ClassStatus.DRAFT


# --- the number of seats --------------------------------------------------------------------


def capacity(offering, number, **data):
    return coordinator().post(class_url(offering, "capacity"), {"capacity": number, **data})


def test_more_seats_go_to_the_line_as_foretold():
    offering = make_offering(capacity=1)
    for name in ("ana", "ben", "cleo", "dan"):
        sign_up(offering, name)
    page = capacity(offering, 3, outlook="1").content.decode()
    assert "2 people in line would be offered a seat now." in page
    assert states(offering)["ben"] == "waitlisted"

    response = capacity(offering, 3, apply="1")
    assert "3 seats, before: 1." in said(response)
    assert states(offering) == {"ana": "held", "ben": "offered", "cleo": "offered", "dan": "waitlisted"}
    assert LogEntry.objects.filter(object_id=offering.pk, change_message__contains="3 seats").exists()


def test_fewer_seats_than_taken_is_warned_of_and_takes_none_away():
    offering = make_offering(capacity=3)
    for name in ("ana", "ben", "cleo"):
        seat(offering, name)
    page = " ".join(capacity(offering, 1, outlook="1").content.decode().split())
    assert "Nobody loses a seat. No seat becomes free until 2 people have left." in page
    capacity(offering, 1, apply="1")
    offering.refresh_from_db()
    assert offering.capacity == 1
    assert set(states(offering).values()) == {"confirmed"}


@pytest.mark.parametrize("number", ["0", "-1", "", "many", "99999999999999999999"])
def test_a_wrong_number_of_seats_is_refused(number):
    offering = make_offering(capacity=3)
    assert capacity(offering, number, apply="1").context["form"].errors
    offering.refresh_from_db()
    assert offering.capacity == 3


# --- cancel -----------------------------------------------------------------------------------


def test_cancel_names_who_must_be_called_and_mails_the_others_once():
    offering = make_offering()
    seat(offering, "ana"), sign_up(offering, "ben")
    call_in(offering, "maria", by=staff())
    client = coordinator()
    page = " ".join(client.get(class_url(offering, "cancel")).content.decode().split())
    assert "2 people with a seat or a place in line will be mailed" in page
    assert "Maria Rivera, (310) 555-0100" in page

    assert "Write the reason" in client.post(class_url(offering, "cancel"), {"reason": " "}).content.decode()
    for _ in range(2):
        assert client.post(class_url(offering, "cancel"), {"reason": "The room is flooded."}).status_code == 302
    offering.refresh_from_db()
    assert (offering.status, offering.cancelled_reason) == (ClassStatus.CANCELLED, "The room is flooded.")
    assert mails("class_cancelled") == 2


def test_the_calendar_of_a_cancelled_class_replaces_the_old_one():
    offering = make_offering(sessions=2)
    seat(offering, "ana")
    classes.cancel_class(offering, reason="Flood.")
    calendar = Message.objects.get(template="programs/class_cancelled").attachments[0]["content"]
    assert "SEQUENCE:1" in calendar
    assert "STATUS:CANCELLED" in calendar


def test_a_cancelled_class_is_history_and_still_shows_its_people():
    offering = make_offering()
    seat(offering, "ana")
    classes.cancel_class(offering, reason="Flood.")
    client = coordinator()
    page = client.get(class_page(offering))
    assert page.status_code == 200
    assert names_on(page) == ["Rivera"]
    assert b'name="_save"' not in page.content
    assert save(offering, client).status_code == 403


def test_a_class_is_never_deleted():
    offering = make_offering()
    url = reverse("admin:programs_classoffering_delete", args=[offering.pk])
    assert coordinator().post(url, {"post": "yes"}).status_code == 403
    assert ClassOffering.objects.exists()


def test_a_class_that_is_not_there():
    assert coordinator().get(reverse("admin:programs_classoffering_publish", args=[999])).status_code == 404
    assert coordinator().get(reverse("admin:programs_classoffering_change", args=[999])).status_code == 302


def test_the_roster_verbs_keep_to_one_person_one_place():
    offering = make_offering()
    maria = call_in(offering, "maria", by=staff())
    with pytest.raises(roster.RegistrationError, match="name and phone"):
        call_in(offering, "maria", by=staff())
    other = make_offering(number=46)
    call_in(other, "maria", by=staff())
    with pytest.raises(roster.RegistrationError, match="already has a place"):
        roster.move(maria, to=other, by=staff())
