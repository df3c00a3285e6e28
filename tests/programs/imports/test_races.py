"""Several workers and several files at the very same moment."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from programs.enums import ImportState
from programs.imports import runs
from programs.imports import worker as imports_worker
from programs.models import ClassOffering, Registration
from tests.core.files import csv_file
from tests.mailroom.helpers import worker
from tests.programs.imports.helpers import GRADUATE, check_graduates, counts, fresh, people, start, states
from tests.races import MOST_ROUNDS, at_once
from tests.waiting import until

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def bring_in_by_several_workers():
    """An approved file, and four workers that look at the same moment. How many people came of it."""
    Registration.objects.all().delete()
    ClassOffering.objects.all().delete()
    run = check_graduates(*people(40))
    runs.approve(run)
    at_once(lambda _: imports_worker.work(), range(4))
    return Registration.objects.count(), fresh(run)


def test_several_workers_bring_one_file_in_once():
    for _ in range(5):
        number, run = bring_in_by_several_workers()
        assert (number, run.state, counts(run)["new"]) == (40, ImportState.DONE, 40)
        assert run.outcome.get("tries", 1) == 1


def times_taken():
    """How often one file is taken by four workers that look five times each."""
    start(csv_file([GRADUATE, *people(3)]))
    return sum(at_once(lambda _: sum(runs.take() is not None for _ in range(5)), range(4)))


def test_several_workers_take_one_file_once():
    for _ in range(3):
        assert times_taken() == 1


def test_control_without_the_lease_several_workers_take_one_file(monkeypatch):
    monkeypatch.setattr(runs, "LEASE", timedelta(0))
    assert any(times_taken() > 1 for _ in range(MOST_ROUNDS))


def test_two_files_with_the_same_people_at_once_bring_them_in_once():
    first, second = check_graduates(*people(40)), check_graduates(*people(40))
    runs.approve(first)
    runs.approve(second)
    at_once(lambda _: imports_worker.work(), range(4))
    assert Registration.objects.count() == 40
    assert sorted(counts(fresh(run))["new"] for run in (first, second)) == [0, 40]


def test_two_real_workers_share_the_files():
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(worker())
        made = [start(csv_file([GRADUATE, *people(60)])) for _ in range(6)]
        until(lambda: set(states()) == {ImportState.CHECKED})
    assert {fresh(run).outcome["new"] for run in made} == {60}


def test_a_double_click_approves_once():
    run = check_graduates(*people(3))
    assert sorted(at_once(lambda _: runs.approve(run), range(4))) == [False, False, False, True]
