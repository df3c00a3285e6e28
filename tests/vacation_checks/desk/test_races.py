"""Two desks at once."""

from collections import Counter

import pytest

from tests.races import answers_at_once, at_once, goes_wrong, without_locks
from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.desk.pages import make_alert
from tests.volume import rounds
from vacation_checks.enums import AlertOutcome, Decision
from vacation_checks.models import Alert, VacationCheckRequest
from vacation_checks.services import alerts, desk
from vacation_checks.services.errors import RequestError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds(2, 5)


@pytest.fixture(autouse=True)
def _desk(transactional_db):
    user("desk", "ana")
    user("desk", "ben")


def decided(request):
    """One declines, one puts it aside for information: how each of them ended."""
    ana, ben = user("desk", "ana"), user("desk", "ben")
    verbs = [
        lambda: desk.decline(request, Decision.OUTSIDE, by=ana),
        lambda: desk.inform_only(request, by=ben),
    ]
    return Counter(_outcome(answer) for answer in answers_at_once(lambda verb: verb(), verbs))


def closed(alert):
    """Both close it."""
    who = [user("desk", "ana"), user("desk", "ben")]
    outcomes = [AlertOutcome.SECURED, AlertOutcome.FALSE_ALARM]
    return Counter(
        _outcome(answer)
        for answer in answers_at_once(
            lambda which: alerts.close_alert(alert, outcome=outcomes[which], by=who[which], note=f"{which}"), range(2)
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
        made = at_once(lambda _, key=f"key {number}": make_request(form_key=key, by=ana), range(2))
        assert len(set(made)) == 1, made
        assert VacationCheckRequest.objects.count() == number


def test_control_without_the_locks_both_decide_or_are_turned_away(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: decided(submitted()) == {"done": 1, "refused": 1})
