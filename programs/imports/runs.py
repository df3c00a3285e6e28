"""The life of an import: begun, checked, imported or dropped. Nothing else writes ImportRun.state.

The worker holds a file by a lease. Whoever writes for it looks first whether the lease is
still its own, so that no file is worked on twice, and a dead worker's file is taken up again.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programs.enums import ImportState
from programs.models import ImportRun

# Renewed while rows are checked. While they are brought in, the row itself is locked.
LEASE = timedelta(minutes=1)
MAX_TRIES = 3
MOST_PROBLEMS = 5_000
WORKING = [ImportState.CHECKING, ImportState.IMPORTING]
# Names and addresses do not lie about for ever because nobody decided.
DROPPED_AFTER = timedelta(days=14)


def start(*, kind, program, offering, filename, content, by):
    """Keep the file; the worker checks it within seconds."""
    return ImportRun.objects.create(
        kind=kind, program=program, offering=offering, filename=filename, content=content, created_by=by
    )


@transaction.atomic
def approve(run):
    """Have the checked rows imported. Whether it did: a second click finds it approved, which is no error."""
    locked = _lock(run)
    if locked.state != ImportState.CHECKED or locked.problems:
        return False
    locked.state, locked.leased_until, locked.outcome["tries"] = ImportState.IMPORTING, None, 0
    locked.save(update_fields=["state", "leased_until", "outcome"])
    return True


@transaction.atomic
def drop(run):
    """Forget the file, as long as it is not being imported. Whether it did."""
    locked = _lock(run)
    if locked.state not in {ImportState.CHECKING, ImportState.CHECKED}:
        return False
    end(locked, ImportState.DROPPED)
    return True


def drop_forgotten():
    """Worker's duty: what was checked long ago, and nobody decided on, is dropped."""
    for run in ImportRun.objects.filter(state=ImportState.CHECKED, created_at__lt=timezone.now() - DROPPED_AFTER).defer(
        "content", "rows"
    ):
        drop(run)


def _lock(run):
    return ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


# --- What the worker does ---------------------------------------------------------------


def take():
    """The next file that waits for a worker, leased to this one; None if there is none."""
    if not _waiting().exists():
        return None
    with transaction.atomic():
        run = _waiting().order_by("pk").select_for_update(skip_locked=True).first()
        if run is None:
            return None
        run.leased_until = timezone.now() + LEASE
        run.outcome["tries"] = run.outcome.get("tries", 0) + 1
        run.save(update_fields=["leased_until", "outcome"])
    return run


def _waiting():
    free = Q(leased_until=None) | Q(leased_until__lte=timezone.now())
    return ImportRun.objects.filter(free, state__in=WORKING)


def renew(run, *, rows_done, rows_total):
    """Say how far it is, and keep the lease. False if it is not ours any more: stop, and write nothing."""
    until = timezone.now() + LEASE
    renewed = _ours(run).update(rows_done=rows_done, rows_total=rows_total, leased_until=until)
    if renewed:
        run.leased_until = until
    return bool(renewed)


def checked(run, *, rows, problems, outcome):
    """The rows as they will be, or what is wrong with them. The file itself is not needed any more."""
    _ours(run).update(
        state=ImportState.CHECKED,
        rows=rows,
        problems=problems[:MOST_PROBLEMS],
        outcome=outcome,
        content=None,
        leased_until=None,
    )


@transaction.atomic
def fail(run, problems, outcome=None):
    """Nothing of it is imported, and why."""
    locked = _ours(run).select_for_update(of=("self",)).first()
    if locked:
        locked.problems = problems[:MOST_PROBLEMS]
        end(locked, ImportState.FAILED, outcome)


def lock_ours(run):
    """The run, locked, if its lease is still ours; inside a transaction."""
    return _ours(run).select_for_update(of=("self",)).first()


def end(locked, state, outcome=None):
    """The last state: what was in the file is forgotten, counts and problems stay."""
    locked.state, locked.ended_at, locked.leased_until = state, timezone.now(), None
    locked.content, locked.rows = None, []
    if outcome is not None:
        locked.outcome = outcome
    locked.save()


def _ours(run):
    return ImportRun.objects.filter(pk=run.pk, state=run.state, leased_until=run.leased_until)
