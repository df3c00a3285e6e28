"""Whoever has not answered is reminded once, in the week before the first session."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services import classes, registrations
from programs.services.packet_upkeep import remind_of_packets
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.packets import answer

pytestmark = pytest.mark.django_db


def reminded():
    return sorted(Message.objects.filter(template="programs/packet_reminder").values_list("to", flat=True))


def at(offering, before):
    """The worker's minute so long before the first session."""
    with time_machine.travel(offering.begins_at - before, tick=False):
        remind_of_packets()


def test_once_in_the_last_week_and_only_who_has_not_answered(django_user_model):
    offering = make_offering(capacity=4)
    ana, _ben, _maria = seated(offering, "ana"), seated(offering, "ben"), call_in(
        offering, "maria", by=django_user_model.objects.create_user("carla")
    )  # fmt: skip
    gone = seated(offering, "gone")
    registrations.withdraw(gone)
    sign_up(offering, "held")
    sign_up(offering, "waits")
    answer(ana)

    at(offering, timedelta(days=7, minutes=1))
    assert reminded() == []
    at(offering, timedelta(days=7))
    at(offering, timedelta(days=7))
    at(offering, timedelta(days=1))
    assert reminded() == ["ben@example.com"]


def test_who_got_the_seat_late_is_given_two_days():
    offering = make_offering()
    with time_machine.travel(offering.begins_at - timedelta(days=5), tick=False):
        ClassOffering.objects.update(closes_at=None)
        seated(offering, "late")
    at(offering, timedelta(days=3, minutes=1))
    assert reminded() == []
    at(offering, timedelta(days=3))
    assert reminded() == ["late@example.com"]


def test_not_after_the_class_has_begun():
    offering = make_offering()
    seated(offering)
    at(offering, timedelta(0))
    at(offering, timedelta(days=-1))
    assert reminded() == []


@pytest.mark.parametrize("status", [ClassStatus.DRAFT, ClassStatus.CANCELLED])
def test_not_for_a_class_that_is_not_held(status):
    offering = make_offering()
    seated(offering)
    if status == ClassStatus.CANCELLED:
        classes.cancel_class(offering, reason="Flood.")
    else:
        ClassOffering.objects.update(status=status)
    at(offering, timedelta(days=3))
    assert reminded() == []


def test_the_first_session_that_is_held_counts():
    offering = make_offering()
    seated(offering)
    first, second = offering.sessions.all()[:2]
    offering.sessions.filter(pk=first.pk).update(cancelled=True)
    for session, told in ((first, []), (second, ["ana@example.com"])):
        with time_machine.travel(session.starts_at - timedelta(days=3), tick=False):
            remind_of_packets()
        assert reminded() == told


def test_the_minutes_afterwards_ask_little(django_assert_max_num_queries):
    offering = make_offering(capacity=100)
    for number in range(3):
        seated(offering, f"p{number}")
    at(offering, timedelta(days=6))
    assert len(reminded()) == 3
    with django_assert_max_num_queries(4):
        at(offering, timedelta(days=6))
    for number in range(3, 40):
        seated(offering, f"p{number}")
    at(offering, timedelta(days=5))
    assert len(reminded()) == 40
    with django_assert_max_num_queries(4):
        at(offering, timedelta(days=5))


def test_with_nothing_to_do_it_is_one_question(django_assert_num_queries):
    make_offering(first_date=timezone.localdate() + timedelta(days=90))
    with django_assert_num_queries(1):
        remind_of_packets()
