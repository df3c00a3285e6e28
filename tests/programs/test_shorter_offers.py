"""Offers that are out, when the dates of their class change: none outlasts the last moment to join."""

from datetime import date

import pytest
import time_machine

from mailroom.models import Message
from programs.models import ClassOffering
from programs.services import classes, registrations, seasons
from tests.programs.builders import local, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 20, 10)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def offered(offering):
    """Ana gives up the one seat; Ben is offered it for three days."""
    ana = seated(offering, "ana")
    ben = sign_up(offering, "ben")
    registrations.withdraw(ana)
    ben.refresh_from_db()
    return ben


def test_later_dates_leave_an_offer_as_it_is():
    offering = make_offering(capacity=1, first_date=date(2027, 3, 4))
    ben = offered(offering)
    deadline = ben.expires_at
    seasons.postpone(offering, date(2027, 9, 2), "x")
    ben.refresh_from_db()
    assert (ben.state, ben.expires_at) == ("offered", deadline)


def test_earlier_dates_shorten_an_offer_that_would_outlast_them():
    offering = make_offering(capacity=1, first_date=date(2026, 12, 10), absences_allowed=0)
    ben = offered(offering)
    assert ben.expires_at == local(2026, 11, 23, 10)
    session = offering.sessions.first()
    session.date = date(2026, 11, 22)
    for _ in range(2):
        classes.save_sessions(offering, [session])
    ben.refresh_from_db()
    assert (ben.state, ben.expires_at) == ("offered", local(2026, 11, 22, 18))
    mail = Message.objects.get(template="programs/class_changed")
    assert mail.to == "ben@example.com"
    assert "you have less time to answer" in mail.text
    assert "Sunday, November 22, 2026, at 6:00 PM" in " ".join(mail.text.split())
    assert ben.events.last().note.startswith("less time to answer")


def test_fewer_absences_shorten_an_offer_too_and_it_is_offered_anew():
    offering = make_offering(capacity=1, first_date=date(2026, 11, 19))
    ben = offered(offering)
    assert ben.expires_at == local(2026, 11, 21, 10)
    ClassOffering.objects.update(absences_allowed=1)
    offering.sessions.filter(date=date(2026, 11, 26)).update(date=date(2026, 11, 20))
    for _ in range(2):
        classes.save_sessions(offering, [])
    ben.refresh_from_db()
    assert ben.expires_at == local(2026, 11, 20, 18)
    assert Message.objects.filter(template="programs/offered").count() == 2


def test_an_offer_that_has_become_too_late_ends_and_nobody_is_told_that_it_waits():
    offering = make_offering(capacity=1, first_date=date(2026, 11, 19))
    ben = offered(offering)
    ClassOffering.objects.update(absences_allowed=0)
    classes.save_sessions(offering, [])
    ben.refresh_from_db()
    assert ben.state == "lapsed"
    assert [mail.template for mail in Message.objects.filter(to="ben@example.com").order_by("pk")] == [
        "programs/waitlisted", "programs/offered", "programs/lapsed",
    ]  # fmt: skip
