"""Two desks at once. Each thread opens its connection before the barrier; the control switches the lock off."""

from collections import Counter

import pytest
from django.db import connection

from tests.core.helpers import at_once, without_the_write_lock
from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.desk.pages import make_alert
from tests.vacation_checks.first_day import first_day
from vacation_checks.enums import AlertOutcome, Decision
from vacation_checks.models import Alert, VacationCheckRequest
from vacation_checks.services import alerts, desk, states
from vacation_checks.services.errors import RequestError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


@pytest.fixture(autouse=True)
def _first_day(transactional_db):
    first_day()
    user("desk", "ana")
    user("desk", "ben")


def decided(request):
    """One declines, one puts it aside for information: how each of them ended."""
    verbs = [
        lambda: desk.decline(request, Decision.OUTSIDE, by=user("desk", "ana")),
        lambda: desk.inform_only(request, by=user("desk", "ben")),
    ]
    return Counter(_outcome(answer) for answer in at_once(2, lambda which: verbs[which]()))


def closed(alert):
    """Both close it."""
    who = [user("desk", "ana"), user("desk", "ben")]
    outcomes = [AlertOutcome.SECURED, AlertOutcome.FALSE_ALARM]
    return Counter(
        _outcome(answer)
        for answer in at_once(
            2, lambda which: alerts.close_alert(alert, outcome=outcomes[which], by=who[which], note=f"{which}")
        )
    )


def _outcome(answer):
    if isinstance(answer, (VacationCheckRequest, Alert)):
        return "done"
    return "refused" if isinstance(answer, RequestError) else type(answer).__name__


def test_one_of_two_desks_decides_and_the_other_is_told():
    for _round in range(ROUNDS):
        request = submitted()
        assert decided(request) == {"done": 1, "refused": 1}
        assert request.events.count() == 3


def test_one_of_two_desks_closes_an_alert():
    for _round in range(ROUNDS):
        alert = make_alert(approved(leaves=-1))
        assert closed(alert) == {"done": 1, "refused": 1}


def test_a_double_click_on_a_callers_form_is_one_request_and_nobody_sees_an_error():
    ana = user("desk", "ana")
    for number in range(1, 2 * ROUNDS + 1):
        made = at_once(2, lambda _, key=f"key {number}": make_request(form_key=key, by=ana))
        assert len(set(made)) == 1, made
        assert VacationCheckRequest.objects.count() == number


def test_control_without_the_locks_both_decide_or_are_turned_away(monkeypatch):
    if connection.vendor == "sqlite":
        without_the_write_lock(monkeypatch)
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    monkeypatch.setattr(states, "lock", lambda request: VacationCheckRequest.objects.get(pk=request.pk))
    rounds = [decided(submitted()) for _round in range(4 * ROUNDS)]
    assert any(outcome != {"done": 1, "refused": 1} for outcome in rounds)
