"""Letters to a class: one mail each, once, to whom the preview showed; and on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mailroom.models import Message
from programs.models import Letter, LetterRecipient
from programs.services import letters, registrations
from programs.services.audience import Audience, recipients
from programs.services.errors import RegistrationError
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, make_offering, seated, sign_up

pytestmark = pytest.mark.django_db

CONFIRMED = Audience(("confirmed",))
TEXTS = {
    "en": {"subject": "A new room: {class}", "body": "Dear {given_name},\n\nwe meet in {place}."},
    "es": {"subject": "Otra sala: {class}", "body": "Hola, {given_name}: nos reunimos en {place}."},
}


def shown(offering, audience=CONFIRMED):
    return {person.pk for person in recipients(offering, audience, timezone.now())}


def send(offering, audience=CONFIRMED, *, texts=TEXTS, form_key="k1", expected=None):
    expected = shown(offering, audience) if expected is None else expected
    return letters.send_letter(offering, audience, texts, by=staff(), form_key=form_key, expected=expected)


def mails():
    return Message.objects.filter(template="programs/letter").order_by("pk")


def test_each_person_gets_one_mail_in_their_language():
    offering = make_offering(location="Room 2")
    ana = seated(offering, "ana")
    ben = seated(offering, "ben", language="es")
    cleo = seated(offering, "cleo", language="ko")
    sign_up(offering, "dan")

    letter = send(offering)

    assert {mail.to: mail.subject for mail in mails()} == {
        "ana@example.com": "A new room: Partners in Policing, Spring 2027",
        "ben@example.com": "Otra sala: Partners in Policing, Spring 2027",
        "cleo@example.com": "A new room: Partners in Policing, Spring 2027",
    }
    mail = mails().get(about=ben.reference)
    assert "Hola, Ben: nos reunimos en Room 2." in mail.text
    assert '<div lang="es">' in mail.html
    assert mails().get(about=cleo.reference).language == "ko"
    assert mail.dedupe_key == f"programs.letter:{letter.pk}:{ben.pk}"
    assert "Ana" not in mail.text and "Cleo" not in mail.text
    rows = LetterRecipient.objects.values_list("registration", "email", "language")
    assert set(rows) == {
        (ana.pk, "ana@example.com", "en"), (ben.pk, "ben@example.com", "es"), (cleo.pk, "cleo@example.com", "en")
    }  # fmt: skip


def test_who_sent_what_to_whom_stays_on_record():
    offering = make_offering(location="Room 2")
    ana = seated(offering, "ana")
    send(offering)
    registrations.withdraw(ana)

    offering.location = "Room 3"
    offering.save()
    letter = Letter.objects.get()
    assert (letter.sent_by, letter.audience) == (staff(), "Seat confirmed")
    assert letter.texts["en"] == {
        "subject": "A new room: Partners in Policing, Spring 2027",
        "body": "Dear {given_name},\n\nwe meet in Room 2.",
    }
    assert [each.registration for each in letter.recipients.all()] == [ana]


def test_the_mail_holds_the_personal_link_covered_for_staff():
    offering = make_offering()
    seated(offering)
    send(offering)
    mail = mails().get()
    (token,) = mail.secrets
    assert f"/programs/open/{token}/" in mail.html
    assert token not in mail.masked_text()


def test_the_same_form_sent_twice_is_one_letter():
    offering = make_offering()
    seated(offering, "ana")
    expected = shown(offering)
    assert send(offering, expected=expected) == send(offering, expected=expected)
    assert (Letter.objects.count(), mails().count()) == (1, 1)
    send(offering, form_key="another preview")
    assert (Letter.objects.count(), mails().count()) == (2, 2)


def test_sent_again_after_people_came_it_is_still_the_first_letter():
    offering = make_offering()
    seated(offering, "ana")
    expected = shown(offering)
    letter = send(offering, expected=expected)
    seated(offering, "ben")
    assert send(offering, expected=expected) == letter
    assert mails().count() == 1


def test_nothing_is_sent_when_people_came_or_went_since_the_preview():
    offering = make_offering()
    ana, ben = seated(offering, "ana"), seated(offering, "ben")
    expected = {ana.pk, ben.pk}
    registrations.withdraw(ana)
    cleo = seated(offering, "cleo")
    with pytest.raises(letters.RecipientsChanged) as caught:
        send(offering, expected=expected)
    assert (caught.value.came, caught.value.gone) == ([cleo], [ana])
    assert not Letter.objects.exists() and not mails().exists()


def test_whoever_has_no_mail_is_on_record_as_to_be_called():
    offering = make_offering()
    seated(offering, "ana")
    maria = call_in(offering, "maria", by=staff())
    letter = send(offering)
    assert letter.recipients.get(registration=maria).email == ""
    assert mails().count() == 1


@pytest.mark.parametrize("is_alone", [True, False])
def test_no_letter_where_nobody_has_mail(is_alone):
    offering = make_offering()
    if not is_alone:
        call_in(offering, "maria", by=staff())
    with pytest.raises(RegistrationError, match="Nobody here has a mail address"):
        send(offering)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{place}", "{{ 7|add:7 }}", "a\r\nBcc: x@example.com"])
def test_a_name_stays_text(name):
    offering = make_offering(location="Room 2")
    seated(offering, given_name=name)
    send(offering)
    mail = mails().get()
    assert f"Dear {' '.join(name.split())}," in " ".join(mail.text.split())
    assert "<script" not in mail.html
    assert not [line for line in mail.text.splitlines() if line.startswith("Bcc")]


def test_a_text_stays_text():
    offering = make_offering()
    seated(offering)
    send(offering, texts={"en": {"subject": "<b>&</b> it's", "body": "<img src=x>\n\n1 < 2"}})
    mail = mails().get()
    assert mail.subject == "<b>&</b> it's"
    assert "<img" not in mail.html
    assert "1 < 2" in mail.text


# --- the sample for oneself ---------------------------------------------------------------


def sample(offering, user, key="k1"):
    return letters.send_sample(offering, CONFIRMED, TEXTS, by=user, form_key=key)


def writer():
    user = staff()
    user.email = "writer@example.com"
    user.save()
    return user


def test_a_sample_goes_to_oneself_alone_once_for_each_language():
    offering = make_offering()
    ana = seated(offering, "ana")
    seated(offering, "ben", language="es")
    seated(offering, "cleo", language="ko")
    user = writer()
    for _ in range(2):
        assert [each.language for each in sample(offering, user)] == ["en", "es"]
    assert [(mail.to, mail.subject[:8]) for mail in mails()] == [("writer@example.com", "[Sample]")] * 2
    assert not Letter.objects.exists()
    for mail in mails():
        assert "/programs/open/" not in mail.html, "the personal link is the person's alone"
        assert ana.reference not in mail.text


def test_no_sample_without_an_address_of_ones_own():
    offering = make_offering()
    seated(offering)
    with pytest.raises(RegistrationError, match="Your account has no mail address"):
        sample(offering, staff())
    assert not mails().exists()


def test_samples_say_who_asked_for_a_language_that_nobody_wrote():
    offering = make_offering()
    people = [seated(offering, name, language=lang) for name, lang in (("ana", "ko"), ("ben", "en"), ("cleo", "ko"))]
    (english,) = letters.samples(offering, people, TEXTS, timezone.now())
    assert (english.readers, english.rather, english.person) == (3, {"한국어": 2}, people[0])


# --- delivery --------------------------------------------------------------------------------


def test_delivery_is_read_in_one_query_however_many_letters():
    offering = make_offering()
    for name in ("ana", "ben"):
        seated(offering, name)
    call_in(offering, "maria", by=staff())
    for key in ("one", "two"):
        send(offering, form_key=key)
    Message.objects.filter(to="ben@example.com", template="programs/letter").update(
        state="dead", next_attempt_at=None
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        rows = list(letters.with_delivery(LetterRecipient.objects.all()))
    assert len(asked) == 1
    assert sorted((row.email, row.mail_state) for row in rows) == sorted(
        [("ana@example.com", "queued"), ("ben@example.com", "dead"), ("", None)] * 2,
        key=lambda row: (row[0], str(row[1])),
    )
