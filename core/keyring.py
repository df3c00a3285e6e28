"""Whether FIELD_KEYS opens what this database holds: asked before anything starts.

With a wrong key every confidential page would fail, and what is written meanwhile would need a key of its own.
"""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.db.models import TextField
from django.db.models.functions import Cast

from core.encrypted import EncryptedTextField, key_id


def encrypted_models():
    """Every model with its encrypted fields."""
    for model in apps.get_models():
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField)]
        if fields and not model._meta.proxy:
            yield model, fields


def stored(field):
    """What really stands in the column, not what it means."""
    return Cast(field.name, TextField())


def refuse_missing_keys():
    """ImproperlyConfigured when a key is missing that the oldest or the newest row of a column needs.

    A database that is away, or has no tables yet, holds up nothing: its pages say so themselves.
    """
    known = {key_id(key) for key in settings.FIELD_KEYS}
    try:
        missing = sorted(_used_key_ids() - known)
    except Error:
        return
    if missing:
        raise ImproperlyConfigured(
            f"FIELD_KEYS does not open what this database holds: the key named {' and '.join(missing)} is missing. "
            "Put it back, behind the newer ones."
        )


def _used_key_ids():
    return {
        text.split(":")[1]
        for model, fields in encrypted_models()
        for field in fields
        for text in _ends_of(model, field)
        if text.count(":") == 2
    }


def _ends_of(model, field):
    """The column of the oldest and of the newest row that has something there."""
    filled = model._base_manager.annotate(as_stored=stored(field)).filter(as_stored__gt="")
    values = filled.values_list("as_stored", flat=True)
    return [*values.order_by("pk")[:1], *values.order_by("-pk")[:1]]
