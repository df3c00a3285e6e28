"""manage.py run_worker as a process of its own: killed, stopped, robbed of its database."""

import os
import signal
import time
from contextlib import ExitStack
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from mailroom.delivery import deliver_due
from mailroom.management.commands import run_worker
from mailroom.models import Message
from tests.mailroom.helpers import Wire, a_while_later, database_url, open_post_office, queue_mail, states, worker
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

# A second or two on a machine at rest; the tests share theirs with browsers and other workers.
STOPS_WITHIN = 15

# A worker that writes down that a mail is sent before it is: the planted fault of the control.
CARELESS = """
import django
django.setup()
from django.core.management import execute_from_command_line
from mailroom import delivery
careful_send = delivery._send
def send(message, server):
    delivery._settle(message, "sent")
    careful_send(message, server)
delivery._send = send
execute_from_command_line(["manage.py", "run_worker"])
"""


@pytest.fixture
def office(settings):
    with open_post_office(settings) as office:
        settings.EMAIL_TIMEOUT = 20
        yield office


def work_with_kills(office, program=("manage.py", "run_worker")):
    """Kill a worker at each of these moments, then let one finish; say how often one was killed."""
    moments = [("before", 3), ("after", 6), ("", 9), ("before", 12), ("after", 15)]
    for moment, from_mail in moments:
        office.hold, office.hold_from = moment, from_mail
        office.holding.clear()
        with worker(office, program=program) as process:
            if moment:
                assert office.holding.wait(60)
            else:
                until(lambda so_many=from_mail: len(office.received) >= so_many)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
        office.hold = ""
        a_while_later()
    while deliver_due():
        a_while_later()
    return len(moments)


@pytest.mark.race
def test_a_worker_killed_in_mid_work_loses_nothing_and_repeats_at_most_the_one_in_hand(office):
    messages = [queue_mail() for _ in range(25)]
    office.seconds_per_mail = 0.01

    kills = work_with_kills(office)

    promised = {message.message_id for message in messages}
    assert set(office.received) == promised
    assert 1 <= len(office.received) - len(promised) <= kills
    assert set(states().values()) == {"sent"}


@pytest.mark.race
def test_control_a_worker_that_notes_before_it_sends_loses_mail(office):
    messages = [queue_mail() for _ in range(25)]
    office.seconds_per_mail = 0.01

    work_with_kills(office, program=("-c", CARELESS))

    assert {message.message_id for message in messages} - set(office.received)
    assert set(states().values()) == {"sent"}


def test_a_worker_that_is_told_to_stop_finishes_the_one_in_hand_and_ends(office):
    for _ in range(10):
        queue_mail()
    office.hold, office.hold_from = "after", 2
    with worker(office) as process:
        assert office.holding.wait(60)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert process.poll() is None
        office.go_on.set()
        assert process.wait(STOPS_WITHIN) == 0
    assert sorted(states().values()) == ["queued"] * 8 + ["sent"] * 2
    assert not Message.objects.exclude(leased_until=None).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_worker_ends_when_told_to(office, number):
    with worker(office) as process:
        queue_mail()
        until(lambda: office.received)
        process.send_signal(number)
        assert process.wait(STOPS_WITHIN) == 0


def test_mail_that_comes_later_is_sent_within_seconds(office):
    with worker(office):
        for _ in range(3):
            message = queue_mail()
            until(lambda message=message: message.message_id in office.received)


@pytest.mark.race
def test_several_workers_share_the_work(office):
    messages = [queue_mail() for _ in range(40)]
    office.seconds_per_mail = 0.05
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(worker(office))
        until(lambda: not Message.objects.waiting().exists())
    assert sorted(office.received) == sorted(message.message_id for message in messages)


def test_once_does_the_duties_and_delivers_what_they_promise(settings, mailoutbox):
    settings.WORKER_DUTIES = ["tests.mailroom.test_run_worker.queue_mail"]
    call_command("run_worker", once=True)
    assert len(mailoutbox) == 1


def fail_of_itself():
    address = "ana@" + "example.org"
    raise ValueError(f"{address} is already here")


def fail_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT missing FROM nowhere_at_all")


def say_that_the_database_is_locked():
    raise OperationalError("database is locked")


def test_a_failing_duty_stops_neither_the_others_nor_the_mail(settings, mailoutbox, caplog):
    names = ["fail_of_itself", "fail_in_the_database", "say_that_the_database_is_locked", "queue_mail"]
    settings.WORKER_DUTIES = [f"{__name__}.{name}" for name in names]
    queue_mail()

    call_command("run_worker", once=True)

    assert len(mailoutbox) == 2
    assert f"duty failed: {__name__}.fail_of_itself (ValueError)" in caplog.text
    assert caplog.text.count("duty failed") == 3
    # The place, but not the words of an error: they may quote people's data.
    assert "test_run_worker.py" in caplog.text
    assert "ana@example.org" not in caplog.text


def test_a_duty_that_does_not_exist_keeps_the_worker_from_starting(settings):
    settings.WORKER_DUTIES = ["mailroom.services.no_such_duty"]
    with pytest.raises(ImportError):
        call_command("run_worker", once=True)


def test_the_duties_come_around_once_a_minute(settings, monkeypatch):
    monkeypatch.setattr(run_worker, "SLEEP", 0.05)
    runs = []
    command = run_worker.Command()

    def duty():
        runs.append(timezone.now())
        if len(runs) == 3:
            command.stopping = True

    monkeypatch.setattr(run_worker, "DUTIES_EVERY", 0.2)
    command._work({"duty": duty})
    gaps = [later - earlier for earlier, later in pairwise(runs)]
    assert all(0.2 <= gap.total_seconds() < 5 for gap in gaps)


def test_what_a_person_waits_for_is_looked_after_each_time_the_worker_looks_for_mail(monkeypatch):
    monkeypatch.setattr(run_worker, "SLEEP", 0.01)
    runs = []
    command = run_worker.Command()

    def quick():
        runs.append("quick")
        command.stopping = runs.count("quick") == 5

    command._work({"slow": lambda: runs.append("slow")}, {"quick": quick})
    assert runs == ["slow", *["quick"] * 5]


def test_once_does_the_quick_duties_too(settings, mailoutbox):
    settings.WORKER_DUTIES, settings.WORKER_QUICK_DUTIES = [], [f"{__name__}.queue_mail"]
    call_command("run_worker", once=True)
    assert len(mailoutbox) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="an SQLite file does not go away")
def test_a_worker_survives_the_database_going_away(office, tmp_path):
    with ExitStack() as stack:
        wire = stack.enter_context(Wire(connection.settings_dict))
        log = stack.enter_context((tmp_path / "log").open("wb"))
        process = stack.enter_context(worker(office, log=log, DATABASE_URL=database_url(wire.port)))
        first = queue_mail()
        until(lambda: not Message.objects.waiting().exists())

        wire.cut()
        second = queue_mail()
        time.sleep(3)
        assert process.poll() is None
        assert second.message_id not in office.received

        wire.mend()
        until(lambda: "the database is back" in (tmp_path / "log").read_text())
    assert sorted(office.received) == sorted([first.message_id, second.message_id])
    lines = (tmp_path / "log").read_text()
    assert lines.count("the database is away") == 1
    assert lines.count("the database is back") == 1
