"""For operators who change the key: everything that an older key encrypted gets the newest one."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from core import keyring
from core.blind_index import BlindIndexField
from core.encrypted import DecryptionError, newest_prefix

BATCH = 200


class Command(BaseCommand):
    help = "Encrypt every value that an older key encrypted with the newest one. May be stopped and started again."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only count them.")

    def handle(self, *, check, **options):
        total = 0
        for model, fields in keyring.encrypted_models():
            number = count_old(model, fields) if check else reencrypt(model, fields)
            total += number
            self.stdout.write(f"{model._meta.label}: {number}")
        self.stdout.write(f"{total} {'with an older key' if check else 'encrypted anew'}.")


def count_old(model, fields):
    """How many values, not rows: a row may hold several."""
    return sum(with_stored(model, [field]).filter(old([field])).count() for field in fields)


def reencrypt(model, fields):
    """Batch by batch in the order of the key, each in a transaction of its own; how many values were written."""
    written, last = 0, None
    while True:
        with transaction.atomic():
            rows = with_stored(model, fields).filter(old(fields)).order_by("pk").select_for_update()
            batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
            written += sum(rewrite(model, fields, row) for row in batch)
        if not batch:
            return written
        last = batch[-1]["pk"]


def rewrite(model, fields, row):
    """All old values of one row at once, or none."""
    try:
        new = {field.name: field.decrypt(row[alias(field)]) for field in fields if is_old(row[alias(field)])}
        written = len(new)
        for index in indexes_of(model):
            if index.is_old(row[index.name]):
                secret = model._meta.get_field(index.of)
                new[index.name] = index.of_text(secret.decrypt(row[alias(secret)]))
    except DecryptionError as error:
        raise CommandError(f"Stopped at {model._meta.label} {row['pk']}: {error}") from error
    model._base_manager.filter(pk=row["pk"]).update(**new)
    return written


def is_old(stored):
    return bool(stored) and not stored.startswith(newest_prefix())


def indexes_of(model):
    return [field for field in model._meta.local_concrete_fields if isinstance(field, BlindIndexField)]


def with_stored(model, fields):
    stored = {alias(field): keyring.stored(field) for field in fields}
    return model._base_manager.annotate(**stored).values("pk", *stored, *(index.name for index in indexes_of(model)))


def old(fields):
    """Any of the fields holds something that is not under the newest key."""
    condition = Q()
    for field in fields:
        name = alias(field)
        condition |= Q(**{f"{name}__gt": ""}) & ~Q(**{f"{name}__startswith": newest_prefix()})
    return condition


def alias(field):
    return f"stored_{field.name}"
