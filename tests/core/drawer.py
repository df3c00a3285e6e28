"""A table with two encrypted columns and a clear one, for the tests alone."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

from core.encrypted import EncryptedTextField

CANARY = "canary-7f3a peanut allergy 蕎麦アレルギー"


def keys(names):
    """FIELD_KEYS from "BA": B in front, then A."""
    return [name.encode() * 32 for name in names]


@contextmanager
def drawers():
    """The model and its table, both gone at the end."""

    class Drawer(models.Model):
        id = models.BigIntegerField(primary_key=True)
        secret = EncryptedTextField(blank=True)
        other = EncryptedTextField(blank=True, null=True)
        clear = models.TextField(blank=True)

        class Meta:
            app_label = "core"

        def __str__(self):
            return f"drawer {self.pk}"

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE core_drawer (id bigint PRIMARY KEY, secret text NOT NULL, other text, clear text NOT NULL)"
        )
    try:
        yield Drawer
    finally:
        del apps.all_models["core"]["drawer"]
        apps.clear_cache()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE core_drawer")


def stored(pk=1, column="secret"):
    """What really stands in the column."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM core_drawer WHERE id = %s", [pk])  # noqa: S608
        return cursor.fetchone()[0]


def store(text, pk=1, column="secret"):
    """Write into the column past the field, as somebody with access to the database could."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_drawer SET {column} = %s WHERE id = %s", [text, pk])  # noqa: S608
