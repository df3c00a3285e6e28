"""The page before the first session, for the person it belongs to."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from programs.models import AcceptancePacket, AgreementText
from programs.services import packets, registrations
from tests.pages import words
from tests.programs.builders import make_offering, seat, seated, sign_up
from tests.programs.packets import CANARY, answer, packet_form
from tests.programs.pages import link_to, newest_link, opened, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def page(registration, name="packet"):
    return reverse(f"programs:{name}", args=[registration.reference])


def test_the_mail_that_confirms_leads_straight_to_the_questions():
    ana = seat(make_offering())
    client = Client()
    answered = client.get(newest_link(ana.email, "/packet/"))
    assert (answered.status_code, answered.headers["Location"]) == (302, page(ana))
    questions = client.get(page(ana))
    assert questions.status_code == 200
    assert "no-store" in questions.headers["Cache-Control"]
    for phrase in ("Name of the person whom we call", "loud noise, flashing (strobe) lights", "Only the coordinator",
                  "I bring no weapon", "I take part of my own free will", "I get no pay for this",
                  "Version 1"):  # fmt: skip
        assert phrase in words(questions)
    assert "checked" not in words(questions)
    assert not AcceptancePacket.objects.exists()


def test_sign_and_send_then_change():
    ana = seated(make_offering())
    client = opened(ana)
    assert "Answer the questions" in words(client.get(ana.get_absolute_url()))
    thanks = client.post(page(ana), packet_form(medical_notes=CANARY, photo_consent="on"), follow=True)
    assert thanks.redirect_chain == [(ana.get_absolute_url(), 302)]
    assert "Thank you. We have your answers." in words(thanks)
    assert "Change your answers" in words(thanks)
    packet = packets.packet_of(ana)
    assert (packet.medical_notes, packet.photo_consent, packet.entered_by) == (CANARY, True, None)

    again = words(client.get(page(ana)))
    assert "Signed as “Ana Rivera”" in again and "Rosa Rivera" in again and "(310) 555-0123" in again
    assert "canary" not in again and 'name="signature"' not in again
    client.post(page(ana), packet_form(shirt_size="xs", texts_shown="photo:1"))
    packet = packets.packet_of(ana)
    assert (packet.shirt_size, packet.medical_notes, packet.photo_consent) == ("xs", CANARY, False)
    # A new text of what was signed already is none of their concern.
    packets.publish_text(kind="conduct", text="New rules.", by=None)
    client.post(page(ana), packet_form(forget_notes="on", texts_shown="photo:1"))
    assert packets.packet_of(ana).has_notes is False


def test_what_is_missing_is_said_and_what_was_typed_is_kept():
    ana = seated(make_offering())
    wrong = {"emergency_phone": "12", "shirt_size": "tent", "agrees_to_liability": None, "signature": "\u200b"}
    client = opened(ana)
    refused = client.post(page(ana), packet_form(medical_notes="asthma", **wrong))
    assert refused.status_code == 200
    assert set(refused.context["form"].errors) == set(wrong)
    assert "asthma" in words(refused) and "There is a problem" in words(refused)
    for bad in ("\x00", "\u202e", "x" * 2001):
        assert "medical_notes" in client.post(page(ana), packet_form(medical_notes=bad)).context["form"].errors
    for name in ("emergency_name", "emergency_relation", "signature"):
        for bad in ("", "a\nb", "x" * 500, "https://evil.example"):
            assert name in client.post(page(ana), packet_form(**{name: bad})).context["form"].errors
    assert not AcceptancePacket.objects.exists()
    assert client.post(page(ana), packet_form(medical_notes="😀" * 2000)).status_code == 302


def test_nobody_signs_a_text_that_changed_while_they_were_reading():
    ana = seated(make_offering())
    client = opened(ana)
    form = packet_form(photo_consent="on")
    packets.publish_text(kind="liability", text="Entirely new.", by=None)
    refused = client.post(page(ana), form)
    assert "A text has changed while you were reading" in words(refused)
    assert "Entirely new." in words(refused) and " checked" not in words(refused)
    assert "Rosa Rivera" in words(refused) and "liability:2" in words(refused)
    assert not AcceptancePacket.objects.exists()
    client.post(page(ana), packet_form())
    assert packets.packet_of(ana).liability.text == "Entirely new."


def test_without_a_seat_there_is_no_page():
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    waiting, held = sign_up(offering, "ben"), sign_up(make_offering(number=46), "cleo")
    for person in (waiting, held):
        client = opened(person)
        for method in ("get", "post"):
            answered = getattr(client, method)(page(person), packet_form())
            assert (answered.status_code, answered.headers["Location"]) == (302, person.get_absolute_url())
        shown = words(client.get(person.get_absolute_url()))
        assert "There is nothing to answer now." in shown and "Before the first session" not in shown
    assert not AcceptancePacket.objects.exists()


def test_one_link_does_not_open_the_answers_of_another():
    offering = make_offering()
    ana, ben = seated(offering, "ana"), seated(offering, "ben")
    answer(ana, photo_consent=True)
    for stranger in (Client(), opened(ben)):
        for method, name in (("get", "packet"), ("post", "packet"), ("post", "packet_photos")):
            answered = getattr(stranger, method)(page(ana, name), packet_form(shirt_size="xxl"))
            assert (answered.status_code, answered.headers["Location"]) == (302, "/my/")
    assert (packets.packet_of(ana).shirt_size, packets.packet_of(ana).photo_consent) == ("m", True)
    # Control: her own does.
    assert opened(ana).get(page(ana)).status_code == 200


def test_a_family_shares_an_address_but_a_link_is_for_one_of_them():
    offering = make_offering()
    ana, ben = (seated(offering, name, email="family@example.com") for name in ("ana", "ben"))
    client = Client()
    client.get(f"{link_to(ben)}packet/")
    assert client.get(page(ben)).status_code == 200
    assert client.get(page(ana)).headers["Location"] == "/my/"


def test_having_registered_in_this_browser_is_no_proof(client):
    offering = make_offering()
    send(client, offering)
    ana = registrations.confirm(offering.registrations.get())
    assert client.get(ana.get_absolute_url()).status_code == 200
    for method in ("get", "post"):
        answered = getattr(client, method)(page(ana), packet_form(), follow=True)
        assert "Please use the link in our mail" in words(answered)
    assert not AcceptancePacket.objects.exists()


@pytest.mark.parametrize(
    "token",
    ["nonsense", make_token("absence", 1, timezone.now() + timedelta(days=1))],
    ids=["nonsense", "another-purpose"],
)
def test_a_wrong_link_says_so(client, token):
    assert client.get(f"/programs/open/{token}/packet/").status_code == 410


def test_after_the_class_only_the_photos_are_left():
    offering = make_offering()
    ana = seated(offering)
    answer(ana, photo_consent=True)
    with time_machine.travel(offering.ends_at + timedelta(days=3)):
        client = opened(ana)
        assert "Take it back" in words(client.get(ana.get_absolute_url()))
        shown = words(client.get(page(ana)))
        assert "Take back my consent" in shown and "Shirt size" not in shown
        client.post(page(ana), packet_form(shirt_size="xl"))
        assert packets.packet_of(ana).shirt_size == "m"
        assert client.get(page(ana, "packet_photos")).status_code == 405
        done = client.post(page(ana, "packet_photos"), follow=True)
        assert "You have taken back your consent" in words(done)
        assert client.post(page(ana, "packet_photos")).status_code == 302
        assert client.get(page(ana)).status_code == 302
    assert packets.packet_of(ana).photo_consent is False


def test_without_texts_nothing_is_asked():
    AgreementText.objects.all().delete()
    ana = seated(make_offering())
    assert opened(ana).get(page(ana)).status_code == 302


def test_without_a_photo_text_photos_are_not_asked_for():
    form = packet_form(texts_shown="conduct:1 liability:1", photo_consent="on")
    AgreementText.objects.filter(kind="photo").delete()
    ana = seated(make_offering())
    client = opened(ana)
    assert "Photos and video" not in words(client.get(page(ana)))
    assert client.post(page(ana), form).status_code == 302
    assert packets.packet_of(ana).photo_consent is False
