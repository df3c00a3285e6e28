"""Who looks like one person, and who does not."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import NotADuplicate, Registration
from programs.services import duplicates, registrations
from programs.services.errors import RegistrationError
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db


def person(offering, given, family, email, phone):
    fields = {"given_name": given, "family_name": family, "email": email, "phone": phone}
    return sign_up(offering, "x", form_key=f"{given}{family}{email}{phone}", **fields)


def reasons(offering):
    return [each.reason for each in duplicates.suggestions(offering)]


ONE, OTHER = "+13105550101", "+13105550102"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        # the same name with another address
        (("Ana", "Rivera", "a@x.com", ONE), ("Ana", "Rivera", "b@x.com", OTHER), "Same name"),
        (("ANA", "rivera", "a@x.com", ONE), ("Ana", "Rivera", "b@x.com", ONE), "Same name"),
        (("José", "Ramírez", "a@x.com", ONE), ("Jose", "Ramirez", "b@x.com", OTHER), "Same name"),
        (("美咲", "田中", "a@x.com", ONE), ("美咲", "田中", "b@x.com", OTHER), "Same name"),
        # a slip in the name, with the same phone or address
        (("Jon", "Smith", "a@x.com", ONE), ("John", "Smith", "b@x.com", ONE), "Same phone"),
        (("Jon", "Smith", "a@x.com", ONE), ("John", "Smith", "a@x.com", OTHER), "Same mail"),
        (("Ana", "Rivera", "a@x.com", ONE), ("Ana", "Riviera", "a@x.com", OTHER), "Same mail"),
        (("Ana Maria", "Rivera", "a@x.com", ONE), ("Ana", "Rivera", "b@x.com", ONE), "Same phone"),
        (("Ana", "Rivera", "a@x.com", ONE), ("Ana", "Rivera Soto", "b@x.com", ONE), "Same phone"),
        # swapped
        (("Ana", "Rivera", "a@x.com", ONE), ("Rivera", "Ana", "b@x.com", OTHER), "swapped"),
        (("田中", "美咲", "a@x.com", ONE), ("美咲", "田中", "a@x.com", ONE), "swapped"),
    ],
)
def test_these_look_like_one_person(first, second, reason):
    offering = make_offering()
    one, other = person(offering, *first), person(offering, *second)
    (found,) = duplicates.suggestions(offering)
    assert (found.first, found.second) == (one, other)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # spouses, and a parent with a child: they share an address, a phone, or both
        (("Susan", "Abernathy", "a@x.com", ONE), ("Thomas", "Abernathy", "a@x.com", ONE)),
        (("Maria", "Delgado", "a@x.com", ONE), ("Mario", "Delgado", "a@x.com", ONE)),
        (("美咲", "田中", "a@x.com", ONE), ("美紀", "田中", "a@x.com", ONE)),
        (("Lan", "Phạm", "a@x.com", ONE), ("Hương", "Phạm", "a@x.com", ONE)),
        # colleagues
        (("Ana", "Rivera", "a@x.com", ONE), ("Ana", "Okafor", "b@x.com", ONE)),
        # a similar name alone says nothing
        (("Jon", "Smith", "a@x.com", ONE), ("John", "Smith", "b@x.com", OTHER)),
        (("Ana", "Ana", "a@x.com", ONE), ("Bea", "Bea", "b@x.com", OTHER)),
    ],
)
def test_these_are_two_people(first, second):
    offering = make_offering()
    person(offering, *first), person(offering, *second)
    assert reasons(offering) == []


def test_a_pair_is_suggested_once_though_two_rules_find_it():
    offering = make_offering()
    person(offering, "Jon", "Smith", "a@x.com", ONE)
    person(offering, "John", "Smith", "a@x.com", ONE)
    assert len(reasons(offering)) == 1


def test_three_of_one_person_are_three_pairs():
    offering = make_offering()
    for mail in "abc":
        person(offering, "Ana", "Rivera", f"{mail}@x.com", ONE)
    assert len(reasons(offering)) == 3


def test_callers_without_mail_by_their_phone():
    offering = make_offering()
    call_in(offering, "ana", by=staff(), phone=ONE)
    call_in(offering, "ana", by=staff(), phone=OTHER)
    seated(offering, "ana", phone=ONE)
    assert len(reasons(offering)) == 3


def test_whoever_gave_up_and_registered_anew_is_no_duplicate():
    offering = make_offering()
    registrations.withdraw(sign_up(offering, "ana"))
    sign_up(offering, "ana", form_key="again")
    assert reasons(offering) == []


def test_one_of_the_two_must_be_live():
    offering = make_offering()
    one, other = (person(offering, "Ana", "Rivera", f"{mail}@x.com", ONE) for mail in "ab")
    registrations.withdraw(one)
    assert len(reasons(offering)) == 1
    registrations.withdraw(other)
    assert reasons(offering) == []


def test_other_classes_and_joined_registrations_are_left_alone():
    offering = make_offering()
    one = person(offering, "Ana", "Rivera", "a@x.com", ONE)
    person(make_offering(number=46), "Ana", "Rivera", "b@x.com", ONE)
    assert reasons(offering) == []
    person(offering, "Ana", "Rivera", "b@x.com", OTHER)
    Registration.objects.filter(pk=one.pk).update(state="merged", expires_at=None)
    assert reasons(offering) == []


def test_two_people_are_not_suggested_again():
    offering = make_offering()
    one, other = (person(offering, "Ana", "Rivera", f"{mail}@x.com", ONE) for mail in "ab")
    for _ in range(2):
        duplicates.mark_as_two(other, one)
    assert NotADuplicate.objects.count() == 1
    assert reasons(offering) == []
    person(offering, "Ana", "Rivera", "c@x.com", ONE)
    assert len(reasons(offering)) == 2


def test_only_two_of_one_class_are_marked():
    one = person(make_offering(), "Ana", "Rivera", "a@x.com", ONE)
    other = person(make_offering(number=46), "Ana", "Rivera", "b@x.com", ONE)
    for pair in ((one, one), (one, other)):
        with pytest.raises(RegistrationError):
            duplicates.mark_as_two(*pair)


# --- bounded work -------------------------------------------------------------------------


def crowd(offering, how_many, **same):
    Registration.objects.bulk_create(
        Registration(
            **{
                "reference": f"PIP-{number}", "badge_code": f"{number:04}", "offering": offering, "state": "confirmed",
                "given_name": f"Given{number}", "family_name": f"Family{number}", "certificate_name": "x",
                "name_key": f"given{number} family{number}", "email": f"r{number}@example.com",
                "email_key": f"r{number}@example.com", "phone": f"+1310{5550000 + number}", **same,
            }
        )
        for number in range(how_many)
    )  # fmt: skip


def test_five_hundred_people_take_two_queries_and_no_time():
    offering = make_offering()
    crowd(offering, 500)
    with CaptureQueriesContext(connection) as asked:
        start = time.process_time()
        assert duplicates.suggestions(offering) == []
        took = time.process_time() - start
    assert len(asked) == 2
    assert took < 2


@pytest.mark.parametrize("same", [{"phone": ONE}, {"email": "a@x.com", "email_key": "a@x.com"}])
def test_an_address_that_many_share_is_an_office(same):
    offering = make_offering()
    crowd(offering, duplicates.MOST_SHARING + 1, **same)
    assert reasons(offering) == []


def test_control_of_the_office_a_few_who_share_it_are_compared():
    offering = make_offering()
    crowd(offering, 3, phone=ONE)
    assert reasons(offering) == ["Same phone number, similar name"] * 3
