"""What a student may take part in follows from what the family decided."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import Nomination, Party
from programs.services.nominations.consents import consents_of
from tests.programs.students import add_party, consent, make_nomination

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 4)


def given(nomination, day=TODAY):
    return {kind for kind, yes in consents_of([nomination], day)[nomination.pk].items() if yes}


def test_nobody_has_answered_so_nothing_is_given():
    assert given(make_nomination()) == set()


def test_each_thing_is_given_by_itself():
    nomination = make_nomination(state=NominationState.READY)
    consent(nomination.party(PartyRole.GUARDIAN), ConsentKind.PHOTOS, given=False)
    assert given(nomination) == set(ConsentKind) - {ConsentKind.PHOTOS}


def test_the_newest_decision_counts():
    nomination = make_nomination(state=NominationState.READY)
    guardian = nomination.party(PartyRole.GUARDIAN)
    consent(guardian, ConsentKind.PHOTOS, given=False)
    consent(guardian, ConsentKind.PHOTOS, given=True, at=timezone.now() + timedelta(minutes=1))
    assert ConsentKind.PHOTOS in given(nomination)


def test_two_guardians_must_both_say_yes_once_the_second_has_decided():
    nomination = make_nomination(state=NominationState.READY)
    second = add_party(nomination, PartyRole.SECOND, "second@example.com")
    assert ConsentKind.RIDE_ALONG in given(nomination)
    Party.objects.filter(pk=second.pk).update(answered_at=timezone.now(), says_yes=True)
    consent(second, ConsentKind.RIDE_ALONG, given=False)
    assert ConsentKind.RIDE_ALONG not in given(nomination)


def test_from_the_eighteenth_birthday_the_student_decides():
    nomination = make_nomination(state=NominationState.READY, born=date(2009, 3, 4))
    consent(nomination.party(PartyRole.STUDENT), ConsentKind.PHOTOS, given=False)
    assert ConsentKind.PHOTOS in given(nomination, date(2027, 3, 3))
    assert ConsentKind.PHOTOS not in given(nomination, date(2027, 3, 4))


def test_no_more_queries_for_more_students(django_assert_num_queries):
    for number in range(3):
        make_nomination(state=NominationState.READY, family=f"f{number}")
    # The nominations, their parties with the answers, and the decisions.
    with django_assert_num_queries(3):
        consents_of(Nomination.objects.with_answers(), TODAY)
