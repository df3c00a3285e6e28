"""What the page of an import shows: how far it is, what would happen, and what is wrong."""

from datetime import date

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.http import urlencode
from phonenumber_field.phonenumber import PhoneNumber

from core.enums import Language
from programs.admin.class_page import PAPER, ClassPage, Tool
from programs.enums import ClassStatus, Connection, Fate, ImportKind, ImportState
from programs.imports.kinds import KINDS
from programs.imports.runs import WORKING
from programs.people import phone_text

MOST_ROWS = 20
MOST_PROBLEMS = 200
FIGURES = {
    **{str(fate): fate.label for fate in Fate},
    "new": "New",
    "seat": "Get a seat",
    "line": "Join the line",
    "classes": "Classes to be created",
}
DONE = {"new": "Imported", "seat": "Got a seat", "line": "Joined the line", "classes": "Classes created"}


def import_address(**query):
    """Where a file is chosen."""
    return f"{reverse('admin:programs_importrun_add')}?{urlencode(query)}"


class ImportTools(ClassPage):
    """For ClassOfferingAdmin: paper registrations as a file, into this class."""

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        takes_papers = offering.status != ClassStatus.CANCELLED and not offering.program.is_for_students
        if request.user.has_perm("programs.add_importrun") and takes_papers:
            address = import_address(kind=ImportKind.REGISTRATIONS, offering=offering.pk)
            tools.append(Tool(PAPER, "Import paper registrations", address))
        return tools


def page_of(run, *, may_act):
    """The context of run.html."""
    is_checked = run.state == ImportState.CHECKED
    to_import = sum(run.outcome.get(name, 0) for name in (Fate.NEW, Fate.SEAT, Fate.LINE))
    words = FIGURES | (DONE if run.state == ImportState.DONE else {})
    return {
        "is_working": run.state in WORKING,
        "is_waiting": run.leased_until is None,
        "figures": [(label, f"{run.outcome[name]:,}") for name, label in words.items() if name in run.outcome],
        "notes": run.outcome.get("notes", []),
        "problems": run.problems[:MOST_PROBLEMS],
        "problem_count": len(run.problems),
        "to_import": to_import,
        "import_words": f"{to_import:,} row{'' if to_import == 1 else 's'}",
        "done_words": f"{run.rows_done:,} of {run.rows_total:,} rows",
        "may_import": may_act and is_checked and not run.problems and to_import,
        "may_drop": may_act and is_checked,
        "again": import_address(
            kind=run.kind, **({"offering": run.offering_id} if run.offering_id else {"program": run.program_id})
        ),
        **_preview(run),
    }


def _preview(run):
    columns = KINDS[run.kind].columns
    rows = [
        {
            "number": row["row"],
            "fate": Fate(row["fate"]).label,
            "cells": [_shown(column.field, row["values"].get(column.field, "")) for column in columns],
        }
        for row in run.rows[:MOST_ROWS]
    ]
    return {"rows": rows, "columns": columns}


def _shown(field, value):
    """A value as staff read it, so that a misread date or phone number strikes the eye."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not value:
        return ""
    if field in {"graduated_on", "received"}:
        return format_date(date.fromisoformat(value), "F j, Y")
    if field == "phone":
        return phone_text(PhoneNumber.from_string(value))
    if field == "language":
        return Language(value).label
    if field == "connections":
        return "; ".join(str(Connection(each).label) for each in value)
    return value
