"""What the database itself refuses, and that the migration can be taken back."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from mailroom.models import Message
from tests.mailroom.helpers import queue_mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost", "next_attempt_at": None}, "state_known|next_attempt"),
        ({"sent_at": timezone.now()}, "sent_at_iff_sent"),
        ({"state": "sent", "next_attempt_at": None}, "sent_at_iff_sent"),
        ({"next_attempt_at": None}, "next_attempt_iff_waiting"),
        ({"state": "dead"}, "next_attempt_iff_waiting"),
        ({"state": "dead", "next_attempt_at": None, "leased_until": timezone.now()}, "in_hand_only_while_waiting"),
    ],
)
def test_the_database_refuses_a_state_that_cannot_be(change, constraint):
    message = queue_mail()
    with pytest.raises(IntegrityError, match=constraint):
        Message.objects.filter(pk=message.pk).update(**change)


def test_the_worker_asks_the_small_index_and_never_the_whole_table():
    queue_mail()
    plan = Message.objects.due(timezone.now())[:1].explain()
    if connection.vendor == "sqlite":
        assert "mailroom_message_waiting" in plan
    else:
        with connection.cursor() as cursor:
            # On a table of one row PostgreSQL would read the table.
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "mailroom_message_waiting" in Message.objects.due(timezone.now())[:1].explain()


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back():
    try:
        call_command("migrate", "mailroom", "zero", verbosity=0)
        assert "mailroom_message" not in connection.introspection.table_names()
    finally:
        call_command("migrate", verbosity=0)
    assert "mailroom_message" in connection.introspection.table_names()
