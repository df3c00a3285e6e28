"""What the tests write at once is what the services write step by step."""

import pytest

from programs.models import Registration, RegistrationEvent
from programs.services import registrations
from tests.programs.builders import make_offering, seat, seated

pytestmark = pytest.mark.django_db

# Drawn for each, or a moment.
OF_ITS_OWN = {
    "id",
    "reference",
    "badge_code",
    "form_key",
    "offering_id",
    "created_at",
    "email_confirmed_at",
    "registration_id",
    "at",
}


def same(row):
    return {name: value for name, value in row.items() if name not in OF_ITS_OWN}


def rows_of(registration):
    """Its rows as the database has them: the registration, its steps, the sessions that the person will miss."""
    steps = RegistrationEvent.objects.filter(registration=registration).order_by("pk")
    return (
        same(Registration.objects.filter(pk=registration.pk).values().get()),
        [same(step) for step in steps.values()],
        {session.date for session in registration.will_miss.all()},
    )


def test_a_seat_written_at_once_is_as_the_services_make_it():
    offering, other = make_offering(number=45), make_offering(number=46)
    taken = seat(offering, will_miss=[offering.sessions.first()], organization="Rotary")
    written = seated(other, will_miss=[other.sessions.first()], organization="Rotary")
    assert rows_of(written) == rows_of(taken)


@pytest.mark.parametrize("takes_a_seat", [seat, seated])
def test_a_badge_code_that_somebody_in_the_class_has_is_drawn_again(takes_a_seat, monkeypatch):
    drawn = iter(["7K3M", "7K3M", "7K3M", "29QX"])
    monkeypatch.setattr(registrations, "new_block", lambda: next(drawn))
    offering = make_offering()
    assert [takes_a_seat(offering, name).badge_code for name in ("ana", "ben")] == ["7K3M", "29QX"]
