"""To whom a letter goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.seats.places import LIVE_STATES
from programs.enums import AgreementKind
from programs.models import AcceptancePacket, AgreementText, Registration
from programs.services import registrations
from programs.services.audience import STATE_WORDS, Audience, Only, recipients
from tests.programs.builders import make_offering, seated, sign_up

pytestmark = pytest.mark.django_db


def names(offering, *states, only=Only.EVERYONE, session=None, now=None):
    people = recipients(offering, Audience(states, only, session), now or timezone.now())
    return [person.given_name for person in people]


def everyone():
    """Ana has a seat, Ben a hold; Cleo and Dan wait; Eva gave up."""
    offering = make_offering(capacity=2)
    seated(offering, "ana")
    sign_up(offering, "ben")
    sign_up(offering, "cleo")
    sign_up(offering, "dan")
    registrations.withdraw(sign_up(offering, "eva"))
    return offering


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (["confirmed"], ["Ana"]),
        (["held"], ["Ben"]),
        (["waitlisted"], ["Cleo", "Dan"]),
        (["confirmed", "waitlisted"], ["Ana", "Cleo", "Dan"]),
        (["offered"], []),
        (["withdrawn"], ["Eva"]),
        (list(LIVE_STATES), ["Ana", "Ben", "Cleo", "Dan"]),
    ],
)
def test_by_state(states, found):
    assert names(everyone(), *states) == found


def test_a_hold_that_ran_out_counts_as_ended_before_the_worker_has_seen_it():
    offering = everyone()
    later = timezone.now() + timedelta(days=3)
    assert names(offering, "held", now=later) == []
    assert names(offering, "lapsed", now=later) == ["Ben"]
    assert names(offering, "held") == ["Ben"]


def test_nobody_of_another_class_and_nobody_joined_with_another():
    offering, other = everyone(), make_offering(number=46)
    seated(other, "zoe")
    Registration.objects.filter(given_name="Dan").update(state="merged")
    assert names(offering, *STATE_WORDS) == ["Ana", "Ben", "Cleo", "Eva"]


def test_who_has_not_answered():
    offering = make_offering()
    ana, _ben = seated(offering, "ana"), seated(offering, "ben")
    texts = {kind: AgreementText.objects.filter(kind=kind).first() for kind in AgreementKind.values}
    AcceptancePacket.objects.create(
        registration=ana, emergency_name="x", emergency_relation="x", emergency_phone="+13105550100", shirt_size="m",
        conduct=texts["conduct"], liability=texts["liability"], signature="Ana", signed_at=timezone.now(),
        photo_decided_at=timezone.now(), answered_at=timezone.now(),
    )  # fmt: skip
    assert names(offering, "confirmed", only=Only.NOT_ANSWERED) == ["Ben"]


def test_who_will_miss_or_was_absent_at_one_session():
    offering = make_offering()
    first, second = offering.sessions.all()[:2]
    ana, ben, cleo = (seated(offering, name) for name in ("ana", "ben", "cleo"))
    ana.will_miss.add(first, second)
    for person, mark in ((ben, "absent"), (cleo, "excused")):
        person.attendance.create(session=first, mark=mark, at=timezone.now())
    assert names(offering, "confirmed", only=Only.WILL_MISS, session=first) == ["Ana"]
    assert names(offering, "confirmed", only=Only.WAS_ABSENT, session=first) == ["Ben"]
    assert names(offering, "confirmed", only=Only.WAS_ABSENT, session=second) == []


def test_who_graduated():
    offering = make_offering()
    ana, _ben = seated(offering, "ana"), seated(offering, "ben")
    Registration.objects.filter(pk=ana.pk).update(outcome="graduated")
    assert names(offering, "confirmed", only=Only.GRADUATED) == ["Ana"]


def test_in_words():
    session = make_offering().sessions.first()
    assert str(Audience(("waitlisted", "confirmed"))) == "Seat confirmed, In line"
    assert str(session) in str(Audience(("confirmed",), Only.WAS_ABSENT, session))
    longest = Audience(tuple(STATE_WORDS), Only.WILL_MISS, session)
    assert len(str(longest)) <= 300
