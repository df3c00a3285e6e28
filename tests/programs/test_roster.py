"""What staff do with seats, on purpose."""

import pytest
from django.contrib.auth import get_user_model

from programs.models import Registration
from programs.services import registrations, roster
from programs.services.errors import RegistrationError
from tests.programs.builders import call_in, make_offering, seated, sign_up, states
from tests.programs.test_seats import mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return get_user_model().objects.create_user("coordinator")


def test_a_caller_without_mail_gets_a_seat_at_once_and_no_mail(staff):
    offering = make_offering(capacity=1)
    ana = call_in(offering, "ana", by=staff)
    ben = call_in(offering, "ben", by=staff)
    assert [ana.state, ben.state] == ["confirmed", "waitlisted"]
    assert mails() == []
    assert ana.events.get().by == staff


def test_staff_seat_beyond_the_capacity_only_with_a_reason(staff):
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    ben = sign_up(offering, "ben")
    with pytest.raises(RegistrationError, match="is full"):
        roster.confirm(ben, by=staff)
    roster.confirm(ben, by=staff, over_capacity_reason="Sister of a participant")
    assert states(offering) == {"ana": "confirmed", "ben": "confirmed"}
    assert ben.events.last().note == "Sister of a participant"
    assert offering.seats_left() == 0


def test_declining_needs_a_reason_tells_it_and_frees_the_seat(staff):
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    sign_up(offering, "ben")
    with pytest.raises(RegistrationError, match="reason"):
        roster.decline(ana, by=staff, reason="  ")
    roster.decline(ana, by=staff, reason="The class is for adults.")
    assert states(offering) == {"ana": "declined", "ben": "offered"}
    assert mails(ana.reference)[-1] == "declined"


def test_staff_offer_a_free_seat_ahead_of_the_line_but_never_one_that_is_not_free(staff):
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    sign_up(offering, "ben")
    cleo = sign_up(offering, "cleo")
    with pytest.raises(RegistrationError, match="no seat is free"):
        roster.offer(cleo, by=staff)
    type(offering).objects.filter(pk=offering.pk).update(capacity=2)
    roster.offer(cleo, by=staff)
    assert states(offering) == {"ana": "confirmed", "ben": "waitlisted", "cleo": "offered"}


def test_moving_to_another_class_frees_a_seat_here_and_takes_one_there(staff):
    spring, fall = make_offering(capacity=1), make_offering(number=46, capacity=1)
    ana = seated(spring, "ana")
    sign_up(spring, "ben")
    roster.move(ana, to=fall, by=staff)
    assert states(spring) == {"ben": "offered"}
    assert states(fall) == {"ana": "confirmed"}


def test_moving_to_a_full_class_is_a_place_in_its_line(staff):
    spring, fall = make_offering(), make_offering(number=46, capacity=1)
    ana = seated(spring, "ana")
    seated(fall, "zoe")
    roster.move(ana, to=fall, by=staff)
    assert states(fall) == {"zoe": "confirmed", "ana": "waitlisted"}


def test_a_person_moved_at_the_same_moment_is_told_to_look_again(staff):
    spring, fall = make_offering(), make_offering(number=46)
    ana = seated(spring, "ana")
    stale = Registration.objects.select_related("offering__program").get(pk=ana.pk)
    roster.move(ana, to=fall, by=staff)
    with pytest.raises(RegistrationError, match="just been moved"):
        registrations.withdraw(stale)
