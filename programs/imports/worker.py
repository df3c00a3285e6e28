"""The worker's part: read and check what staff chose, and bring in what they approved.

Checking holds no transaction, so nobody waits for it, and tells how far it is. Bringing in
is one transaction: while it lasts nothing can be told (SQLite has one writer), and nothing
of the file is in the portal until all of it is.
"""

import logging
import time
import traceback

from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from core.tables import TableError, read_table
from programs.enums import ImportState
from programs.imports import runs
from programs.imports.columns import lay_out, merged_problems, problem
from programs.imports.kinds import kind_of
from programs.services.errors import RegistrationError

logger = logging.getLogger(__name__)

PROGRESS_EVERY = 0.5  # seconds
OUR_FAULT = "Something went wrong on our side. Nothing was imported. Please tell the administrator."
KILLED = "The worker stopped in the middle of every try. Nothing was imported. Please tell the administrator."
CHANGED = "The class was changed by somebody else in the same moment. Nothing was imported. Choose the file again."


class LeaseLost(Exception):
    """The run was dropped, or another worker has it by now."""


def work():
    """Worker's quick duty: whatever waits, one file after the other. Safe to run in many workers at once."""
    while run := runs.take():
        if run.outcome["tries"] > runs.MAX_TRIES:
            runs.fail(run, [problem(None, "", KILLED)])
            continue
        _handle(run)


def _handle(run):
    try:
        if run.state == ImportState.CHECKING:
            _check(run)
        else:
            _bring_in(run)
    except LeaseLost:
        logger.info("import %s: not ours any more", run.pk)
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: tried again when the lease ends
    except Exception as error:
        # Where it failed, but not what the error says: that may quote people's data.
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("import %s failed (%s)\n%s", run.pk, type(error).__name__, place)
        runs.fail(run, [problem(None, "", OUR_FAULT)])


def _check(run):
    kind = kind_of(run)
    try:
        table = read_table(bytes(run.content))
        if len(table.rows) > kind.most_rows:
            raise TableError(f"{run.get_kind_display()}: at most {kind.most_rows:,} rows at once. Split the file.")
    except TableError as error:
        runs.fail(run, [problem(None, "", str(error))])
        return
    layout = lay_out(table, kind.columns)
    merged = merged_problems(table, layout)
    if layout.problems:
        runs.fail(run, [*layout.problems, *merged])
        return
    rows, problems = _check_rows(run, kind, table, layout)
    found, outcome = kind.look(rows)
    names = {column.label: layout.name_of(column.field, kind.columns) for column in kind.columns}
    problems += merged + [each | {"column": names.get(each["column"], each["column"])} for each in found]
    problems.sort(key=lambda each: each["row"] or 0)
    outcome["notes"] = [*table.notes, *_ignored(layout), *outcome["notes"]]
    runs.checked(run, rows=rows, problems=problems, outcome=outcome)


def _check_rows(run, kind, table, layout):
    rows, problems = [], []
    told_at = 0
    for done, row in enumerate(table.rows):
        if time.monotonic() - told_at > PROGRESS_EVERY:
            if not runs.renew(run, rows_done=done, rows_total=len(table.rows)):
                raise LeaseLost
            told_at = time.monotonic()
        values, found = kind.check_row(row, layout)
        problems += found
        if not found:
            rows.append({"row": row.number, "values": values})
    if not runs.renew(run, rows_done=len(table.rows), rows_total=len(table.rows)):
        raise LeaseLost
    return rows, problems


def _ignored(layout):
    names = ", ".join(f"“{name}”" for name in layout.ignored)
    return [f"Not read, because we do not know these columns: {names}."] if names else []


def _bring_in(run):
    kind = kind_of(run)
    try:
        with transaction.atomic():
            locked = runs.lock_ours(run)
            if locked is None:
                raise LeaseLost
            outcome = {"notes": locked.outcome["notes"]} | kind.bring_in(locked.rows)
            runs.end(locked, ImportState.DONE, outcome)
    except RegistrationError as error:
        runs.fail(run, getattr(error, "problems", None) or [problem(None, "", str(error))])
    except IntegrityError:
        runs.fail(run, [problem(None, "", CHANGED)])
