"""Finds rows by encrypted text, without storing it: a keyed fingerprint beside the encrypted column.

Who has the database alone cannot try out addresses or phone numbers: the fingerprint needs a key of FIELD_KEYS.
Equal texts have equal fingerprints, so this shows that two rows are about the same, but not what it is.
"""

import hmac

from django.conf import settings
from django.db import models
from django.db.models.lookups import In

from core.encrypted import key_id


def fingerprint(key, place, text):
    """`<key id>:<hash>`: of this text in this column, by this key."""
    derived = hmac.digest(key, b"blind index", "sha256")
    return f"{key_id(key)}:{hmac.new(derived, f'{place}:{text}'.encode(), 'sha256').hexdigest()[:32]}"


class BlindIndexField(models.CharField):
    """The fingerprint of another field of the same row, made by the newest key at every save.

    `of`: the name of the encrypted field; `by`: turns what was typed into the one way to write it.
    Looked up by the text itself, `filter(phone_index="+1310...")`, under every key of the ring.
    """

    def __init__(self, *, of="", by=str, **kwargs):
        self.of, self.by = of, by
        super().__init__(**{"max_length": 48, "blank": True, "editable": False, "db_index": True, **kwargs})

    def pre_save(self, instance, add):
        if not self.of:  # the model of a migration, which knows columns only
            return super().pre_save(instance, add)
        value = self.of_text(getattr(instance, self.of))
        setattr(instance, self.attname, value)
        return value

    def of_text(self, text):
        """What is stored for this text; nothing for no text."""
        written = self.by(str(text)) if text else ""
        return fingerprint(settings.FIELD_KEYS[0], self._place(), written) if written else ""

    def all_of(self, text):
        """What may be stored for this text: one for each key."""
        written = self.by(str(text)) if text else ""
        return [fingerprint(key, self._place(), written) for key in settings.FIELD_KEYS] if written else []

    def is_old(self, stored):
        """Whether what is stored was made by an older key."""
        return bool(stored) and not stored.startswith(f"{key_id(settings.FIELD_KEYS[0])}:")

    def get_lookup(self, lookup_name):
        return ByText if lookup_name == "exact" else super().get_lookup(lookup_name)

    def _place(self):
        return f"{self.model._meta.label_lower}.{self.name}"


class ByText(In):
    """`index="text"`: the rows whose encrypted text is this one. No text: no row."""

    lookup_name = "exact"

    def __init__(self, lhs, rhs):
        super().__init__(lhs, lhs.output_field.all_of(rhs))
