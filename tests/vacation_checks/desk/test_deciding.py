"""What the desk decides, and when it may."""

import pytest
from django.db import IntegrityError, transaction

from mailroom.models import Message
from tests.vacation_checks.builders import approved, beat, submitted, user
from tests.vacation_checks.desk.pages import make_alert
from vacation_checks.enums import AlertOutcome, Decision, Identity, RequestState
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import desk
from vacation_checks.services.alerts import close_alert
from vacation_checks.services.errors import RequestError

pytestmark = pytest.mark.django_db


def mailed(request):
    """Kinds of mail about a request, the newest first."""
    mails = Message.objects.filter(about=request.reference).order_by("-pk")
    return [mail.template.removeprefix("requests/") for mail in mails]


def test_approving_notes_what_was_still_open():
    request = submitted(beat=None)
    done = desk.note_and_approve(request, by=user(), identity=Identity.ID_SEEN, note="at the desk", beat=beat("2"))
    assert (done.state, done.identity, str(done.beat)) == (RequestState.SCHEDULED, Identity.ID_SEEN, "Beat 2")
    assert mailed(request)[0] == "approved"


def test_nothing_is_noted_when_the_approval_is_refused():
    request = submitted(beat=None)
    with pytest.raises(RequestError, match="choose the beat"):
        desk.note_and_approve(request, by=user(), identity=Identity.ID_SEEN)
    request.refresh_from_db()
    assert (request.identity, request.state) == ("", RequestState.SUBMITTED)


def test_without_an_identity_nothing_is_approved_not_even_by_the_database():
    request = submitted()
    with pytest.raises(RequestError, match="lives there"):
        desk.approve(request, by=user())
    with pytest.raises(IntegrityError), transaction.atomic():
        VacationCheckRequest.objects.filter(pk=request.pk).update(state=RequestState.SCHEDULED)


@pytest.mark.parametrize(
    ("decide", "state", "mail"),
    [
        (lambda request: desk.ask(request, "Which gate?", by=user()), RequestState.ASKED, "asked"),
        (lambda request: desk.decline(request, Decision.OUTSIDE, by=user()), RequestState.DECLINED, "declined"),
        (lambda request: desk.inform_only(request, by=user()), RequestState.INFORMATION, "information"),
    ],
)
def test_each_decision_is_told_and_taken_once(decide, state, mail):
    request = submitted()
    assert decide(request).state == state
    assert mailed(request)[0] == mail
    if state != RequestState.ASKED:
        with pytest.raises(RequestError, match="not waiting for a decision"):
            decide(request)


def test_a_pause_takes_the_home_off_the_list_and_ends():
    home = approved(leaves=-1)
    assert desk.suspend(home, "Fumigated until Friday.", by=user()).state == RequestState.SUSPENDED
    with pytest.raises(RequestError, match="Only an approved"):
        desk.suspend(home, "Again.", by=user())
    back = desk.resume(home, by=user())
    assert (back.state, back.desk_note) == (RequestState.ACTIVE, "")
    with pytest.raises(RequestError, match="not paused"):
        desk.resume(home, by=user())
    assert mailed(home)[:2] == ["changed", "paused"]


def test_the_resident_hears_nothing_of_a_restriction():
    home = approved()
    before = Message.objects.count()
    assert desk.restrict(home, True, by=user(), note="court order").is_restricted
    assert not desk.restrict(home, False, by=user()).is_restricted
    notes = [str(event.note) for event in home.events.order_by("-pk")[:2]]
    assert (notes, Message.objects.count()) == (["no longer restricted", "restricted: court order"], before)


def test_an_alert_is_closed_once_and_the_second_learns_by_whom():
    alert = make_alert(approved(leaves=-1))
    closed = close_alert(alert, outcome=AlertOutcome.SECURED, by=user(), reached="Kenji, 9 pm", report_number="26-1")
    assert (closed.closed_by, closed.outcome, closed.reached) == (user(), AlertOutcome.SECURED, "Kenji, 9 pm")
    with pytest.raises(RequestError, match="Desk closed this alert already: Secured"):
        close_alert(alert, outcome=AlertOutcome.FALSE_ALARM, by=user("desk", "dana"))
    alert.refresh_from_db()
    assert (alert.outcome, alert.closed_by) == (AlertOutcome.SECURED, user())
