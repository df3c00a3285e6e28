"""What an officer reads at the door; and what nobody on patrol ever reads."""

import pytest
from django.utils import timezone

from tests.vacation_checks.builders import DETAILS, make_check, make_tour
from tests.vacation_checks.patrols import a_home, person
from vacation_checks.services import checks, patrol
from vacation_checks.services.briefing import briefing_of

pytestmark = pytest.mark.django_db


def briefing(tour=None, user=None, **fields):
    home, tour = a_home(**fields), tour or make_tour()
    found = patrol.home_to_open(tour, tour.officer, home.reference, timezone.now())
    return briefing_of(found, tour, user or tour.officer, timezone.now())


def with_details(**details):
    return briefing(details=DETAILS | details)


def test_who_may_be_there_and_what_should_stand_there():
    told = briefing()
    assert told.residents == "Ana Mori"
    assert told.visitors == ["Green Thumb Gardens, Gardener, Tuesdays, white truck, outside only"]
    assert told.vehicles == ["gray Honda Civic, 8ABC123, driveway"]


def test_consents_say_what_is_not_allowed():
    told = briefing(may_enter_yard=True)
    assert told.consents == [
        (True, "May look in the back yard"),
        (False, "May NOT enter the home if it is found open"),
        (False, "May NOT shut off the water"),
    ]


def test_what_is_dangerous_comes_first():
    told = briefing(
        is_restricted=True,
        details=DETAILS | {"hazards": "Loose step.", "animals": "yard", "animals_note": "Two dogs."},
    )
    assert told.cautions == [
        "Caution: ask the desk before you talk to anybody here.",
        "Hazard: Loose step.",
        "Animals in the yard: Two dogs. Look from the front only.",
    ]


def test_only_what_was_answered_is_said():
    told = with_details(cameras="Doorbell")
    assert told.cautions == []
    assert dict(told.facts) == {
        "Lights": "Hall lamp on a timer, 6 to 10 pm",
        "Cameras": "Doorbell",
        "Animals": "No animals stay",
        "Gate": "No gate: the street is open to all",
        "Side gate": "Locked",
        "Back yard": "Can be reached",
        "Alarm": "No alarm",
        "As it was left": "Side gate sticks",
    }


def test_a_request_without_any_details_is_told_too():
    told = briefing(details={})
    assert (told.visitors, told.vehicles, told.facts, told.contacts, told.checks) == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("phone", "shown", "dial"),
    [
        ("+13105550111", "(310) 555-0111", "tel:+1-310-555-0111"),
        ("+81312345678", "+81 3-1234-5678", "tel:+81-3-1234-5678"),
        ("ask Rosa", "ask Rosa", ""),
        ("", "", ""),
    ],
)
def test_contacts_can_be_called(phone, shown, dial):
    (contact,) = with_details(contacts=[{"name": "Kenji", "phone": phone, "speaks": "Japanese"}]).contacts
    assert (contact.phone, contact.dial, contact.about) == (shown, dial, "no key, speaks Japanese")


def test_the_last_five_checks_with_what_was_added():
    home, tour = a_home(), make_tour()
    for hours in range(6):
        make_check(home, tour, minutes_ago=60 * hours + 1)
    wrong = home.checks.first()
    checks.add_addendum(wrong, tour.officer, reason="Wrong", text="It was 1236.", is_wrong_home=True)
    found = patrol.home_to_open(tour, tour.officer, home.reference, timezone.now())
    past = briefing_of(found, tour, tour.officer, timezone.now()).checks
    assert len(past) == 5
    assert (past[0].marks, past[0].addenda) == (["another home"], ["Wrong: It was 1236."])
    assert (past[0].areas, past[0].officer) == ("Front, Windows", "Officer")


def test_only_ones_own_checks_of_this_tour_can_be_added_to():
    home, tour, before = a_home(), make_tour(partner=person("partner")), make_tour(username="before")
    mine = make_check(home, tour, minutes_ago=1)
    make_check(home, before, minutes_ago=2, officer=tour.officer)
    make_check(home, tour, minutes_ago=3, officer=tour.partner)
    past = briefing_of(home, tour, tour.officer, timezone.now()).checks
    assert [check.pk for check in past if check.may_add] == [mine.pk]
