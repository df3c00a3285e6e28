"""What staff do to a class as a whole: publish it, change its number of seats, cancel it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassStatus
from programs.models import ClassInterest, ClassOffering
from programs.services import classes, roster
from tests.programs.admin.helpers import class_page, class_url, coordinator, said, staff
from tests.programs.admin.test_class_changes import mails, names_on, save
from tests.programs.builders import call_in, make_offering, seated, sign_up, states

pytestmark = pytest.mark.django_db


def history(offering):
    return [line.get_change_message() for line in LogEntry.objects.filter(object_id=offering.pk)]


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
    first, second = (client.post(class_url(offering, "publish")) for _ in range(2))
    offering.refresh_from_db()
    assert offering.status == ClassStatus.PUBLISHED
    assert "Published." in said(first) and "It is so already" in said(second)
    assert history(offering) == ["Published."]


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
    assert "It is so already" in said(capacity(offering, 3, apply="1"))
    assert history(offering) == ["3 seats, before: 1."]


def test_fewer_seats_than_taken_is_warned_of_and_takes_none_away():
    offering = make_offering(capacity=3)
    for name in ("ana", "ben", "cleo"):
        seated(offering, name)
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
    seated(offering, "ana"), sign_up(offering, "ben")
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
    assert history(offering) == ["Cancelled. 2 people are told by mail."]


def test_the_calendar_of_a_cancelled_class_replaces_the_old_one():
    offering = make_offering(sessions=2)
    seated(offering, "ana")
    classes.cancel_class(offering, reason="Flood.")
    calendar = Message.objects.get(template="programs/class_cancelled").attachments[0]["content"]
    assert "SEQUENCE:1" in calendar
    assert "STATUS:CANCELLED" in calendar


def test_a_cancelled_class_is_history_and_still_shows_its_people():
    offering = make_offering()
    seated(offering, "ana")
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
