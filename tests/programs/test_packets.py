"""Who may answer before the first session, what is kept, and what stays as it was signed."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.encrypted import DecryptionError
from programs.models import AcceptancePacket, AgreementText
from programs.services import classes, packets, registrations, roster
from programs.services.errors import RegistrationError
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.packets import CANARY, answer, packet_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(django_user_model):
    return django_user_model.objects.create_user("carla")


def kept(registration):
    return packets.packet_of(registration)


def new_version(kind, text="A new text."):
    return packets.publish_text(kind=kind, text=text, by=None)


def test_what_is_answered_is_kept_with_the_texts_the_name_and_the_moment():
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)

    packet = kept(ana)
    assert (packet.emergency_name, packet.emergency_relation) == ("Rosa Rivera", "mother")
    assert (packet.emergency_phone.as_e164, packet.shirt_size) == ("+13105550123", "m")
    assert packet.has_notes and packet.medical_notes == CANARY
    assert (str(packet.conduct), str(packet.liability)) == (
        "Conduct rules, version 1",
        "Release of liability, version 1",
    )
    assert (packet.signature, packet.entered_by) == ("Ana Rivera", None)
    assert timezone.now() - packet.signed_at < timedelta(seconds=30)
    assert packet.photo_consent is False


def test_twice_is_one_packet_and_the_last_answer_counts():
    ana = seated(make_offering())
    answer(ana)
    answer(ana, shirt_size="xl")
    assert AcceptancePacket.objects.get().shirt_size == "xl"


def test_only_a_confirmed_seat_may_answer(carla):
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    ben = sign_up(offering, "ben")
    held = sign_up(make_offering(number=46), "dan")
    answer(ana)
    registrations.withdraw(ana)
    ben.refresh_from_db()
    assert ben.state == "offered"
    waiting = sign_up(offering, "cleo")
    declined = roster.decline(seated(make_offering(number=47), "eva"), by=carla, reason="x")

    for person in (ana, ben, held, waiting, declined):
        with pytest.raises(RegistrationError, match="people with a confirmed seat"):
            answer(person)
    assert AcceptancePacket.objects.count() == 1


def test_answers_may_be_changed_until_the_class_ends():
    offering = make_offering()
    ana, ben = seated(offering, "ana"), seated(offering, "ben")
    answer(ana)
    with time_machine.travel(offering.ends_at - timedelta(minutes=1)):
        answer(ana, shirt_size="s")
    with time_machine.travel(offering.ends_at + timedelta(minutes=1)):
        for person in (ana, ben):
            with pytest.raises(RegistrationError):
                answer(person, shirt_size="l")
    assert kept(ana).shirt_size == "s"


def test_nothing_is_asked_for_a_cancelled_class():
    ana = seated(make_offering())
    classes.cancel_class(ana.offering, reason="Flood.")
    ana = type(ana).objects.get(pk=ana.pk)
    with pytest.raises(RegistrationError):
        answer(ana)


def test_a_new_version_changes_nothing_that_was_signed():
    offering = make_offering()
    ana, ben = seated(offering, "ana"), seated(offering, "ben")
    answer(ana)
    signed_at = kept(ana).signed_at
    new_version("conduct", "Now with hats.")
    answer(ana, shirt_size="l", signature="Somebody Else")
    answer(ben)

    assert (kept(ana).conduct.version, kept(ana).signature, kept(ana).signed_at) == (1, "Ana Rivera", signed_at)
    assert (kept(ben).conduct.version, kept(ben).conduct.text, kept(ben).liability.version) == (2, "Now with hats.", 1)


def test_what_was_signed_cannot_be_deleted():
    answer(seated(make_offering()))
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementText.objects.filter(kind="conduct").delete()


def test_texts_count_their_versions_and_a_double_click_is_no_new_one():
    first = new_version("photo", "One\r\n\r\nTwo")
    assert (first.version, first.text) == (2, "One\n\nTwo")
    assert new_version("photo", "One\n\nTwo") == first
    assert new_version("photo", "Three").version == 3
    assert {kind: text.version for kind, text in packets.current_texts().items()} == {
        "conduct": 1,
        "liability": 1,
        "photo": 3,
    }


def test_empty_notes_leave_what_is_known_and_only_a_wish_takes_it_away():
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)
    answer(ana, medical_notes="", shirt_size="s")
    assert kept(ana).medical_notes == CANARY
    answer(ana, medical_notes="asthma", forget_notes=True)
    assert kept(ana).medical_notes == "asthma"
    answer(ana, forget_notes=True)
    assert kept(ana).has_notes is False


def test_photos_a_yes_is_to_the_text_that_was_shown_and_is_taken_back_at_any_time():
    offering = make_offering()
    ana = seated(offering)
    answer(ana, photo_consent=True)
    decided = kept(ana).photo_decided_at
    new_version("photo")
    answer(ana, photo_consent=True, shirt_size="s")
    not_asked = {name: value for name, value in packet_answers().items() if name != "photo_consent"}
    packets.save_packet(ana, not_asked)
    assert (kept(ana).photo.version, kept(ana).photo_decided_at) == (1, decided)

    with time_machine.travel(offering.ends_at + timedelta(days=300)):
        packets.take_back_photo_consent(ana)
        taken_back = kept(ana).photo_decided_at
        packets.take_back_photo_consent(ana)
        assert (kept(ana).photo_consent, kept(ana).photo.version) == (False, 1)
        assert kept(ana).photo_decided_at == taken_back > decided


def test_who_gave_up_the_seat_may_still_take_back_the_photos():
    ana = seated(make_offering())
    answer(ana, photo_consent=True)
    registrations.withdraw(ana)
    assert packets.page_of(ana, kept(ana)) == "photos"
    packets.take_back_photo_consent(ana)
    assert kept(ana).photo_consent is False
    assert packets.page_of(ana, kept(ana)) is None


def test_answers_from_paper_are_on_record_with_who_entered_them(carla):
    maria = call_in(make_offering(), "maria", by=carla)
    answer(maria, by=carla, medical_notes=CANARY)

    assert kept(maria).entered_by == carla
    line = LogEntry.objects.get()
    assert (line.user, line.object_id) == (carla, str(maria.pk))
    assert line.get_change_message() == "Entered the answers before the first session."
    answer(maria)
    assert kept(maria).entered_by is None


def test_who_has_not_answered(carla):
    offering = make_offering(capacity=3)
    ana, ben, maria = seated(offering, "ana"), seated(offering, "ben"), call_in(offering, "maria", by=carla)
    sign_up(offering, "waits")
    answer(ana)
    assert set(packets.who_has_not_answered(offering)) == {ben, maria}
    assert [packet.registration for packet in packets.who_has_answered(offering)] == [ana]
    registrations.withdraw(ana)
    assert not packets.who_has_answered(offering)


def test_reading_notes_is_on_record_and_what_cannot_be_read_is_not(carla, settings):
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)
    assert packets.read_notes(kept(ana), by=carla) == CANARY
    line = LogEntry.objects.get()
    assert (line.user, line.object_id, line.get_change_message()) == (carla, str(ana.pk), "Read the medical notes.")

    settings.FIELD_KEYS = [b"another key, thirty-two bytes ..."[:32]]
    # Everything but the notes still works with a lost key.
    answer(ana, shirt_size="s")
    assert kept(ana).shirt_size == "s"
    with pytest.raises(DecryptionError):
        packets.read_notes(kept(ana), by=carla)
    assert LogEntry.objects.count() == 1


def test_a_list_of_packets_does_not_read_the_notes(django_assert_num_queries):
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)
    with django_assert_num_queries(1) as asked:
        assert [packet.has_notes for packet in AcceptancePacket.objects.all()] == [True]
    selected = asked.captured_queries[0]["sql"].partition(" FROM ")[0]
    assert 'medical_notes"' not in selected.replace('"medical_notes" = ', "")


def test_control_the_answers_of_the_builder_are_complete():
    ana = seated(make_offering())
    for name in packet_answers().keys() - {"medical_notes", "photo_consent"}:
        incomplete = {key: value for key, value in packet_answers().items() if key != name}
        with pytest.raises(KeyError), transaction.atomic():
            packets.save_packet(ana, incomplete)
