"""What was written to a class, template letters, who may do which, and how much it asks of the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mailroom.models import Message
from programs.models import Letter, LetterRecipient, LetterTemplate
from tests.programs.admin.helpers import class_page, class_url, coordinator, records, signed_in, staff
from tests.programs.admin.test_letters import mails, post, preview_and_send
from tests.programs.admin.test_queries import fill, queries
from tests.programs.builders import call_in, make_offering, seated
from tests.volume import few

pytestmark = pytest.mark.django_db


def test_the_letters_of_a_class_and_how_much_arrived():
    offering = make_offering()
    seated(offering, "ana"), seated(offering, "ben")
    call_in(offering, "maria", by=staff())
    client, _data, _response = preview_and_send(offering)
    Message.objects.filter(to="ben@example.com", template="programs/letter").update(state="dead", next_attempt_at=None)
    page = client.get(class_url(offering, "letters")).content.decode()
    assert "1 queued, 1 given up, 1 to call" in page
    letter = Letter.objects.get()
    page = client.get(reverse("admin:programs_letter_change", args=[letter.pk])).content.decode()
    assert "News: Partners in Policing" in page
    assert "Given up" in page and "none: please call" in page
    assert 'name="_save"' not in page
    assert "Letters sent" in client.get(class_page(offering)).content.decode()


def test_a_template_letter_is_written_in_plain_fields():
    client = coordinator()
    add = reverse("admin:programs_lettertemplate_add")
    fields = {"name": "Snow", "subject_en": "Snow", "body_en": "Dear {given_name}", "subject_es": "", "body_es": ""}
    page = client.post(add, fields | {"body_en": "{oops}"})
    assert "{oops} is not known" in page.content.decode()
    client.post(add, fields)
    template = LetterTemplate.objects.get(name="Snow")
    assert template.texts == {"en": {"subject": "Snow", "body": "Dear {given_name}"}}
    change = reverse("admin:programs_lettertemplate_change", args=[template.pk])
    assert "Dear {given_name}" in client.get(change).content.decode()
    client.post(change, fields | {"subject_es": "Nieve", "body_es": "Hola"})
    template.refresh_from_db()
    assert template.texts["es"] == {"subject": "Nieve", "body": "Hola"}


# --- rights and work ---------------------------------------------------------------------------


def test_who_may_write_and_who_may_read():
    offering = make_offering()
    seated(offering, "ana")
    preview_and_send(offering)
    letter = Letter.objects.get()
    template = LetterTemplate.objects.first()
    pages = [  # and whether the records role may look
        (class_url(offering, "letter"), False),
        (class_url(offering, "letters"), True),
        (reverse("admin:programs_letter_changelist"), True),
        (reverse("admin:programs_letter_change", args=[letter.pk]), True),
        (reverse("admin:programs_lettertemplate_changelist"), True),
        (reverse("admin:programs_lettertemplate_change", args=[template.pk]), True),
        (reverse("admin:programs_lettertemplate_add"), False),
    ]
    may, looks, nobody, stranger = coordinator(), records(), signed_in(None), Client()
    for url, is_readable in pages:
        assert may.get(url).status_code == 200, url
        assert looks.get(url).status_code == (200 if is_readable else 403), url
        assert nobody.get(url).status_code == 403, url
        assert "/login/" in stranger.get(url).url, url
    for client in (looks, nobody):
        assert post(offering, "send", client).status_code == 403
        assert client.post(pages[5][0], {"name": "x"}).status_code == 403
    assert may.get(reverse("admin:programs_letter_add")).status_code == 403
    assert may.post(pages[3][0], {"audience": "x"}).status_code == 403
    assert "Write to the class" not in looks.get(class_page(offering)).content.decode()
    assert mails().count() == 1


def write_to(offering, how_many):
    """So many letters to everyone in the class."""
    people = list(offering.registrations.all())
    for _ in range(how_many):
        letter = Letter.objects.create(
            offering=offering, audience="x", texts={"en": {"subject": "x", "body": "x"}}, sent_by=staff(),
            sent_at=offering.created_at, form_key=str(Letter.objects.count()),
        )  # fmt: skip
        LetterRecipient.objects.bulk_create(
            LetterRecipient(letter=letter, registration=person, email="a@x.com", language="en") for person in people
        )
    return letter


def test_lists_of_letters_ask_the_same_however_long():
    offering = make_offering()
    fill(offering, 3)
    counts = []
    for more in (1, 2, 37):
        write_to(offering, more)
        pages = class_url(offering, "letters"), reverse("admin:programs_letter_changelist")
        counts.append([len(queries(url)) for url in pages])
    assert counts[0] == counts[1] == counts[2]
    assert max(counts[0]) <= 8


def test_the_page_of_a_letter_and_its_preview_ask_the_same_however_many_people():
    offering = make_offering()
    client = coordinator()
    post(offering, "look", client)  # what is asked once only
    counts = []
    for more, start in few([(1, 0), (2, 1), (37, 3)]):
        fill(offering, more, start)
        letter = write_to(offering, 1)
        with CaptureQueriesContext(connection) as asked:
            post(offering, "look", client)
        counts.append((len(asked), len(queries(reverse("admin:programs_letter_change", args=[letter.pk])))))
    assert len(set(counts)) == 1, counts
