"""Merges against each other, and against those who want the seat that they free."""

from collections import Counter

import pytest

from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import Letter, Merge, Registration
from programs.services import letters
from programs.services.audience import Audience
from programs.services.errors import RegistrationError
from programs.services.merging import merge
from programs.services.unmerging import undo
from tests.programs.admin.helpers import staff
from tests.programs.builders import make_offering, seat, sign_up
from tests.programs.test_merging import twin
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds(2, 3)
SEATED = [RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.HELD]


def get(registration):
    return Registration.objects.get(pk=registration.pk)


def taken(offering):
    return Registration.objects.filter(offering=offering, state__in=SEATED).count()


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_a_merge_clicked_many_times_frees_one_seat(round_number):
    offering = make_offering(capacity=2)
    ana, again = seat(offering, "ana"), twin(offering, seat)
    for name in ("ben", "cleo", "dan"):
        sign_up(offering, name)
    by = staff()

    at_once(lambda _: merge(get(ana), get(again), by=by).pk, range(8))

    assert Merge.objects.count() == 1
    assert taken(offering) == 2
    assert Message.objects.filter(template="programs/merged").count() == 1
    assert Message.objects.filter(template="programs/offered").count() == 1


def joined_both_ways(number):
    """The same two, each kept by half of the clicks: what they and the seats have become."""
    offering = make_offering(number=number, capacity=2)
    ana, again = seat(offering, "ana"), twin(offering, seat, email=f"ana{number}@work.example")
    sign_up(offering, "ben")
    by = staff()

    def click(turn):
        kept, merged = (ana, again) if turn % 2 else (again, ana)
        try:
            merge(get(kept), get(merged), by=by)
        except RegistrationError:
            return "refused"
        return "joined"

    answers = set(at_once(click, range(8)))
    pair = Counter(Registration.objects.filter(pk__in=[ana.pk, again.pk]).values_list("state", flat=True))
    return answers, pair, taken(offering)


RIGHT = ({"joined", "refused"}, {"confirmed": 1, "merged": 1}, 2)


def test_joined_both_ways_at_once_one_of_them_stays():
    for number in range(1, ROUNDS + 1):
        assert joined_both_ways(number) == RIGHT


def test_control_without_the_lock_both_are_joined_away_or_people_are_turned_away(monkeypatch):
    """PostgreSQL joins each into the other. SQLite serializes by BEGIN IMMEDIATE: without that, writers fail."""
    without_locks(monkeypatch)
    assert goes_wrong(lambda number: joined_both_ways(number) == RIGHT)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_undone_while_others_take_seats_never_oversells(round_number):
    offering = make_offering(capacity=3)
    ana, again = seat(offering, "ana"), twin(offering, seat)
    done = merge(get(ana), get(again), by=staff())
    by = staff()

    def click(turn):
        if turn % 2:
            return sign_up(offering, f"p{turn}").state
        undo(Merge.objects.get(pk=done.pk), by=by)
        return None

    at_once(click, range(10))
    assert taken(offering) == 3
    assert get(again).state in ("confirmed", "waitlisted")
    if get(again).state == "waitlisted":
        assert get(again).line_position() == 1


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_a_letter_sent_many_times_at_once_is_one_letter(round_number):
    offering = make_offering()
    expected = {seat(offering, name).pk for name in ("ana", "ben", "cleo")}
    texts = {"en": {"subject": "x", "body": "y"}}
    by = staff()

    def click(_):
        return letters.send_letter(
            offering, Audience(("confirmed",)), texts, by=by, form_key="once", expected=expected
        ).pk

    assert len(set(at_once(click, range(8)))) == 1
    assert Letter.objects.count() == 1
    assert Message.objects.filter(template="programs/letter").count() == 3
