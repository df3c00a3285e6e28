"""Mail that did not arrive, on the Monday page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from mailroom import monday
from tests.mailroom.helpers import mail_in, queue_mail

pytestmark = pytest.mark.django_db
AN_HOUR_AGO = timezone.now() - timedelta(minutes=61)


def lines():
    return monday.lines(User(is_superuser=True), timezone.now())


def test_mail_that_is_on_its_way_needs_nobody():
    queue_mail()
    mail_in("sent")
    mail_in("failed", attempts=1)
    assert lines() == []


def test_each_line_opens_the_list_of_exactly_its_rows(admin_client):
    for _ in range(2):
        mail_in("dead")
    mail_in("failed", attempts=3, queued_at=AN_HOUR_AGO)
    mail_in("queued", queued_at=AN_HOUR_AGO)
    dead, failing = lines()
    assert (dead.count, dead.urgent, failing.count) == (2, True, 1)
    assert dead.text == "2 mails did not arrive: correct the addresses, or call"
    for line in (dead, failing):
        assert admin_client.get(line.url).context["cl"].result_count == line.count


def test_who_may_not_see_mails_hears_nothing():
    mail_in("dead")
    assert monday.lines(AnonymousUser(), timezone.now()) == []
