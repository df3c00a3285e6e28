"""A canary in every field about a student: after all that can happen to a nominee it is nowhere in clear."""

import io
import logging
from zipfile import ZipFile

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.encrypted import EncryptedTextField
from programs.models import ConsentDecision, CreditReport, Nomination, NominationEvent, Party, SignOut
from staff.roles import COORDINATOR, RECORDS
from tests.core.canary import addresses, files, said, stored
from tests.mailroom.helpers import mail_in
from tests.programs.admin.helpers import signed_in, staff
from tests.programs.student_canary import ADDRESSES, CANARIES, NOMINEE, leaks, without_addresses
from tests.programs.student_canary_flow import general_pages, live_through_all
from tests.programs.students import client_of, coordinator, make_nomination, make_semester

ROOM = [Nomination, Party, ConsentDecision, SignOut, CreditReport]
PLANT = "qqvgiven"


@pytest.fixture(autouse=True)
def nobody_types(settings):
    settings.RATE_LIMITS_ON = False
    cache.clear()


def delivered():
    """(where, text) of what left the house, without the line that says to whom."""
    for message in mail.outbox:
        yield "a delivered mail", f"{message.subject} {message.body}"
        yield from (("a delivered mail", str(part)) for part in [*message.alternatives, *message.attachments])


def cached():
    """(where, text) of what the cache of this process holds."""
    return [("the cache", bytes(value).decode("latin1")) for value in cache._cache.values()]


@pytest.mark.django_db(transaction=True)
def test_no_secret_about_a_student_is_anywhere_in_clear(caplog, capfd, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    caplog.set_level(logging.DEBUG)
    with addresses() as asked:
        live_through_all()
    assert unused_columns() == []
    assert leaks(stored()) == []
    assert leaks(without_addresses(files())) == []
    assert leaks(said(caplog)) == []
    assert leaks(asked) == []
    assert leaks([("the screen", "".join(capfd.readouterr()))]) == []
    assert mail.outbox
    assert leaks(delivered()) == []
    assert leaks(cached()) == []
    assert leaks(lists_of(COORDINATOR)) == []
    assert leaks(lists_of(RECORDS)) == []
    # Control: who may know it reads it.
    assert leaks(lists_by(client_of(coordinator())))


def lists_of(role):
    return [place for client in [signed_in(role)] for place in lists_by(client)]


def lists_by(client):
    """(where, text) of the lists, papers and exports that this reader opens."""
    for address in general_pages():
        answer = client.get(address)
        if answer.status_code == 200:
            yield address, _text_of(answer)
    for words in (NOMINEE["given_name"], NOMINEE["family_name"]):
        answer = client.get("/admin/programs/registration/", {"q": words})
        # The list shows again what was typed into its search.
        yield "a search", answer.content.decode().lower().replace(words.lower(), "")


def _text_of(answer):
    """An Excel file is opened first."""
    if answer.content.startswith(b"PK"):
        parts = ZipFile(io.BytesIO(answer.content))
        return " ".join(parts.read(name).decode() for name in parts.namelist())
    return answer.content.decode("latin1" if answer.content.startswith(b"%PDF") else "utf-8")


def unused_columns():
    """Encrypted columns of the room into which the story wrote nothing: it would prove nothing about them."""
    return [
        f"{model.__name__}.{field.name}"
        for model in ROOM
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField) and not model.objects.exclude(**{field.name: ""}).exists()
    ]


def plant_note():
    nomination = make_nomination(make_semester())
    NominationEvent.objects.create(nomination=nomination, at=timezone.now(), to_state="invited", note="Told Qqvgiven")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (plant_note, "programs_nominationevent.note"),
        (lambda: mail_in("sent", subject="About QQVGIVEN"), "mailroom_message.subject"),
        (lambda: mail_in("sent", attachments=[{"content": "Qqvgiv\r\n en", "filename": "x"}]), "an attachment"),
        (
            lambda: LogEntry.objects.create(user=staff(), action_flag=2, change_message="Read Qqvgiven"),
            "django_admin_log.change_message",
        ),
    ],
)
def test_control_a_canary_in_a_plain_column_is_found(plant, where):
    plant()
    assert f"{PLANT} in {where}" in leaks(stored())


@pytest.mark.django_db
def test_control_a_registration_by_name_is_found_in_the_lists_of_staff():
    nomination = make_nomination(make_semester(), state="enrolled")
    nomination.registration.given_name = NOMINEE["given_name"]
    nomination.registration.save()
    assert any(PLANT in found for found in leaks(lists_of(COORDINATOR)))


@pytest.mark.django_db
def test_control_sessions_log_addresses_and_cache_are_read(caplog):
    cache.set("who", "Qqvgiven")
    logging.getLogger("anything").info("%s is not here", "Qqvgiven")
    client = client_of(coordinator())
    session = client.session
    session["typed"] = {"name": "Qqvgiven"}
    session.save()
    with addresses() as asked:
        Client().get("/programs/", {"who": "Qqvgiven"})
    assert f"{PLANT} in a session, opened" in leaks(stored())
    assert leaks(said(caplog))
    assert leaks(asked)
    assert leaks(cached())


@pytest.mark.django_db(transaction=True)
def test_control_the_files_are_read():
    plant_note()
    assert bool(leaks(without_addresses(files()))) == (connection.vendor == "sqlite")


def test_only_a_mail_address_and_only_where_a_mail_goes_may_be_in_clear():
    address = NOMINEE["student_email"]
    assert leaks([("mailroom_message.to", address)]) == []
    assert leaks([("mailroom_message.html", address)])
    assert leaks([("mailroom_message.to", f"{address}, Qqvgiven")])
    assert len(ADDRESSES) == 5
    assert len(CANARIES) > 50
