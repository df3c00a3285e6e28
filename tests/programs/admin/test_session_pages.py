"""The pages of one session: what would happen is shown first, and just that is done."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from core.models import ClosureDay
from mailroom.models import Message
from programs.enums import ClassStatus
from programs.services import classes, sessions
from tests.pages import words
from tests.programs.admin.helpers import class_page, coordinator, said, session_url, staff
from tests.programs.builders import call_in, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def typed(session, **changes):
    """The form of a session as it stands; changes: what staff change in it."""
    fields = {"date": session.date.isoformat(), "start_time": "18:00", "end_time": "20:00", "reason": ""}
    return {name: str(value) for name, value in (fields | changes).items()}


def show_then_apply(client, url, data):
    """Look at what would happen, then do it. Both answers."""
    shown = client.post(url, {**data, "outlook": "1"})
    return shown, client.post(url, {**data, "apply": "1", "seen": shown.context["seen"]})


def mails():
    return Message.objects.filter(template="programs/class_changed").count()


def test_the_page_of_a_class_leads_to_each_session_to_come():
    offering = make_offering(sessions=3, first_date=timezone.localdate() - WEEK)
    past, _today, to_come = offering.sessions.all()
    page = coordinator().get(class_page(offering)).content.decode()
    assert session_url(offering, to_come) in page
    assert session_url(offering, past) not in page
    assert "Move or cancel a session" in page
    sessions.cancel_session(to_come, reason="x")
    page = coordinator().get(class_page(offering)).content.decode()
    assert session_url(offering, to_come, "session_restore") in page


def test_a_move_shows_old_and_new_dates_closure_days_clashes_and_whom_to_call():
    offering, other = make_offering(sessions=4), make_offering(number=46, sessions=4)
    seated(offering, "ana"), sign_up(offering, "ben"), call_in(offering, "maria", by=staff())
    first = offering.sessions.first()
    ClosureDay.objects.create(date=first.date + 2 * WEEK, name="City Hall is closed")
    data = typed(first, date=first.date + WEEK, with_later="on")
    client = coordinator()
    shown = client.post(session_url(offering, first), {**data, "outlook": "1"})
    page = words(shown)

    assert [row.change.after.date - first.date for row in shown.context["rows"]] == [
        number * WEEK for number in (1, 3, 4, 5)
    ]
    assert page.count(f"{other} meets at this time") == 2
    assert "City Hall is closed" in page
    assert "2 people with a seat or a place in line will be mailed, once." in page
    assert "Maria Rivera, (310) 555-0100" in page
    assert mails() == 0
    first.refresh_from_db()
    assert first.sequence == 0


def test_what_was_shown_is_done_and_a_second_click_does_nothing():
    offering = make_offering(sessions=3)
    seated(offering, "ana"), call_in(offering, "maria", by=staff())
    first = offering.sessions.first()
    url, data = session_url(offering, first), typed(first, date=first.date + WEEK, with_later="on", reason="Paint.")
    client = coordinator()
    _shown, done = show_then_apply(client, url, data)
    assert done.url == class_page(offering)
    assert "1 person is told by mail. Please call: Maria Rivera (310) 555-0100." in said(done)
    assert LogEntry.objects.filter(object_id=offering.pk, change_message__contains="Moved").exists()
    assert offering.sessions.last().date == first.date + 3 * WEEK

    again = client.post(url, {**data, "apply": "1", "seen": _shown.context["seen"]})
    assert "It is so already" in said(again)
    assert mails() == 1
    assert offering.sessions.last().date == first.date + 3 * WEEK


@pytest.mark.parametrize("seen", ["", "nonsense", "\x00"])
def test_nothing_is_done_that_nobody_has_seen(seen):
    offering = make_offering(sessions=3)
    first = offering.sessions.first()
    data = typed(first, date=first.date + timedelta(days=1))
    page = coordinator().post(session_url(offering, first), {**data, "apply": "1", "seen": seen})
    assert "Please look again" in said(page)
    assert offering.sessions.first().date == first.date


def test_somebody_else_moved_a_session_in_between():
    offering = make_offering(sessions=3)
    first, second, _last = offering.sessions.all()
    client = coordinator()
    url, data = session_url(offering, first), typed(first, date=first.date + WEEK, with_later="on")
    shown = client.post(url, {**data, "outlook": "1"})
    second.date += timedelta(days=1)
    classes.save_sessions(offering, [second])

    page = client.post(url, {**data, "apply": "1", "seen": shown.context["seen"]})
    assert "Please look again" in said(page)
    assert offering.sessions.first().date == first.date
    client.post(url, {**data, "apply": "1", "seen": page.context["seen"]})
    assert offering.sessions.first().date == first.date + WEEK


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"date": ""}, "This field is required"),
        ({"date": "2027-02-30"}, "valid date"),
        ({"date": "9999-12-31"}, "Choose a date between"),
        ({"date": "0001-01-01"}, "Choose a date between"),
        ({"end_time": "17:00"}, "must end after it starts"),
        ({"start_time": "x"}, "valid time"),
        ({"reason": "x" * 301}, "at most 300"),
        ({"reason": "a\x00b"}, "Null characters"),
    ],
)
def test_a_slip_is_named_and_changes_nothing(changes, error):
    offering = make_offering(sessions=2)
    first = offering.sessions.first()
    page = coordinator().post(session_url(offering, first), {**typed(first, **changes), "apply": "1"})
    assert page.status_code == 200
    assert error in words(page)
    assert offering.sessions.first().date == first.date


def test_a_refusal_stands_on_the_page():
    offering = make_offering(sessions=2)
    first, last = offering.sessions.all()
    page = coordinator().post(session_url(offering, first), {**typed(first, date=last.date), "outlook": "1"})
    assert "The class has a session at this time already" in words(page)


def test_cancel_asks_for_the_reason_and_can_add_one_at_the_end():
    offering = make_offering(sessions=3)
    seated(offering)
    first = offering.sessions.first()
    url, client = session_url(offering, first, "session_cancel"), coordinator()
    assert "Write the reason" in words(client.post(url, {"reason": " ", "outlook": "1"}))

    shown, done = show_then_apply(client, url, {"reason": "The range is closed.", "add_one": "on"})
    assert "not planned" in words(shown)
    assert "1 person is told by mail." in said(done)
    assert offering.sessions.filter(cancelled=False).count() == 3
    assert mails() == 1
    again = client.post(url, {"reason": "x", "add_one": "on", "apply": "1", "seen": shown.context["seen"]})
    assert "It is so already" in said(again)
    assert offering.sessions.count() == 4


def test_put_back():
    offering = make_offering(sessions=3)
    seated(offering)
    first = offering.sessions.first()
    sessions.cancel_session(first, reason="x")
    client = coordinator()
    assert client.get(session_url(offering, first)).url == session_url(offering, first, "session_restore")
    _shown, done = show_then_apply(client, session_url(offering, first, "session_restore"), {"reason": ""})
    assert "Takes place after all" in said(done)
    first.refresh_from_db()
    assert not first.cancelled
    assert client.get(session_url(offering, first, "session_restore")).url == session_url(offering, first)


def test_a_draft_needs_no_reason_and_mails_nobody():
    offering = make_offering(sessions=2, status=ClassStatus.DRAFT)
    call_in(offering, "maria", by=staff())
    url = session_url(offering, offering.sessions.first(), "session_cancel")
    shown, done = show_then_apply(coordinator(), url, {"reason": ""})
    assert "Nobody is mailed: the class is a draft." in words(shown)
    assert "Maria Rivera" in words(shown)
    assert "Nobody is mailed" in said(done)


def test_what_is_over_and_what_is_elsewhere():
    offering = make_offering(sessions=2, first_date=timezone.localdate() - WEEK)
    past = offering.sessions.first()
    client = coordinator()
    for name in ("session", "session_cancel", "session_restore"):
        response = client.get(session_url(offering, past, name))
        assert response.url == class_page(offering)
        assert "has passed" in said(response)
    stranger = make_offering(number=46).sessions.first()
    assert client.get(session_url(offering, stranger)).status_code == 404
    cancelled = make_offering(number=47)
    classes.cancel_class(cancelled, reason="Flood.")
    assert "is cancelled" in said(client.get(session_url(cancelled, cancelled.sessions.first())))


def test_offers_that_must_end_earlier_are_foretold():
    offering = make_offering(sessions=3, capacity=1, absences_allowed=0)
    first = offering.sessions.first()
    sign_up(offering, "ana"), sign_up(offering, "ben")
    offering.registrations.filter(given_name="Ben").update(
        state="offered", expires_at=timezone.now() + timedelta(days=20), queued_at=None
    )
    data = typed(first, date=timezone.localdate() + timedelta(days=2))
    page = words(coordinator().post(session_url(offering, first), {**data, "outlook": "1"}))
    assert "1 person has less time to answer an offer, and is told so." in page
