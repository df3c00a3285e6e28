"""What the mails say about the questions before the first session."""

import pytest
from django.db import transaction

from mailroom.models import Message
from programs import emails
from programs.services import roster
from tests.programs.builders import seat
from tests.programs.mails.reader import CLASS, PHONE, mail, thursdays
from tests.programs.packets import CANARY, answer

pytestmark = pytest.mark.django_db


def test_the_mail_that_confirms_a_seat_asks_for_the_answers():
    seat(thursdays())
    mail("confirmed").says(
        "Before the first session Please answer a few questions: whom we call in an emergency",
        "Answer the questions: http://127.0.0.1:8000/programs/open/",
    )
    assert mail("confirmed").html.count('class="button"') == 1


def test_it_does_not_ask_again_who_has_answered(staff, clock):
    ana = seat(thursdays())
    answer(ana, medical_notes=CANARY)
    Message.objects.all().delete()
    clock.shift(60)
    roster.resend(ana, by=staff)
    assert "Before the first session" not in mail("confirmed").text


def test_packet_reminder():
    ana = seat(thursdays())
    with transaction.atomic():
        emails.queue_packet_reminder(ana)
        emails.queue_packet_reminder(ana)
    reminder = mail("packet_reminder")

    assert reminder.subject == f"Please answer a few questions: {CLASS}"
    assert ana.given_name not in reminder.subject
    reminder.says(
        "whom we call in an emergency, your shirt size, and your signature",
        "Answer the questions: http://127.0.0.1:8000/programs/open/",
        "First session: Thursday, March 4, 2027, 6:00 PM to 8:00 PM",
        f"Reference: {ana.reference}",
        PHONE,
        "In an emergency call 911.",
    )
    assert reminder.html.count('class="button"') == 1
    (token,) = reminder.message.secrets
    assert f"/programs/open/{token}/packet/" in reminder.message.text
    assert token not in reminder.message.masked_text()
