"""A canary in every secret field: after all that can happen to a request it is nowhere in clear."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.utils import timezone

from core.encrypted import EncryptedTextField
from tests.core.canary import addresses, files, said, stored
from tests.mailroom.helpers import mail_in
from tests.vacation_checks.asking import begun
from tests.vacation_checks.builders import make_tour, user
from tests.vacation_checks.canary import CANARIES, YOU, leaks
from tests.vacation_checks.canary_flow import live_through_all
from vacation_checks.models import (
    Alert,
    CheckAddendum,
    HouseCheck,
    RequestDraft,
    RequestEvent,
    VacationCheckRequest,
    ViewRecord,
)

ROOM = [VacationCheckRequest, RequestEvent, RequestDraft, HouseCheck, CheckAddendum, Alert]


@pytest.mark.django_db(transaction=True)
def test_no_secret_is_anywhere_in_clear(caplog, capfd, settings):
    settings.RATE_LIMITS_ON = False  # nobody types for two seconds here
    caplog.set_level(logging.DEBUG)
    with addresses() as asked:
        live_through_all()
    assert unused_columns() == []
    assert leaks(stored()) == []
    assert leaks(files(), words=set(CANARIES) - {YOU["email"]}) == []
    assert leaks(said(caplog)) == []
    assert leaks(asked) == []
    assert leaks([("the screen", "".join(capfd.readouterr()))]) == []


def unused_columns():
    """Encrypted columns of the room into which the story wrote nothing: it would prove nothing about them."""
    return [
        f"{model.__name__}.{field.name}"
        for model in ROOM
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField) and not model.objects.exclude(**{field.name: ""}).exists()
    ]


def plain(model):
    """The names of the columns of text that are not encrypted."""
    texts = (models.CharField, models.TextField)
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, texts) and not isinstance(field, EncryptedTextField)
    ]


PLANT = "zzqname mori"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (lambda: make_tour(unit="Zzqname Mori"), "vacation_checks_tour.unit"),
        (lambda: mail_in("sent", subject="About ZZQNAME MORI"), "mailroom_message.subject"),
        (lambda: mail_in("sent", attachments=[{"content": "Zzqname\r\n  Mori", "filename": "x"}]), "an attachment"),
        (
            lambda: ViewRecord.objects.create(
                at=timezone.now(), user=user(), what="home", ip="::", note="zzqname mori"
            ),
            "vacation_checks_viewrecord.note",
        ),
        (
            lambda: LogEntry.objects.create(user=user(), action_flag=2, change_message="Saw Zzqname Mori"),
            "django_admin_log.change_message",
        ),
    ],
)
def test_control_a_canary_in_a_plain_column_is_found(plant, where):
    plant()
    assert f"{PLANT} in {where}" in leaks(stored())


@pytest.mark.django_db
def test_control_a_session_is_opened_to_look_into_it():
    client = begun(until="home")
    session = client.session
    session["typed"] = {"name": "Zzqname Mori"}
    session.save()
    assert leaks(stored()) == [f"{PLANT} in a session, opened"]


@pytest.mark.django_db(transaction=True)
def test_control_the_files_are_read():
    make_tour(unit="Zzqname Mori")
    assert bool(leaks(files())) == (connection.vendor == "sqlite")


@pytest.mark.django_db
def test_control_log_and_addresses_are_read(client, caplog):
    logging.getLogger("anything").info("%s is not at home", "Zzqname Mori")
    with addresses() as asked:
        client.get("/vacation-check/", {"who": "zzqpelican"})
    assert leaks(said(caplog)) == [f"{PLANT} in the log"]
    assert leaks(asked) == ["zzqpelican in an address"]


def test_only_the_mail_address_and_only_where_a_mail_goes_may_be_in_clear():
    places = [("mailroom_message.to", YOU["email"]), ("mailroom_message.text", YOU["email"])]
    assert leaks(places) == [f"{YOU['email']} in mailroom_message.text"]
    assert len(CANARIES) > 50
