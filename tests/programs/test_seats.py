"""Who gets a seat, and in which order: every way in which a seat is taken or freed."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone

from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import Registration
from programs.services import classes, registrations, seats, upkeep
from programs.services.errors import RegistrationError
from tests.programs.builders import answers_of, make_offering, seat, sign_up, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return get_user_model().objects.create_user("coordinator")


def mails(reference=None):
    rows = Message.objects.filter(about=reference) if reference else Message.objects.all()
    return [message.template.removeprefix("programs/") for message in rows.order_by("pk")]


def test_a_free_seat_is_held_for_a_day_and_then_confirmed():
    offering = make_offering(capacity=2)
    ana = sign_up(offering)

    assert ana.state == RegistrationState.HELD
    assert timedelta(hours=23) < ana.expires_at - timezone.now() <= timedelta(hours=24)
    registrations.confirm(ana)

    assert states(offering) == {"ana": "confirmed"}
    assert mails(ana.reference) == ["held", "confirmed"]


def test_confirming_twice_is_one_confirmation_and_one_mail():
    ana = seat(make_offering())
    registrations.confirm(ana)
    assert mails(ana.reference) == ["held", "confirmed"]


def test_a_full_class_takes_newcomers_in_line_with_their_position():
    offering = make_offering(capacity=1)
    seat(offering, "ana")
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")

    assert [ben.state, cleo.state] == ["waitlisted", "waitlisted"]
    assert [ben.line_position(), cleo.line_position()] == [1, 2]


def test_a_full_line_takes_nobody():
    offering = make_offering(capacity=1, line_capacity=1)
    seat(offering, "ana")
    sign_up(offering, "ben")
    with pytest.raises(RegistrationError, match="so is the line"):
        sign_up(offering, "cleo")
    assert set(states(offering)) == {"ana", "ben"}


def test_giving_up_a_seat_offers_it_to_the_longest_waiting():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    sign_up(offering, "ben")
    sign_up(offering, "cleo")

    registrations.withdraw(ana)

    assert states(offering) == {"ana": "withdrawn", "ben": "offered", "cleo": "waitlisted"}


def test_a_waiting_person_who_leaves_promotes_nobody():
    offering = make_offering(capacity=1)
    seat(offering, "ana")
    ben = sign_up(offering, "ben")
    sign_up(offering, "cleo")

    registrations.withdraw(ben)

    assert states(offering) == {"ana": "confirmed", "ben": "withdrawn", "cleo": "waitlisted"}


def test_giving_up_twice_frees_one_seat():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    for name in ("ben", "cleo"):
        sign_up(offering, name)
    registrations.withdraw(ana)
    registrations.withdraw(Registration.objects.get(pk=ana.pk))
    assert states(offering) == {"ana": "withdrawn", "ben": "offered", "cleo": "waitlisted"}
    assert mails(ana.reference).count("withdrawn") == 1


def test_a_declined_offer_goes_to_the_next_and_an_accepted_one_stays():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")
    registrations.withdraw(ana)

    registrations.withdraw(ben)
    assert states(offering) == {"ana": "withdrawn", "ben": "withdrawn", "cleo": "offered"}
    registrations.accept_offer(cleo)
    assert states(offering)["cleo"] == "confirmed"


def test_an_expired_hold_frees_its_seat_without_the_worker():
    offering = make_offering(capacity=1)
    ana = sign_up(offering, "ana")
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        assert offering.seats_left() == 1
        ben = sign_up(offering, "ben")
        assert ben.state == RegistrationState.HELD
        with pytest.raises(RegistrationError, match="no longer held"):
            registrations.confirm(ana)
    assert states(offering) == {"ana": "lapsed", "ben": "held"}


def test_a_seat_that_lapsed_unnoticed_goes_to_the_line_before_a_newcomer():
    offering = make_offering(capacity=1)
    sign_up(offering, "ana")
    sign_up(offering, "ben")
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        cleo = sign_up(offering, "cleo")
    assert cleo.state == RegistrationState.WAITLISTED
    assert states(offering) == {"ana": "lapsed", "ben": "offered", "cleo": "waitlisted"}


def test_an_offer_in_time_only():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    ben = sign_up(offering, "ben")
    registrations.withdraw(ana)
    ben.refresh_from_db()
    with time_machine.travel(ben.expires_at, tick=False), pytest.raises(RegistrationError, match="has ended"):
        registrations.accept_offer(ben)
    with time_machine.travel(ben.expires_at - timedelta(seconds=1), tick=False):
        assert registrations.accept_offer(ben).state == RegistrationState.CONFIRMED


def test_the_worker_lapses_and_offers_and_twice_changes_nothing():
    offering = make_offering(capacity=1)
    ana = sign_up(offering, "ana")
    ben = sign_up(offering, "ben")
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        upkeep.settle_overdue_seats()
        upkeep.settle_overdue_seats()
    assert states(offering) == {"ana": "lapsed", "ben": "offered"}
    assert mails(ana.reference) == ["held", "lapsed"]
    assert mails(ben.reference) == ["waitlisted", "offered"]


def test_nobody_waits_in_vain_after_the_last_joining_moment():
    offering = make_offering(capacity=1)
    seat(offering, "ana")
    ben = sign_up(offering, "ben")
    with time_machine.travel(offering.last_joining_moment + timedelta(minutes=1), tick=True):
        upkeep.settle_overdue_seats()
    assert states(offering) == {"ana": "confirmed", "ben": "lapsed"}
    assert mails(ben.reference) == ["waitlisted", "line_closed"]


def test_raising_the_capacity_offers_the_new_seats_to_the_line():
    offering = make_offering(capacity=1)
    seat(offering, "ana")
    for name in ("ben", "cleo", "dan"):
        sign_up(offering, name)
    classes.change_capacity(offering, 3)
    assert states(offering) == {"ana": "confirmed", "ben": "offered", "cleo": "offered", "dan": "waitlisted"}


def test_lowering_the_capacity_below_what_is_taken_unseats_nobody_and_offers_nothing():
    offering = make_offering(capacity=3)
    people = [seat(offering, name) for name in ("ana", "ben", "cleo")]
    sign_up(offering, "dan")
    classes.change_capacity(offering, 1)
    registrations.withdraw(people[0])
    assert states(offering) == {"ana": "withdrawn", "ben": "confirmed", "cleo": "confirmed", "dan": "waitlisted"}
    registrations.withdraw(people[1])
    registrations.withdraw(people[2])
    assert states(offering)["dan"] == "offered"


def test_one_live_registration_per_person_but_families_share_an_address():
    offering = make_offering()
    sign_up(offering, "ana")
    with pytest.raises(RegistrationError, match="already has a place"):
        sign_up(offering, "ANA", form_key="another", email="Ana@Example.com")
    sign_up(offering, "ben", email="ana@example.com")
    assert states(offering) == {"ana": "held", "ben": "held"}


def test_whoever_gave_up_may_come_again_at_the_end_of_the_line():
    offering = make_offering(capacity=1)
    ana = seat(offering, "ana")
    sign_up(offering, "ben")
    registrations.withdraw(ana)
    again = sign_up(offering, "ana", form_key="again")
    assert again.state == RegistrationState.WAITLISTED


def test_the_same_form_sent_twice_is_one_registration():
    offering = make_offering()
    first = sign_up(offering, "ana", form_key="same")
    assert sign_up(offering, "ana", form_key="same") == first
    assert mails() == ["held"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opens_at": None}, "not open yet"),
        ({"opens_at": timezone.now() + timedelta(days=3)}, "not open yet"),
        ({"status": "draft"}, "not open yet"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "is closed"),
        ({"status": "cancelled", "cancelled_reason": "Flood."}, "was cancelled"),
    ],
)
def test_a_class_that_is_not_open_takes_nobody(change, words):
    offering = make_offering(opens_at=timezone.now() - timedelta(days=2))
    type(offering).objects.filter(pk=offering.pk).update(**change)
    with pytest.raises(RegistrationError, match=words):
        sign_up(offering)
    assert states(offering) == {}


def test_a_cancelled_class_tells_everyone_once_and_moves_no_seat():
    offering = make_offering(capacity=1)
    seat(offering, "ana")
    ben = sign_up(offering, "ben")
    classes.cancel_class(offering, reason="The station is being rebuilt.")
    classes.cancel_class(offering, reason="Again.")
    upkeep.settle_overdue_seats()
    assert states(offering) == {"ana": "confirmed", "ben": "waitlisted"}
    assert mails(ben.reference) == ["waitlisted", "class_cancelled"]


def test_settling_again_and_again_changes_nothing():
    offering = make_offering(capacity=2)
    for name in ("ana", "ben", "cleo", "dan"):
        sign_up(offering, name)
    before, sent = states(offering), len(mails())
    for _ in range(3):
        upkeep.settle_overdue_seats()
    assert states(offering) == before
    assert len(mails()) == sent
    assert seats.free_seats(offering, timezone.now()) == 0


def test_the_answers_are_kept():
    offering = make_offering()
    missed = offering.sessions.all()[1]
    ana = registrations.register(
        offering=offering, answers=answers_of("ana", will_miss=[missed], accommodation="ASL"), form_key="k"
    )
    ana.refresh_from_db()
    assert (ana.accommodation, list(ana.will_miss.all()), ana.connections) == ("ASL", [missed], ["live"])
