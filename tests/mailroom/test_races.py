"""Many workers, many promises, at the very same moment; each race has a control that must go wrong."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from mailroom import delivery, services
from mailroom.models import Message
from tests.mailroom.helpers import open_post_office, queue_mail
from tests.races import MOST_ROUNDS, at_once, slow_to_write

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


@pytest.fixture
def office(settings):
    with open_post_office(settings) as office:
        settings.EMAIL_TIMEOUT = 20
        yield office


def deliver_all(_):
    handled = 0
    # A worker whose turn it is not, because others are just taking the last ones, comes back.
    while Message.objects.waiting().exists() and handled < 200:
        handled += delivery.deliver_due(limit=10)
    return handled


def send_by_several(office):
    """24 messages and four workers: the messages, and how many the workers say that they have handled."""
    messages = [queue_mail() for _ in range(24)]
    office.received.clear()
    return messages, sum(at_once(deliver_all, range(WORKERS)))


def test_several_workers_never_send_one_message_twice(office):
    office.seconds_per_mail = 0.005
    for _ in range(5):
        messages, handled = send_by_several(office)
        assert Counter(office.received) == Counter(message.message_id for message in messages)
        assert handled == len(messages)
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_control_without_the_lease_messages_are_sent_twice(office, monkeypatch):
    monkeypatch.setattr(delivery, "LEASE", timedelta(0))
    office.seconds_per_mail = 0.005
    assert any(len(send_by_several(office)[0]) < len(office.received) for _ in range(MOST_ROUNDS))


def promise(_):
    with transaction.atomic():
        return services.queue(
            template="mailroom/test_message", to="a@example.org", language="en", context={}, dedupe_key="one"
        ).pk


def test_the_same_promise_at_the_same_moment_is_one_message():
    for _ in range(5):
        Message.objects.all().delete()
        assert len(set(at_once(promise, range(8)))) == 1
        assert Message.objects.count() == 1


def test_control_looking_before_writing_is_not_enough_by_itself(monkeypatch):
    # What the unique key and the savepoint protect from: the same steps on a key that is not unique.
    def careless(which):
        if Message.objects.filter(about="one").exists():
            return
        with transaction.atomic():
            services.queue(
                template="mailroom/test_message",
                to="a@example.org",
                language="en",
                context={},
                dedupe_key=f"key {which}",
                about="one",
            )

    def count_messages():
        Message.objects.all().delete()
        at_once(careless, range(8))
        return Message.objects.filter(about="one").count()

    slow_to_write(monkeypatch)
    assert any(count_messages() > 1 for _ in range(MOST_ROUNDS))
