"""Answers and texts by many at once, on real connections; each with a control that sees the protection missing."""

import pytest

from programs.models import AcceptancePacket, AgreementText, Registration
from programs.services import packets
from tests.programs.builders import make_offering, seat
from tests.programs.packets import answer
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TIMES = 8
ROUNDS = rounds(2, 5)


def clicks(number):
    """One person's answers, sent many times at once: whether they are one packet."""
    ana = seat(make_offering(number=number))
    at_once(lambda _: answer(Registration.objects.select_related("offering").get(pk=ana.pk)), range(TIMES))
    return AcceptancePacket.objects.filter(registration=ana).count() == 1


def test_the_same_answers_many_times_at_once_are_one_packet():
    assert all(clicks(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_a_click_fails(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(clicks)


def publish_at_once(_number):
    """Everybody publishes a text at the same moment: whether the versions count on without a gap."""
    AgreementText.objects.filter(version__gt=1).delete()
    at_once(lambda number: packets.publish_text(kind="conduct", text=f"Text {number}", by=None), range(TIMES))
    versions = AgreementText.objects.filter(kind="conduct").order_by("version").values_list("version", flat=True)
    return list(versions) == list(range(1, TIMES + 2))


def test_texts_published_at_once_count_on_without_a_gap():
    assert all(publish_at_once(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_a_text_is_refused(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(publish_at_once)
