"""The guardian's part: what is asked, what is refused, each consent by itself, and a second guardian."""

import re

import pytest

from mailroom.models import Message
from programs.enums.nominations import ConsentKind, FamilyTextKind, FlagKind, NominationState, PartyRole
from programs.models import ConsentDecision, FamilyText
from programs.services.nominations.deciding import newest_decisions
from tests.pages import words
from tests.programs.families.pages import (
    EVERYTHING,
    answer_all,
    consents_form,
    family,
    followed,
    guardian_form,
    guardian_of,
    now_of,
    page,
    send,
    student_form,
    student_of,
)

pytestmark = pytest.mark.django_db
S = NominationState


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.fixture
def guardian():
    return guardian_of(family())


def yes(party):
    return {kind for kind, decision in newest_decisions(party).items() if decision.given}


def test_details_then_consents_then_check_then_send(guardian):
    client = followed(guardian)
    first = words(client.get(page(guardian, "answer")))
    assert "For Minji Oh" in first and "Only the program coordinator reads this" in first
    second = send(client, guardian, guardian_form(), "consents")
    shown = words(second)
    assert shown.count('class="agreement"') == 6 and " checked" not in shown
    assert "Needed for the school credit." in shown and "Grace Oh" in shown
    back = send(client, guardian, guardian_form() | consents_form("photos"), "details")
    assert "Grace Oh" in words(back) and 'name="photos" value="on"' in words(back)
    form = guardian_form(health="Peanuts") | consents_form("photos", "school")
    checked = words(send(client, guardian, form, "check"))
    assert "Nothing is sent yet." in checked and "Peanuts" in checked and "Daniel Oh" in checked
    assert not ConsentDecision.objects.exists()
    done = words(send(client, guardian, form, follow=True))
    assert "What is still missing: the student's own answers" in done
    guardian = now_of(guardian)
    assert guardian.answers == {
        "relation": "mother", "other_phone": "", "emergency_name": "Grace Oh", "emergency_relation": "aunt",
        "physician": "", "emergency_phone": "+13105550177",
        "pick_up": [{"name": "Daniel Oh", "phone": "+13105550178"}],
    }  # fmt: skip
    assert (guardian.name, guardian.phone, guardian.signature) == ("Hana Oh", "+13105550143", "Hana Oh")
    assert (guardian.health, guardian.has_allergy) == ("Peanuts", True)
    assert yes(guardian) == {ConsentKind.PARTICIPATION, ConsentKind.PHOTOS, ConsentKind.SCHOOL}
    decisions = newest_decisions(guardian)
    assert set(decisions) == set(ConsentKind) and {each.text.version for each in decisions.values()} == {1}
    assert ConsentDecision.objects.first().signature == "Hana Oh"
    assert now_of(guardian.nomination).state == S.GUARDIAN_DONE


def test_in_any_order_both_make_it_ready():
    assert answer_all(family()).state == S.READY
    nomination = family(family="kim")
    guardian, student = guardian_of(nomination), student_of(nomination)
    send(followed(guardian), guardian, guardian_form(email="kim@example.com") | consents_form())
    send(followed(student), student, student_form())
    assert now_of(nomination).state == S.READY
    assert "Nothing is missing" in words(followed(student).get(page(student)))


def test_a_second_click_writes_no_decision_twice(guardian):
    client = followed(guardian)
    for _ in range(3):
        send(client, guardian, guardian_form() | consents_form("photos"))
    assert ConsentDecision.objects.count() == len(ConsentKind)
    assert Message.objects.filter(template="students/answered").count() == 1


def test_what_is_known_of_health_is_never_shown_again(guardian):
    client = followed(guardian)
    send(client, guardian, guardian_form(health="Peanuts") | consents_form())
    for name in ("part", "answer", "consents"):
        assert "Peanuts" not in words(client.get(page(guardian, name)))
    assert "You told us something before" in words(client.get(page(guardian, "answer")))
    send(client, guardian, guardian_form() | consents_form())
    assert (now_of(guardian).health, now_of(guardian).has_allergy) == ("Peanuts", True)
    send(client, guardian, guardian_form(forget_health="on") | consents_form())
    assert (now_of(guardian).health, now_of(guardian).has_allergy) == ("", False)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", ""), ("name", "a\nb"), ("name", "https://evil.example"), ("relation", "boss"), ("relation", ""),
        ("phone", "12"), ("phone", ""), ("email", "no mail"), ("emergency_name", ""), ("emergency_phone", ""),
        ("emergency_phone", "310-555-0143"), ("emergency_name", "hana  oh"), ("pick_up_1_phone", "12"),
        ("pick_up_1_name", ""), ("pick_up_1_name", "\u202e"), ("health", "x" * 2001), ("physician", "a\x00"),
        ("second_language", "xx"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(guardian, name, typed):
    form = guardian_form(health="Peanuts") | {name: typed} | consents_form("photos")
    refused = send(followed(guardian), guardian, form)
    assert refused.status_code == 200 and list(refused.context["form"].errors) == [name]
    kept = {"health": "Peanuts", "emergency_relation": "aunt", "photos": 'name="photos" value="on"'}
    assert all(phrase in words(refused) for field, phrase in kept.items() if field != name)
    assert now_of(guardian).answered_at is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [("participation", None), ("participation", "perhaps"), ("consent_signature", ""), ("consent_signature", "a\nb")],
)
def test_the_consents_need_a_decision_and_a_signature(guardian, name, typed):
    refused = send(followed(guardian), guardian, guardian_form() | consents_form("photos", **{name: typed}))
    assert list(refused.context["form"].errors) == [name]
    assert "checked" in words(refused) and "Grace Oh" in words(refused)
    assert not ConsentDecision.objects.exists()


@pytest.mark.parametrize(
    ("name", "typed", "phrase"),
    [
        ("phone", "310-555-0142", "This is the student&#x27;s phone number."),
        ("other_phone", "310-555-0142", "This is the student&#x27;s phone number."),
        ("second_phone", "310-555-0142", "This is the student&#x27;s phone number."),
        ("email", "OH.student@tusd.org", "This is the student&#x27;s mail address."),
        ("second_email", "oh.student@tusd.org", "This is the student&#x27;s mail address."),
        ("name", "Minji Oh", "This is the student&#x27;s name."),
        ("name", "OH  minji", "This is the student&#x27;s name."),
        ("consent_signature", "minji oh", "This is the student&#x27;s name."),
        ("consent_signature", "Mina Oh", "This is the student&#x27;s name."),
    ],
)
def test_what_belongs_to_the_student_is_stopped_and_flagged(guardian, name, typed, phrase):
    student = student_of(guardian.nomination)
    send(followed(student), student, student_form())
    second = {"second_name": "Junho Oh", "second_email": "jun@example.com"} if name.startswith("second") else {}
    form = guardian_form(**second) | consents_form() | {name: typed}
    refused = send(followed(guardian), guardian, form)
    assert list(refused.context["form"].errors) == [name] and phrase in words(refused)
    assert now_of(guardian.nomination).flag == FlagKind.MIXED_UP
    assert now_of(guardian).answered_at is None


def test_control_a_family_name_that_is_shared_is_no_mix_up(guardian):
    send(followed(guardian), guardian, guardian_form(name="Minho Oh") | consents_form(consent_signature="Minho Oh"))
    assert (now_of(guardian.nomination).flag, now_of(guardian).says_yes) == ("", True)


def test_nobody_signs_a_text_that_changed_while_they_were_reading(guardian):
    FamilyText.objects.create(kind=FamilyTextKind.PHOTOS, version=2, text="Entirely new.")
    refused = send(followed(guardian), guardian, guardian_form() | consents_form(*EVERYTHING))
    assert "A text has changed while you were reading" in words(refused) and "Entirely new." in words(refused)
    assert " checked" not in words(refused) and "photos:2" in words(refused)
    assert not ConsentDecision.objects.exists()


def test_without_texts_nothing_is_asked(guardian):
    FamilyText.objects.filter(kind="photos").delete()
    client = followed(guardian)
    assert client.get(page(guardian, "answer")).headers["Location"] == page(guardian)
    assert send(client, guardian, guardian_form() | consents_form()).headers["Location"] == page(guardian)
    assert not ConsentDecision.objects.exists()


def test_a_second_guardian_is_asked_once_by_a_link_of_their_own(guardian):
    client = followed(guardian)
    second = {"second_name": "Junho Oh", "second_email": "jun@example.com", "second_language": "ko"}
    for _ in range(2):
        send(client, guardian, guardian_form(**second) | consents_form("photos"))
    other = guardian_of(guardian.nomination, PartyRole.SECOND)
    assert (other.name, other.email, other.language) == ("Junho Oh", "jun@example.com", "ko")
    mail = Message.objects.get(template="students/second_guardian")
    assert (mail.to, mail.language) == ("jun@example.com", "ko")
    assert "Oh" not in re.sub(r"https?://\S+", "", mail.text).replace(guardian.nomination.reference, "")
    # The first one's page shows nothing of the second, and asks for no other.
    assert "Junho Oh" not in words(client.get(page(guardian, "answer")))
    assert "second_name" not in words(client.get(page(guardian, "answer")))
    theirs = followed(other)
    shown = words(theirs.get(page(other, "answer")))
    assert "emergency_name" not in shown and "second_name" not in shown and "Hana" not in shown
    form = {name: value for name, value in guardian_form(name="Junho Oh", relation="father", phone="310-555-0144",
            email="jun@example.com").items() if not name.startswith(("emergency", "pick", "second"))}  # fmt: skip
    send(theirs, other, form | consents_form(consent_signature="Junho Oh"))
    assert yes(other) == {ConsentKind.PARTICIPATION} and now_of(other).answers["pick_up"] == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"second_name": "Junho Oh"}, "second_email"),
        ({"second_email": "jun@example.com"}, "second_name"),
        ({"second_phone": "310-555-0144"}, "second_name"),
        ({"second_name": "Junho Oh", "second_email": "oh@example.com"}, "second_email"),
        ({"second_name": "Grace Oh", "second_phone": "310-555-0144"}, "emergency_name"),
        ({"second_name": "Junho Oh", "second_phone": "310-555-0177"}, "emergency_phone"),
    ],
)
def test_a_second_guardian_must_be_whole_and_another_person(guardian, typed, field):
    refused = send(followed(guardian), guardian, guardian_form(**typed) | consents_form())
    assert list(refused.context["form"].errors) == [field]
    assert not guardian.nomination.parties.filter(role=PartyRole.SECOND).exists()


def test_a_second_guardian_without_mail_is_called(guardian):
    form = guardian_form(second_name="Junho Oh", second_phone="310-555-0144")
    send(followed(guardian), guardian, form | consents_form())
    assert guardian_of(guardian.nomination, PartyRole.SECOND).phone == "+13105550144"
    assert not Message.objects.filter(template="students/second_guardian").exists()


def test_a_new_address_gets_the_mails(guardian):
    send(followed(guardian), guardian, guardian_form(email="new@example.com") | consents_form())
    assert Message.objects.get(template="students/answered").to == "new@example.com"
    assert type(guardian).objects.filter(email_index="new@example.com").exists()
