"""What load balancers and operators ask: alive, and able to serve?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mailroom.models import Message
from portal import health
from tests.mailroom.helpers import queue_mail

database = pytest.mark.django_db


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.content.decode().splitlines()


def make_wait(how_long):
    message = queue_mail()
    past = timezone.now() - how_long
    Message.objects.filter(pk=message.pk).update(queued_at=past, next_attempt_at=past)


def test_alive_needs_no_database(client):
    """Without the mark, pytest-django refuses every connection."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@database
def test_ready_when_database_mail_and_disk_are_well(client):
    status, lines = ready(client)
    assert status == 200
    assert [line.split()[:2] for line in lines] == [["ok", "database"], ["ok", "mail:"], ["ok", "disk:"]]


@database
def test_mail_may_wait_a_little_and_not_longer(client):
    make_wait(health.MAIL_WAITS_AT_MOST - timedelta(seconds=30))
    assert ready(client)[0] == 200
    make_wait(health.MAIL_WAITS_AT_MOST + timedelta(seconds=30))
    status, lines = ready(client)
    assert status == 503
    assert lines[1].startswith("NOT OK mail: oldest waits 9")


@database
def test_a_full_disk_is_told(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**62)
    status, lines = ready(client)
    assert status == 503
    assert lines[2].startswith("NOT OK disk:")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_told_in_one_line_each(client, monkeypatch):
    """The server refuses the connection; for SQLite: the folder of the file is gone."""
    nowhere = {"NAME": "/nonexistent/portal.sqlite3"} if connection.vendor == "sqlite" else {"PORT": "1"}
    connection.close()
    with monkeypatch.context() as away:
        for name, value in nowhere.items():
            away.setitem(connection.settings_dict, name, value)
        status, lines = ready(client)
    assert status == 503
    assert lines[0] == "NOT OK database: OperationalError"
    assert lines[1].startswith("NOT OK mail:")
    assert ready(client)[0] == 200, "and it is ready again by itself"


@database
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_cache_answers_for_us_and_nothing_is_told_of_people(client, address):
    queue_mail(to="ana@example.org")
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "text/plain"
    assert b"example.org" not in response.content
    assert client.post(address).status_code == 405
    assert client.head(address).content == b""
    assert not response.cookies


@database
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_load_balancer_without_https_is_not_sent_elsewhere(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/privacy/").status_code == 301
