"""Before the first session, from the staff's side."""

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from programs.models import AcceptancePacket, Registration
from programs.services import classes, packets
from tests.pages import words
from tests.programs.admin.helpers import class_page, class_url, coordinator, records, said, signed_in, staff
from tests.programs.admin.test_queries import growth
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.packets import CANARY, answer, packet_form

pytestmark = pytest.mark.django_db


def person_url(registration, name="packet"):
    return reverse(f"admin:programs_classoffering_{name}", args=[registration.offering_id, registration.pk])


def history(registration):
    return [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=registration.pk)]


def may_only(*names):
    """A member of staff with these permissions and no role."""
    user = staff(None, "special")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_who_has_answered_and_who_has_not():
    offering = make_offering()
    for name, size in (("ana", "m"), ("ben", "s"), ("cleo", "m")):
        answer(seated(offering, name, family_name=f"Family-{name}"), shirt_size=size, photo_consent=name == "ben")
    answer(
        Registration.objects.get(given_name="Ben"), shirt_size="s", photo_consent=True, emergency_phone="+442079460000"
    )
    seated(offering, "dan", phone="+13105550177")
    call_in(offering, "maria", by=staff(), phone="+13105550188")
    sign_up(offering, "held")
    client = coordinator()
    assert class_url(offering, "packets") in client.get(class_page(offering)).content.decode()

    response = client.get(class_url(offering, "packets"))
    page = words(response)
    assert "+44 20 7946 0000" in page, "nobody can call a number abroad without its country code"
    assert "Small: 1, Medium: 2" in page and "1 of 3" in page
    assert [person.given_name for person, _phone in response.context["missing"]] == ["Dan", "Maria"]
    assert "(310) 555-0177" in page and "(310) 555-0188" in page and "none: please call" in page
    assert "Rosa Rivera (mother)" in page and "(310) 555-0123" in page
    assert "Held" not in page and "canary" not in page
    assert "no-store" in response.headers["Cache-Control"]


def test_an_empty_class_has_a_page_too():
    page = words(coordinator().get(class_url(make_offering(), "packets")))
    assert "Nobody is missing." in page and "Nobody yet." in page


def test_answers_from_paper_by_the_same_form():
    maria = call_in(make_offering(), "maria", by=staff())
    client = coordinator()
    page = words(client.get(person_url(maria)))
    assert "I bring no weapon" in page and 'autocomplete="name"' not in page and 'autocomplete="tel"' not in page
    refused = client.post(person_url(maria), packet_form(signature=""))
    assert "signature" in refused.context["form"].errors and "Rosa Rivera" in words(refused)
    done = client.post(person_url(maria), packet_form(medical_notes=CANARY))
    assert done.headers["Location"] == class_url(maria.offering, "packets")
    assert "the answers are saved" in said(done)
    packet = packets.packet_of(maria)
    assert (packet.entered_by.username, packet.medical_notes) == ("program-coordinator", CANARY)
    assert history(maria) == ["Entered the answers before the first session."]

    again = words(client.get(person_url(maria)))
    assert "canary" not in again and "signed on" in again and 'name="signature"' not in again
    client.post(person_url(maria), packet_form(shirt_size="xl", texts_shown="photo:1"))
    assert (packets.packet_of(maria).shirt_size, packets.packet_of(maria).medical_notes) == ("xl", CANARY)


def test_nothing_is_entered_for_who_has_no_seat_or_when_the_class_is_over():
    offering = make_offering(capacity=1)
    ana, ben = seated(offering, "ana"), sign_up(offering, "ben")
    client = coordinator()
    for method in ("get", "post"):
        refused = getattr(client, method)(person_url(ben), packet_form())
        assert refused.status_code == 302 and "only who has a seat is asked" in said(refused)
    with time_machine.travel(offering.ends_at, tick=True):
        late = coordinator().post(person_url(ana), packet_form())
        assert "only who has a seat is asked" in said(late)
    classes.cancel_class(offering, reason="Flood.")
    client.post(person_url(ana), packet_form())
    assert not AcceptancePacket.objects.exists()


def test_a_person_of_another_class_is_not_found():
    ana, other = seated(make_offering(), "ana"), make_offering(number=46)
    answer(ana, medical_notes=CANARY)
    for name in ("packet", "packet_photos", "packet_notes"):
        url = reverse(f"admin:programs_classoffering_{name}", args=[other.pk, ana.pk])
        assert coordinator().get(url).status_code == 404
        assert coordinator().post(url, packet_form()).status_code == 404
    ben = seated(ana.offering, "ben")
    assert coordinator().post(person_url(ben, "packet_notes")).status_code == 404


def test_photos_are_taken_back_for_a_caller():
    ana = seated(make_offering())
    answer(ana, photo_consent=True)
    client = coordinator()
    assert client.get(person_url(ana, "packet_photos")).status_code == 200
    assert packets.packet_of(ana).photo_consent is True
    for _ in range(2):
        assert "no photos" in said(client.post(person_url(ana, "packet_photos")))
    assert packets.packet_of(ana).photo_consent is False
    assert history(ana) == ["Took back the consent to photos."]


def test_medical_notes_are_shown_on_request_and_each_reading_is_on_record():
    ana = seated(make_offering())
    answer(ana, medical_notes=f"{CANARY} <script>alert(1)</script>")
    client = coordinator()
    asks = client.get(person_url(ana, "packet_notes"))
    assert "canary" not in words(asks) and history(ana) == []
    for number in (1, 2):
        shown = client.post(person_url(ana, "packet_notes"))
        assert CANARY in words(shown) and "<script>alert" not in words(shown)
        assert "no-store" in shown.headers["Cache-Control"]
        assert history(ana) == ["Read the medical notes."] * number
    assert "Read the medical notes." in words(client.get(reverse("admin:programs_registration_history", args=[ana.pk])))


def test_notes_that_do_not_open_are_a_message_and_not_a_crash(settings):
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)
    settings.FIELD_KEYS = [b"Another key of thirty-two bytes."]
    client = coordinator()
    refused = client.post(person_url(ana, "packet_notes"))
    assert refused.status_code == 200
    assert "Please tell the administrator: programs.AcceptancePacket.medical_notes cannot be read" in words(refused)
    assert history(ana) == []
    assert client.get(class_url(ana.offering, "packets")).status_code == 200


def test_who_told_nothing_has_nothing_to_read():
    ana = seated(make_offering())
    answer(ana)
    assert "has told us nothing" in words(coordinator().post(person_url(ana, "packet_notes")))
    assert history(ana) == []


def test_every_page_by_role():
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY, photo_consent=True)
    pages = [class_url(ana.offering, "packets")]
    pages += [person_url(ana, name) for name in ("packet", "packet_photos", "packet_notes")]
    for url in pages:
        assert coordinator().get(url).status_code == 200, url
        for client in (records(), signed_in(None)):
            assert client.get(url).status_code == 403, url
            assert client.post(url, packet_form(shirt_size="xs")).status_code == 403, url
        assert "/login/" in Client().post(url, packet_form()).url
    assert class_url(ana.offering, "packets") not in words(records().get(class_page(ana.offering)))
    packet = packets.packet_of(ana)
    assert (packet.shirt_size, packet.photo_consent, history(ana)) == ("m", True, [])


def test_to_read_the_notes_has_a_permission_of_its_own():
    ana = seated(make_offering())
    answer(ana, medical_notes=CANARY)
    client = may_only("view_classoffering", "view_acceptancepacket")
    page = words(client.get(class_url(ana.offering, "packets")))
    assert "Rivera, Ana" in page and person_url(ana, "packet_notes") not in page and person_url(ana) not in page
    for name in ("packet", "packet_photos", "packet_notes"):
        assert client.post(person_url(ana, name), packet_form()).status_code == 403
    # Who may change the answers still sees no notes.
    client = may_only("view_acceptancepacket", "add_acceptancepacket", "change_acceptancepacket")
    assert "canary" not in words(client.get(person_url(ana)))
    assert client.post(person_url(ana, "packet_notes")).status_code == 403
    assert history(ana) == []


def test_the_list_asks_no_more_for_more_people():
    offering = make_offering(capacity=100)

    def grow(how_many, start):
        for number in range(start, start + how_many):
            answer(seated(offering, f"a{number}"), medical_notes="x", by=staff())
            seated(offering, f"b{number}")

    counts = growth(class_url(offering, "packets"), grow)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 7
