"""What the tests of core share."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection


def refusal(field, value):
    """The codes of what a form field says against the value; [] if it takes it."""
    try:
        field.clean(value)
    except ValidationError as refused:
        return [error.code for error in refused.error_list]
    return []


def stored_bytes():
    """What somebody with the disk would read: the SQLite file and its log, or PostgreSQL's rows as a dump has them."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows).encode()
