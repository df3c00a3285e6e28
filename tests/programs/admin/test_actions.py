"""What is done to chosen people: each verb once a person, refusals by name, twice harmless."""

import pytest
from django.urls import reverse

from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import Registration, RegistrationEvent
from programs.services import classes
from tests.programs.admin.helpers import ACT, LIST, act, class_page, coordinator, said, staff
from tests.programs.builders import call_in, make_offering, seat, seated, sign_up, states

pytestmark = pytest.mark.django_db


def mails(template):
    return Message.objects.filter(template=f"programs/{template}").count()


def test_confirm_seats_a_held_person_and_says_who_did_it():
    offering = make_offering()
    ana = sign_up(offering, "ana")

    response = act(coordinator(), "confirm", [ana])

    assert states(offering) == {"ana": "confirmed"}
    assert "Seat confirmed: Ana Rivera." in said(response)
    assert ana.events.last().by == staff("program coordinator")
    assert mails("confirmed") == 1


def test_from_the_class_page_one_comes_back_to_it():
    offering = make_offering()
    ana = sign_up(offering, "ana")
    back = f"{class_page(offering)}?state=held&q=ana#roster"
    assert act(coordinator(), "confirm", [ana], back=back).url == back


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/admin/programs/", "/my/", "javascript:1"])
def test_the_way_back_stays_inside(back):
    ana = sign_up(make_offering(), "ana")
    assert act(coordinator(), "confirm", [ana], back=back).url == reverse(LIST)


def test_what_is_refused_is_reported_by_name_and_the_rest_is_done():
    offering = make_offering(capacity=1)
    ana, ben, cleo = (sign_up(offering, name) for name in ("ana", "ben", "cleo"))

    response = act(coordinator(), "confirm", [ana, ben, cleo])

    assert states(offering) == {"ana": "confirmed", "ben": "waitlisted", "cleo": "waitlisted"}
    text = said(response)
    assert "Seat confirmed: Ana Rivera." in text
    assert "Not done for Ben Rivera, Cleo Rivera: the class is full" in text


def test_offer_goes_to_the_chosen_person_ahead_of_the_line():
    offering = make_offering(capacity=1)
    sign_up(offering, "ana")
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")
    classes.ClassOffering.objects.filter(pk=offering.pk).update(capacity=2)  # a seat that nobody has been offered yet

    client = coordinator()
    act(client, "offer", [cleo])
    act(client, "offer", [cleo])

    assert states(offering) == {"ana": "held", "ben": "waitlisted", "cleo": "offered"}
    assert mails("offered") == 1
    assert "no seat is free" in said(act(client, "offer", [ben]))


def test_decline_asks_for_a_reason_and_mails_it():
    offering = make_offering(capacity=1)
    ana, ben = seated(offering, "ana"), sign_up(offering, "ben")
    client = coordinator()

    page = act(client, "decline", [ana])
    assert page.status_code == 200
    assert "Ana Rivera" in page.content.decode()
    assert states(offering)["ana"] == "confirmed"

    for reason in ("", "   "):
        page = act(client, "decline", [ana], reason=reason, apply="1")
        assert "Write the reason" in page.content.decode()
        assert states(offering)["ana"] == "confirmed"

    response = act(client, "decline", [ana], reason="You asked for the class for teens.", apply="1")
    assert "Declined: Ana Rivera." in said(response)
    assert states(offering) == {"ana": "declined", "ben": "offered"}
    assert "class for teens" in Message.objects.get(template="programs/declined").text
    assert ben.events.last().to_state == RegistrationState.OFFERED


def test_withdraw_asks_first_and_frees_the_seat():
    offering = make_offering(capacity=1)
    ana, _ben = seated(offering, "ana"), sign_up(offering, "ben")
    client = coordinator()
    assert act(client, "withdraw", [ana]).status_code == 200
    assert states(offering)["ana"] == "confirmed"
    act(client, "withdraw", [ana], apply="1")
    assert states(offering) == {"ana": "withdrawn", "ben": "offered"}


def test_mail_again_mails_how_they_stand_once_a_double_click():
    offering = make_offering()
    ana = seat(offering, "ana")
    client = coordinator()
    act(client, "resend", [ana])
    act(client, "resend", [ana])
    assert mails("confirmed") == 2  # the first one, and once again
    assert ana.events.filter(note="mailed again").count() == 1


def test_mail_again_says_whom_to_call():
    offering = make_offering()
    maria = call_in(offering, "maria", by=staff())
    assert "Not done for Maria Rivera: has no mail address" in said(act(coordinator(), "resend", [maria]))


def test_whoever_has_no_mail_is_named_with_the_phone():
    offering = make_offering(capacity=1)
    sign_up(offering, "ana")
    maria = call_in(offering, "maria", by=staff())
    response = act(coordinator(), "overbook", [maria], over_capacity_reason="speaks for the Rotary", apply="1")
    assert "please call: Maria Rivera (310) 555-0100" in said(response)


def test_move_shows_who_gets_a_seat_then_moves():
    source, target = make_offering(number=45), make_offering(number=46, capacity=1)
    ana, ben = seated(source, "ana"), seated(source, "ben")
    client = coordinator()

    page = act(client, "move", [ana, ben]).content.decode()
    assert "PIP class 46, Spring 2027 (1 free, 0 in line)" in page
    assert "PIP class 45, Spring 2027 (" not in page

    page = act(client, "move", [ana, ben], to=target.pk, outlook="1").content.decode()
    assert "Gets a seat" in page
    assert "In line, number 1" in page
    assert states(target) == {}

    for _ in range(2):
        response = act(client, "move", [ana, ben], to=target.pk, apply="1")
    assert "Moved: Ana Rivera, Ben Rivera." in said(response)
    assert states(source) == {}
    assert states(target) == {"ana": "confirmed", "ben": "waitlisted"}
    assert RegistrationEvent.objects.filter(note__startswith="moved").count() == 2


def test_nobody_moves_into_a_cancelled_class():
    source, target = make_offering(number=45), make_offering(number=46)
    ana = seated(source, "ana")
    classes.cancel_class(target, reason="No room.")
    page = act(coordinator(), "move", [ana], to=target.pk, apply="1")
    assert page.status_code == 200
    assert "Select a valid choice" in page.content.decode()
    assert states(source) == {"ana": "confirmed"}


def test_seating_beyond_the_capacity_needs_a_reason():
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    ben = sign_up(offering, "ben")
    client = coordinator()
    page = act(client, "overbook", [ben], over_capacity_reason=" ", apply="1").content.decode()
    assert "Write the reason" in page
    assert states(offering)["ben"] == "waitlisted"

    act(client, "overbook", [ben], over_capacity_reason="A guest of the Chief", apply="1")
    assert states(offering) == {"ana": "confirmed", "ben": "confirmed"}
    assert ben.events.last().note == "A guest of the Chief"


@pytest.mark.parametrize(
    ("action", "answers", "state"),
    [
        ("confirm", {}, "confirmed"),
        ("decline", {"reason": "Full", "apply": "1"}, "declined"),
        ("withdraw", {"apply": "1"}, "withdrawn"),
        ("overbook", {"over_capacity_reason": "Guest", "apply": "1"}, "confirmed"),
    ],
)
def test_a_double_click_does_it_once_and_reports_no_error(action, answers, state):
    offering = make_offering()
    ana = sign_up(offering, "ana")
    client = coordinator()
    act(client, action, [ana], **answers)
    before = (RegistrationEvent.objects.count(), Message.objects.count())
    response = act(client, action, [ana], **answers)
    assert "Not done" not in said(response)
    assert states(offering) == {"ana": state}
    assert (RegistrationEvent.objects.count(), Message.objects.count()) == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "confirm"},
        {"action": "delete_selected", "_selected_action": ["1"]},
        {"action": "confirm", "_selected_action": ["x", "-1", "9" * 40, "\u0663", "\x00"]},
        {"action": "confirm", "_selected_action": [str(number) for number in range(1, 203)]},
        {"action": "\x00", "back": "\x00"},
    ],
)
def test_what_no_browser_sends_changes_nothing(data):
    offering = make_offering()
    sign_up(offering, "ana")
    assert coordinator().post(reverse(ACT), data).status_code == 302
    assert states(offering) == {"ana": "held"}


def test_looking_at_the_address_of_actions_changes_nothing():
    response = coordinator().get("/admin/programs/registration/act/")
    assert response.url == reverse(LIST)


def test_the_list_of_registrations_has_the_same_actions():
    offering = make_offering()
    ana = sign_up(offering, "ana")
    client = coordinator()
    url = f"{reverse(LIST)}?state__exact=held"
    response = client.post(url, {"action": "confirm", "_selected_action": [ana.pk], "index": "0"})
    assert response.url == url
    assert states(offering) == {"ana": "confirmed"}

    page = client.post(reverse(LIST), {"action": "decline", "_selected_action": [ana.pk], "index": "0"})
    assert "Reason" in page.content.decode()
    assert states(offering) == {"ana": "confirmed"}


def test_all_of_a_large_table_cannot_be_chosen_by_a_forged_field():
    offering = make_offering(capacity=1, line_capacity=300)
    sign_up(offering, "ana")
    Registration.objects.bulk_create(
        Registration(
            reference=f"PIP-{number}",
            badge_code=f"{number:04}",
            offering=offering,
            state="withdrawn",
            given_name="x",
            family_name=str(number),
        )
        for number in range(210)
    )
    ana = Registration.objects.get(given_name="Ana")
    data = {"action": "withdraw", "_selected_action": [ana.pk], "index": "0", "select_across": "1"}
    response = coordinator().post(reverse(LIST), data)
    assert "at most 200" in said(response)
