"""A row of any model, made from what the model says of its fields: for lists that nobody wrote content for."""

from datetime import timedelta
from functools import cache

from django.db import models
from django.utils import timezone

# What the fields alone do not tell.
FACTS = {
    "programs.Certificate": {"program_name": "Partners in Policing"},
    "mailroom.Message": {"html": "<title>Words</title>", "template": "programs/held", "language": "en"},
    "programs.Letter": {"texts": {"en": {"subject": "Words", "body": "More words."}}},
    "programs.LetterTemplate": {"texts": {"en": {"subject": "Words", "body": "More words."}}},
}
# So many rows of another table are pointed at, in turn.
MOST_OTHERS = 200_000
HOUR = timedelta(hours=1)


def plain_row(model, number):
    """An unsaved row that differs from those of other numbers wherever it must."""
    facts = FACTS.get(model._meta.label, {})
    needed = [field for field in model._meta.concrete_fields if field.name not in facts and _is_needed(field)]
    made = {field.attname: _value(field, number + place) for place, field in enumerate(needed)}
    return model(**facts, **made)


def add_rows(model, how_many):
    """So many rows more, without a signal or a service: only the table is filled."""
    for start in range(0, how_many, 2_000):
        first = model._default_manager.count() + 1
        batch = min(2_000, how_many - start)
        model._default_manager.bulk_create(plain_row(model, first + number) for number in range(batch))


def _is_needed(field):
    if field.primary_key or field.has_default() or field.null:
        return False
    return field.unique or not field.blank or not field.empty_strings_allowed


def _value(field, number):
    if field.choices:
        return field.choices[0][0]
    if field.remote_field:
        others = pks(field.related_model)
        return others[number % len(others)]
    for kinds, make in MAKERS:
        if isinstance(field, kinds):
            return make(field, number)
    raise LookupError(f"bench.rows cannot make a {type(field).__name__} ({field}): say what stands there in FACTS.")


# The first that fits counts: a date and time is a date, too.
MAKERS = [
    (models.EmailField, lambda field, number: f"person{number}@example.com"),
    (models.DateTimeField, lambda field, number: timezone.now() - number * HOUR),
    (models.DateField, lambda field, number: timezone.localdate() - number * timedelta(days=1)),
    (models.TimeField, lambda field, number: "18:00"),
    (models.BooleanField, lambda field, number: bool(number % 2)),
    (models.IntegerField, lambda field, number: number % 30_000),
    (models.JSONField, lambda field, number: {}),
    (models.GenericIPAddressField, lambda field, number: "127.0.0.1"),
    ((models.CharField, models.TextField), lambda field, number: f"{number} {field.name}"[: field.max_length]),
]


@cache
def pks(model):
    """Rows that others may point at; the first is made where there is none."""
    if not model._default_manager.exists():
        plain_row(model, 1).save()
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:MOST_OTHERS])
