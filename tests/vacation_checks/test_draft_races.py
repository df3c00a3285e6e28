"""The button pressed twice, or on two devices, in the same moment: one request, one mail, the same place for all."""

import pytest

from mailroom.models import Message
from tests.races import at_once, goes_wrong, without_locks
from tests.vacation_checks.asking import begun, draft
from vacation_checks.forms.steps import fields_from, walk
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import drafts

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BROWSERS = 6


def sent_at_once():
    """All browsers send the same draft: whether each gets the same request."""
    begun()
    same = draft()
    fields = fields_from(walk(same.answers).cleaned)
    return len(set(at_once(lambda _: drafts.send(same, fields), range(BROWSERS)))) == 1


def test_sent_many_times_at_once_is_one_request():
    for number in range(1, 6):
        assert sent_at_once()
        assert (VacationCheckRequest.objects.count(), Message.objects.count()) == (number, number)


def test_control_without_the_lock_somebody_sees_an_error(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: sent_at_once())
