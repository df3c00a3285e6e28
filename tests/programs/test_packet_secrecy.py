"""Medical notes are nowhere but where they belong: not in the database, a log, a mail, a file or another page."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from mailroom.models import Message
from programs.models import Registration
from programs.services import packet_upkeep, packets, registrations, roster
from tests.core.helpers import stored_bytes
from tests.programs.admin.helpers import class_page, class_url, coordinator, records, staff
from tests.programs.builders import make_offering, seat
from tests.programs.packets import CANARY, answer, packet_form
from tests.programs.pages import newest_link

WORD = b"canary-5d1e"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.mark.django_db
def test_no_page_file_mail_log_or_history_has_them(client, caplog):
    caplog.set_level(logging.DEBUG)
    ana = seat(make_offering())
    client.get(newest_link(ana.email, "/packet/"))
    own = reverse("programs:packet", args=[ana.reference])
    client.post(own, packet_form(medical_notes=CANARY, emergency_phone="12"))
    client.post(own, packet_form(medical_notes=CANARY))
    answer(ana, by=staff())
    packets.read_notes(packets.packet_of(ana), by=staff())
    roster.resend(ana, by=staff())

    readers = [coordinator(), records()]
    staff_pages = [
        class_page(ana.offering),
        class_url(ana.offering, "packets"),
        class_url(ana.offering, "csv"),
        class_url(ana.offering, "xlsx"),
        reverse("admin:programs_classoffering_packet", args=[ana.offering_id, ana.pk]),
        reverse("admin:programs_classoffering_packet_notes", args=[ana.offering_id, ana.pk]),
        reverse("admin:programs_registration_change", args=[ana.pk]),
        reverse("admin:programs_registration_history", args=[ana.pk]),
        reverse("admin:programs_registration_changelist"),
        reverse("admin:mailroom_message_changelist"),
        reverse("admin:index"),
    ]
    pages = [reader.get(url).content for reader in readers for url in staff_pages]
    pages += [client.get(url).content for url in (own, ana.get_absolute_url(), "/my/")]
    assert not [page for page in pages if WORD in page]
    assert not [mail for mail in Message.objects.all() if "canary" in mail.html + mail.subject]
    assert LogEntry.objects.count() == 2
    assert not [line for line in LogEntry.objects.all() if "canary" in line.change_message + line.object_repr]
    assert "canary" not in caplog.text
    # Control: the one place where they are.
    notes = reverse("admin:programs_classoffering_packet_notes", args=[ana.offering_id, ana.pk])
    assert WORD in coordinator().post(notes).content


@pytest.mark.django_db(transaction=True)
def test_the_database_does_not_hold_them_in_clear():
    ana = seat(make_offering())
    answer(ana, medical_notes=CANARY, emergency_name="canary-in-clear")
    answer(ana, medical_notes=f"{CANARY} more", emergency_name="canary-in-clear")
    packet_upkeep.remind_of_packets()
    registrations.withdraw(Registration.objects.get(pk=ana.pk))
    content = stored_bytes()
    # The name of the contact is the control: it is found.
    assert b"canary-in-clear" in content
    assert WORD not in content
