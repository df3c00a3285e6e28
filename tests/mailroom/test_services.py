"""mailroom/services.py: who is written to, and what staff do about mail that did not arrive."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils import timezone

from core.models import DepartmentProfile
from mailroom import services
from mailroom.delivery import deliver_due
from mailroom.enums import MessageState
from mailroom.models import Message
from tests.mailroom.helpers import queue_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("staff")


def queue(**changes):
    mail = {"template": "mailroom/test_message", "to": "ana@example.org", "language": "en", "context": {}}
    return services.queue(**mail | {"dedupe_key": "k"} | changes)


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_promised_only_inside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        queue()
    with transaction.atomic():
        queue()
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_dies_with_what_it_tells_about():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_the_same_promise_is_made_once():
    first, second = queue(), queue(to="ben@example.org")
    other = queue(dedupe_key="another")

    assert (second.pk, second.to) == (first.pk, "ana@example.org")
    assert set(Message.objects.all()) == {first, other}


def test_one_template_gives_subject_text_and_html():
    message = queue(about="PIP-7K3M-29QX", context={"note": "Good evening."})

    assert message.subject == "Test message from Torrance Police Community Programs"
    assert "Good evening." in message.text
    assert "<p>Good evening.</p>" in message.html
    assert '<html lang="en">' in message.html
    assert "In an emergency call 911. Non-emergency: (310) 328-3456." in message.text
    assert "not monitored around the clock" in message.text
    assert str(message) == "PIP-7K3M-29QX (mailroom/test_message)"


def test_a_mail_that_is_not_translated_yet_is_english_and_the_wish_is_kept(settings):
    message = queue(language="vi")
    assert message.language == "vi"
    assert '<html lang="en">' in message.html
    assert "In an emergency call 911." in message.text

    settings.TRANSLATED = ["mailroom"]  # the folder of its template decides
    translated = queue(language="vi", dedupe_key="another")
    assert '<html lang="vi">' in translated.html
    assert "Khi khẩn cấp, hãy gọi 911." in translated.text


def test_a_subject_is_one_line_and_not_too_long(monkeypatch):
    monkeypatch.setattr(services, "SUBJECT_LENGTH", 60)
    DepartmentProfile(portal_name="Bad\r\nBcc: victim@example.org\u2028\x0b\u202egnol" + "g" * 60).save()

    subject = queue().subject

    assert subject.startswith("Test message from Bad Bcc: victim@example.org gnol")
    assert len(subject) == 60


def test_hostile_words_stay_words():
    note = '<script>alert(1)</script> & </p><a href="https://evil.example/">here</a>\x00\ud800'
    message = queue(context={"note": note})

    assert "<script>alert" not in message.html
    assert 'href="https://evil.example' not in message.html
    assert '<script>alert(1)</script> & </p><a href="https://evil.example/">here</a>?' in message.text
    assert "\x00" not in message.text + message.html


def test_attachments_are_kept_with_a_harmless_name():
    calendar = services.Attachment("class\r\nX: y.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    [kept] = queue(attachments=[calendar]).attachments
    assert kept == {
        "filename": "class X: y.ics",
        "mimetype": "text/calendar",
        "content": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    }


def test_secrets_are_covered_for_staff_the_longest_first():
    message = queue(
        context={"note": "Open https://x.example/482913abc or type 482913."}, secrets=["482913", "482913abc"]
    )
    assert "Open https://x.example/••• or type •••." in message.masked_text()
    # The control: without the list, staff would read it.
    message.secrets = []
    assert "482913abc" in message.masked_text()


def test_the_age_of_the_oldest_waiting_message():
    now = timezone.now()
    assert services.oldest_waiting_age(now) is None

    old, young = queue_mail(), queue_mail()
    Message.objects.filter(pk=old.pk).update(queued_at=now - timedelta(hours=2))
    Message.objects.filter(pk=young.pk).update(queued_at=now - timedelta(hours=1))
    assert services.oldest_waiting_age(now) == timedelta(hours=2)

    # One that pauses after its own refusal says nothing about the queue; one that an outage holds up does.
    later = now + timedelta(hours=1)
    Message.objects.filter(pk=old.pk).update(state="failed", attempts=3, next_attempt_at=later)
    Message.objects.filter(pk=young.pk).update(state="failed", next_attempt_at=later)
    assert services.oldest_waiting_age(now) == timedelta(hours=1)


def test_sending_again_puts_a_dead_message_back_in_line(staff):
    message = queue(to="not an address")
    deliver_due()
    message.refresh_from_db()
    assert message.state == MessageState.DEAD

    again = services.resend(message, by=staff)

    assert (again.state, again.attempts, again.last_error) == (MessageState.QUEUED, 0, "")
    assert again.message_id == message.message_id


def test_a_mail_that_was_sent_goes_out_again_as_a_mail_of_its_own(staff, mailoutbox):
    message = queue()
    deliver_due()

    services.resend(message, by=staff)
    deliver_due()

    # Mail programs hide a second mail that bears the same Message-ID.
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 2


def test_a_corrected_address_is_used_and_the_old_one_remembered(staff, mailoutbox):
    message = queue(to="ana@exmaple.org")
    deliver_due()

    services.fix_address_and_resend(message, to="ana@example.org", by=staff)
    deliver_due()

    assert [mail.to for mail in mailoutbox] == [["ana@exmaple.org"], ["ana@example.org"]]
    entry = LogEntry.objects.get()
    assert entry.user == staff
    assert entry.object_id == str(message.pk)
    assert "from ana@exmaple.org to ana@example.org" in entry.change_message


def test_what_a_worker_has_in_hand_is_left_to_it(staff):
    message = queue()
    message.leased_until = timezone.now() + timedelta(seconds=30)
    message.save()
    with pytest.raises(services.MessageError, match="being sent at this moment"):
        services.resend(message, by=staff)
    assert not LogEntry.objects.exists()

    # The control: a lease that ran out holds nobody up.
    message.leased_until = timezone.now() - timedelta(seconds=1)
    message.save()
    services.resend(message, by=staff)
