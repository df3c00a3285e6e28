"""My requests: each request of an address in plain words, as it truly stands."""

import pytest

from portal.services import records_for
from tests.programs.builders import make_offering, seated
from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.moments import back_since_yesterday
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import desk, endings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "words", "is_live", "needs_answer"),
    [
        (make_request, "Please confirm it", True, True),
        (submitted, "with our desk", True, False),
        (lambda: desk.ask(submitted(), "Which gate?", by=user()), "Please answer", True, True),
        (approved, "Approved. We begin on", True, False),
        (lambda: approved(leaves=-2), "now and then, until", True, False),
        (back_since_yesterday, "Are you back?", True, True),
        (lambda: desk.inform_only(submitted(), by=user()), "do not look at the home", True, False),
        (lambda: endings.end(approved(leaves=-2)), "You are back.", False, False),
        (lambda: endings.end(approved()), "It is cancelled.", False, False),
        (lambda: desk.decline(submitted(), "outside", by=user()), "could not approve", False, False),
    ],
)
def test_each_state_in_one_sentence(make, words, is_live, needs_answer):
    mine = make()
    (record,) = records_for("ana@example.com")
    assert words in record.standing
    assert (record.reference, record.is_live, record.needs_answer) == (mine.reference, is_live, needs_answer)
    day = f", from {mine.leaves_on:%B %-d}" if mine.confirmed_at else ""
    assert record.title == f"Vacation Security Check{day}"


def test_both_rooms_are_listed_but_not_what_is_sealed_or_of_others():
    registration, mine, sealed = seated(make_offering()), approved(email="ANA@example.com "), endings.end(approved())
    VacationCheckRequest.objects.filter(pk=sealed.pk).update(sealed_at=sealed.created_at)
    approved(email="ben@example.com")
    assert {record.reference for record in records_for("ana@example.com")} == {registration.reference, mine.reference}


def test_a_list_of_many_costs_as_much_as_a_list_of_one(django_assert_max_num_queries):
    for _ in range(3):
        approved()
    with django_assert_max_num_queries(4):
        assert len(records_for("ana@example.com")) == 3
