"""mailroom/delivery.py, against a real mail server that takes, refuses, hangs, goes and comes back."""

import logging
from datetime import timedelta
from pathlib import Path

import environ
import pytest
from django.utils import timezone

from mailroom import delivery
from mailroom.delivery import deliver_due
from mailroom.models import Message
from mailroom.services import Attachment
from tests.mailroom.helpers import a_while_later, black_hole, free_port, mail_goes_to, open_post_office, queue_mail
from torrance_pd import environment

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    with open_post_office(settings) as office:
        yield office


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_what_is_due_is_sent_in_order_over_one_connection(office):
    messages = [queue_mail() for _ in range(5)]

    assert deliver_due() == 5

    assert office.received == [message.message_id for message in messages]
    assert office.connections == 1
    assert {state_of(message) for message in messages} == {"sent"}
    assert messages[0].sent_at
    assert deliver_due() == 0


def test_a_mail_arrives_whole(office):
    calendar = Attachment("class.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    message = queue_mail(context={"note": "Señor Nguyễn 日本"}, attachments=[calendar])
    deliver_due()

    [mail] = office.mails
    bodies, attached = mail.get_payload()
    text, html = (part.get_payload(decode=True).decode() for part in bodies.get_payload())
    assert mail["To"] == message.to
    assert mail["Subject"] == message.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert text.splitlines() == message.text.splitlines()
    assert "Señor Nguyễn 日本" in html
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "class.ics")
    assert attached.get_payload(decode=True).decode() == calendar.content


def test_only_as_many_as_asked_for(office):
    for _ in range(3):
        queue_mail()
    assert deliver_due(limit=2) == 2
    assert deliver_due(keep_going=lambda: False) == 0
    assert len(office.received) == 2


def test_what_is_not_due_or_in_anothers_hand_is_left_alone(office):
    now = timezone.now()
    later, in_hand, ready = queue_mail(), queue_mail(), queue_mail()
    Message.objects.filter(pk=later.pk).update(next_attempt_at=now + timedelta(minutes=1))
    Message.objects.filter(pk=in_hand.pk).update(leased_until=now + timedelta(minutes=1))
    deliver_due()
    assert office.received == [ready.message_id]


def test_an_address_refused_for_good_is_given_up_and_the_rest_goes_on(office):
    refused, fine = queue_mail(to="gone@example.org"), queue_mail()
    office.refuse_recipients["gone@example.org"] = "550 5.1.1 no such user"
    deliver_due()
    assert (state_of(refused), state_of(fine)) == ("dead", "sent")
    assert "550" in refused.last_error


def test_an_address_refused_for_now_is_tried_again(office):
    message = queue_mail(to="grey@example.org")
    office.refuse_recipients["grey@example.org"] = "451 4.7.1 try again later"
    deliver_due()
    assert (state_of(message), message.attempts) == ("failed", 1)

    office.refuse_recipients.clear()
    assert deliver_due() == 0
    a_while_later()
    deliver_due()
    assert (state_of(message), message.attempts, message.last_error) == ("sent", 2, "")
    assert office.received == [message.message_id]


@pytest.mark.parametrize("address", ["", "not an address", "a@example.org\nBcc: b@example.org", "a b@@example.org"])
def test_a_mail_that_cannot_be_built_is_given_up_and_the_rest_goes_on(office, address):
    bad, fine = queue_mail(to=address), queue_mail()
    deliver_due()
    assert (state_of(bad), state_of(fine)) == ("dead", "sent")
    assert bad.last_error == "ValueError: This is not a mail address."


def test_the_pauses_double_up_to_six_hours_and_end_after_ten_tries(office):
    message = queue_mail()
    office.answer_to_data = "451 not now"
    pauses = []
    for _ in range(delivery.MAX_ATTEMPTS):
        before = timezone.now()
        deliver_due()
        if state_of(message) == "failed":
            pauses.append(round((message.next_attempt_at - before).total_seconds() / 60))
        a_while_later()

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert state_of(message) == "dead"
    assert delivery._pause_after(20) == timedelta(hours=6)
    office.answer_to_data = ""
    assert deliver_due() == 0


def test_a_message_that_kills_every_worker_is_given_up(office):
    message = queue_mail()
    Message.objects.filter(pk=message.pk).update(attempts=delivery.MAX_ATTEMPTS)
    deliver_due()
    assert state_of(message) == "dead"
    assert not office.received


def test_mail_waits_while_the_server_is_down_and_goes_out_when_it_is_back(settings):
    port = free_port()
    mail_goes_to(settings, port)
    messages = [queue_mail() for _ in range(3)]

    assert deliver_due() == 0
    assert [state_of(message) for message in messages] == ["failed"] * 3
    # An outage is not the fault of a message: it loses no try, however long it lasts.
    assert [message.attempts for message in messages] == [0] * 3
    assert "cannot be reached" in messages[0].last_error

    with open_post_office(port=port) as office:
        assert deliver_due() == 0
        a_while_later()
        assert deliver_due() == 3
    assert len(set(office.received)) == len(office.received) == 3


def test_a_black_hole_costs_one_wait_and_not_one_for_each_message(settings):
    messages = [queue_mail() for _ in range(20)]
    with black_hole() as port:
        mail_goes_to(settings, port)
        before = timezone.now()
        assert deliver_due() == 0
    assert timezone.now() - before < timedelta(seconds=5 * settings.EMAIL_TIMEOUT)
    assert {state_of(message) for message in messages} == {"failed"}


def test_a_server_that_hangs_in_mid_mail_is_left_and_tried_again_with_the_same_message_id(office):
    message = queue_mail()
    office.hold = "after"
    deliver_due()
    assert (state_of(message), message.attempts) == ("failed", 1)

    office.hold = ""
    office.go_on.set()
    a_while_later()
    deliver_due()
    assert state_of(message) == "sent"
    # Taken in, but without an answer in time: repeated, and recognizable as a repeat.
    assert office.received == [message.message_id] * 2


def test_a_server_that_hangs_up_in_mid_batch_is_called_again_for_the_rest(office):
    first, second = queue_mail(to="busy@example.org"), queue_mail()
    office.refuse_recipients["busy@example.org"] = "421 4.3.2 closing now"
    deliver_due()
    assert (state_of(first), state_of(second)) == ("failed", "sent")
    assert office.connections == 2


def test_who_lost_the_lease_no_longer_decides(office):
    message = queue_mail()
    stale = delivery._take_next()
    a_while_later()
    current = delivery._take_next()

    delivery._settle(stale, "dead", "too late")
    assert (state_of(message), message.leased_until) == ("queued", current.leased_until)
    delivery._settle(current, "sent")
    assert state_of(message) == "sent"


def test_the_log_names_references_and_never_people(office, caplog):
    caplog.set_level(logging.INFO)
    queue_mail(to="ana@example.org", about="PIP-7K3M-29QX")
    queue_mail(to="gone@example.org", about="PIP-9999-9999")
    bad = queue_mail(to="bad@@example.org")
    office.refuse_recipients["gone@example.org"] = "550 5.1.1 <gone@example.org> no such user"
    deliver_due()

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("mailroom")]
    assert lines == [
        "sent: PIP-7K3M-29QX (mailroom/test_message)",
        "not sent: PIP-9999-9999 (mailroom/test_message), try 1, refused [550]",
        f"not sent: message {bad.pk} (mailroom/test_message), try 1, ValueError",
    ]


def test_one_send_ends_before_its_lease(monkeypatch):
    monkeypatch.setenv("MAIL_URL", "smtp://mail.example.org:587")
    timeout = environment.mail(environ.Env(), Path())["EMAIL_TIMEOUT"]
    # Sender, recipient, mail and its end: four answers are waited for, once the server was reached.
    assert timedelta(seconds=4 * timeout) < delivery.LEASE
