"""Answers and texts by many at once, on real connections; each with a control that sees the protection missing."""

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from programs.models import AcceptancePacket, AgreementText, Registration
from programs.services import packets
from tests.programs.builders import make_offering, seat
from tests.programs.packets import answer, texts_to_sign
from tests.programs.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TIMES, ROUNDS = 8, 5


def everybody(work):
    """What went wrong when this was done by many at once."""

    def try_it(number):
        try:
            work(number)
        except DatabaseError as error:
            return type(error).__name__
        return None

    return [wrong for wrong in at_once(try_it, range(TIMES)) if wrong]


def unlocked(monkeypatch):
    """SQLite serializes by BEGIN IMMEDIATE, PostgreSQL by SELECT FOR UPDATE: neither from now on."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())


def clicks(number):
    """One person's answers, sent many times at once."""
    ana = seat(make_offering(number=number))
    texts_to_sign()
    return everybody(lambda _: answer(Registration.objects.select_related("offering").get(pk=ana.pk)))


def test_the_same_answers_many_times_at_once_are_one_packet():
    for number in range(100, 100 + ROUNDS):
        assert clicks(number) == []
    assert AcceptancePacket.objects.count() == ROUNDS


def test_control_without_the_lock_a_click_fails(monkeypatch):
    unlocked(monkeypatch)
    assert any(clicks(number) for number in range(100, 100 + ROUNDS))


def publish_at_once():
    """What went wrong when everybody published a text at the same moment."""
    texts_to_sign()
    return everybody(lambda number: packets.publish_text(kind="conduct", text=f"Text {number}", by=None))


def test_texts_published_at_once_count_on_without_a_gap():
    assert publish_at_once() == []
    versions = AgreementText.objects.filter(kind="conduct").order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, TIMES + 2))


def test_control_without_the_lock_a_text_is_refused(monkeypatch):
    unlocked(monkeypatch)
    outcomes = []
    for _ in range(ROUNDS):
        AgreementText.objects.all().delete()
        outcomes += publish_at_once()
    assert outcomes
