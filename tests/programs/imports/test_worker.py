"""One file, one worker: leases, kills, double clicks; and what is written meanwhile."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from programs.enums import ImportState
from programs.imports import runs
from programs.imports import worker as imports_worker
from programs.models import ClassOffering, ImportRun, Registration, RegistrationEvent
from tests.core.files import csv_file
from tests.mailroom.helpers import worker
from tests.programs.imports.helpers import GRADUATE, check_graduates, counts, fresh, people, start, states
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

# A worker that stands still in the middle of an import, after the people and before their steps.
# The planted fault of the control: it has written for good what it has so far.
STANDS_STILL = """
import os, sys, time
import django
django.setup()
from django.core.management import execute_from_command_line
from django.db import connection
from programs.models import RegistrationEvent
def stand_still(*args, **kwargs):
    if "CARELESS" in os.environ:
        connection.cursor().execute("COMMIT")
    sys.stderr.write("in the middle\\n")
    time.sleep(600)
RegistrationEvent.objects.bulk_create = stand_still
execute_from_command_line(["manage.py", "run_worker"])
"""


def lease_ends(run):
    ImportRun.objects.filter(pk=run.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_a_real_worker_checks_within_seconds_and_imports_within_seconds():
    with worker():
        run = start(csv_file([GRADUATE, *people(40)]))
        until(lambda: fresh(run).state == ImportState.CHECKED)
        assert Registration.objects.count() == 0
        assert runs.approve(run)
        until(lambda: fresh(run).state == ImportState.DONE)
    assert Registration.objects.count() == 40


def import_with_a_kill(tmp_path, **environment):
    """Ninety people, and a worker that is killed in the middle of bringing them in."""
    run = check_graduates(*people(90))
    runs.approve(run)
    log = tmp_path / "log"
    with log.open("wb") as file, worker(program=("-c", STANDS_STILL), log=file, **environment) as process:
        until(lambda: "in the middle" in log.read_text())
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    return run


def test_control_without_one_transaction_a_kill_leaves_half_of_it(tmp_path):
    import_with_a_kill(tmp_path, CARELESS="1")
    assert (Registration.objects.count(), RegistrationEvent.objects.count()) == (90, 0)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(tmp_path):
    run = import_with_a_kill(tmp_path)
    assert states() == [ImportState.IMPORTING]
    assert (Registration.objects.count(), ClassOffering.objects.count()) == (0, 0)

    imports_worker.work()  # the dead one's lease still holds
    assert states() == [ImportState.IMPORTING]

    lease_ends(run)
    with worker():
        until(lambda: fresh(run).state == ImportState.DONE)
    assert counts(fresh(run)) == {"new": 90, "there": 0, "twice": 0, "classes": 3}
    assert (Registration.objects.count(), RegistrationEvent.objects.count()) == (90, 90)


def test_a_worker_killed_while_it_checks_is_taken_over():
    run = start(csv_file([GRADUATE, *people(3)]))
    assert runs.take().pk == run.pk
    imports_worker.work()
    assert fresh(run).state == ImportState.CHECKING
    lease_ends(run)
    imports_worker.work()
    assert fresh(run).state == ImportState.CHECKED


def test_a_file_that_kills_every_worker_is_given_up():
    run = start(csv_file([GRADUATE, *people(3)]))
    for _ in range(runs.MAX_TRIES):
        assert runs.take()
        lease_ends(run)
    imports_worker.work()
    run = fresh(run)
    assert run.state == ImportState.FAILED
    assert "stopped in the middle of every try" in run.problems[0]["text"]


def test_whoever_lost_the_lease_writes_nothing():
    run = start(csv_file([GRADUATE, *people(3)]))
    first = runs.take()
    lease_ends(run)
    imports_worker.work()
    before = ImportRun.objects.values().get()
    assert not runs.renew(first, rows_done=1, rows_total=3)
    runs.checked(first, rows=[], problems=[], outcome={})
    runs.fail(first, [{"row": 1, "column": "", "text": "x"}])
    imports_worker._handle(first)
    assert ImportRun.objects.values().get() == before


def test_a_file_dropped_while_it_is_checked_stays_dropped():
    run = start(csv_file([GRADUATE, *people(3)]))
    taken = runs.take()
    assert runs.drop(run)
    imports_worker._handle(taken)
    run = fresh(run)
    assert (run.state, run.rows, run.content) == (ImportState.DROPPED, [], None)


def test_progress_is_told_while_rows_are_checked(monkeypatch):
    monkeypatch.setattr(imports_worker, "PROGRESS_EVERY", 0)
    seen = []
    renew = runs.renew

    def look(run, **progress):
        renewed = renew(run, **progress)
        seen.append((fresh(run).rows_done, fresh(run).rows_total, connection.in_atomic_block))
        return renewed

    monkeypatch.setattr(runs, "renew", look)
    check_graduates(*people(5))
    # No transaction is open meanwhile: nobody waits for a check.
    assert seen == [(n, 5, False) for n in (0, 1, 2, 3, 4, 5)]


def test_a_second_click_imports_nothing_more():
    run = check_graduates(*people(3))
    assert runs.approve(run)
    assert not runs.approve(run)
    imports_worker.work()
    assert not runs.approve(run)
    assert not runs.drop(run)
    imports_worker.work()
    assert Registration.objects.count() == 3


def test_what_is_being_imported_is_not_dropped():
    run = check_graduates(*people(3))
    runs.approve(run)
    assert not runs.drop(run)
    assert fresh(run).state == ImportState.IMPORTING


def test_a_database_that_goes_away_is_no_verdict_on_the_file(monkeypatch):
    run = start(csv_file([GRADUATE, *people(3)]))

    def goes_away(*_):
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr(imports_worker, "read_table", goes_away)
        with pytest.raises(OperationalError):
            imports_worker.work()
    assert fresh(run).state == ImportState.CHECKING
    lease_ends(run)
    imports_worker.work()
    assert fresh(run).state == ImportState.CHECKED


def test_what_nobody_decides_on_is_dropped_after_two_weeks():
    old, young = check_graduates(*people(3)), check_graduates(*people(3))
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))
    runs.drop_forgotten()
    assert (fresh(old).state, fresh(old).rows) == (ImportState.DROPPED, [])
    assert (fresh(young).state, len(fresh(young).rows)) == (ImportState.CHECKED, 3)


def test_an_idle_worker_asks_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        imports_worker.work()
