"""The button pressed twice, or on two devices, in the same moment: one request, one mail, the same place for all."""

import pytest
from django.db import connection

from mailroom.models import Message
from tests.core.helpers import at_once, without_the_write_lock
from tests.vacation_checks.asking import begun, draft
from vacation_checks.forms.steps import fields_from, walk
from vacation_checks.models import RequestDraft, VacationCheckRequest
from vacation_checks.services import drafts

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BROWSERS = 6


def sent_at_once():
    """What each of some browsers gets, when all send the same draft."""
    begun()
    same = draft()
    fields = fields_from(walk(same.answers).cleaned)
    return at_once(BROWSERS, lambda _: drafts.send(same, fields))


def test_sent_many_times_at_once_is_one_request():
    for number in range(1, 6):
        found = sent_at_once()
        assert len(set(found)) == 1, found
        assert (VacationCheckRequest.objects.count(), Message.objects.count()) == (number, number)


def test_control_without_the_lock_somebody_sees_an_error(monkeypatch):
    if connection.vendor == "sqlite":
        without_the_write_lock(monkeypatch)
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    else:
        unlocked = RequestDraft.objects.select_related("sent")
        monkeypatch.setattr(drafts, "_lock", lambda same: unlocked.get(pk=same.pk))
    assert any(len(set(sent_at_once())) > 1 for _ in range(20))
