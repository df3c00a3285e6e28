"""Many workers, many promises, at the very same moment; each race has a control that must go wrong."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from mailroom import delivery, services
from mailroom.models import Message
from tests.mailroom.helpers import open_post_office, queue_mail

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


@pytest.fixture
def office(settings):
    with open_post_office(settings) as office:
        settings.EMAIL_TIMEOUT = 20
        yield office


def all_at_once(number, work):
    """Run the work in so many threads, each with its connection open before the start."""
    start = Barrier(number)

    def run(which):
        try:
            connection.ensure_connection()  # connecting is slow enough to hide the race
            start.wait(timeout=30)
            return work(which)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def deliver_all(_):
    handled = 0
    # A worker whose turn it is not, because others are just taking the last ones, comes back.
    while Message.objects.waiting().exists() and handled < 200:
        handled += delivery.deliver_due(limit=10)
    return handled


def test_several_workers_never_send_one_message_twice(office):
    office.seconds_per_mail = 0.005
    for _ in range(5):
        messages = [queue_mail() for _ in range(24)]
        office.received.clear()

        handled = all_at_once(WORKERS, deliver_all)

        assert Counter(office.received) == Counter(message.message_id for message in messages)
        assert sum(handled) == len(messages)
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_control_without_the_lease_messages_are_sent_twice(office, monkeypatch):
    monkeypatch.setattr(delivery, "LEASE", timedelta(0))
    office.seconds_per_mail = 0.005
    messages = [queue_mail() for _ in range(24)]

    all_at_once(WORKERS, deliver_all)

    assert len(office.received) > len(messages)


def promise(_):
    with transaction.atomic():
        return services.queue(
            template="mailroom/test_message", to="a@example.org", language="en", context={}, dedupe_key="one"
        ).pk


def test_the_same_promise_at_the_same_moment_is_one_message():
    for _ in range(5):
        Message.objects.all().delete()
        assert len(set(all_at_once(8, promise))) == 1
        assert Message.objects.count() == 1


def test_control_looking_before_writing_is_not_enough_by_itself():
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

    counts = []
    for _ in range(10):
        Message.objects.all().delete()
        all_at_once(8, careless)
        counts.append(Message.objects.filter(about="one").count())
    assert max(counts) > 1
