"""Text that nobody reads in the database, in a backup or in a log: encrypted before it is stored.

A value is stored as `v1:<key id>:<base64>`: AES-256-GCM, its nonce first. The name of the model and
of the field is sealed in with it, so a value that was moved to another column no longer opens (and
neither does one whose model or field was renamed: such a migration must encrypt anew).
"""

import base64
import hashlib
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact

VERSION = "v1"
NONCE_LENGTH = 12
MASK = "'•••'"


class DecryptionError(Exception):
    """A stored value does not open. The message names the field and the key, never what is stored."""


class SecretText(str):
    """Text that shows itself where it is printed on purpose, but not where a value is only listed."""

    __slots__ = ()

    def __repr__(self):
        return MASK


def key_id(key):
    """A short name of a key, stored beside what it encrypted. It says nothing about the key."""
    return hashlib.sha256(b"field key:" + key).hexdigest()[:8]


def newest_prefix():
    """How every value begins that needs no new encryption."""
    return f"{VERSION}:{key_id(settings.FIELD_KEYS[0])}:"


class EncryptedTextField(models.TextField):
    """A text column whose values are encrypted with the newest of FIELD_KEYS and read with any of them.

    Empty text stays empty: there is nothing to hide. The database can only be asked whether it is
    empty, since the same text is never stored the same way twice.
    """

    def get_db_prep_save(self, value, connection):
        if hasattr(value, "as_sql"):
            # The database would compute with ciphertext, or store plain text.
            raise FieldError(f"{self} is encrypted: save its text as it is, row by row, never as an expression.")
        value = super().get_db_prep_save(value, connection)
        return self.encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return SecretText(self.decrypt(value)) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name == "exact":
            return IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise _only_whether_empty(self)

    def get_transform(self, lookup_name):
        raise _only_whether_empty(self)

    def value_to_string(self, obj):
        # dumpdata and the like: a file in clear text would outlive every key.
        raise FieldError(f"{self} is encrypted: it is not written into files. Use a backup of the database.")

    def encrypt(self, text):
        """The text as it is stored."""
        key, nonce = settings.FIELD_KEYS[0], os.urandom(NONCE_LENGTH)
        sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), self._place())
        return newest_prefix() + base64.b64encode(sealed).decode()

    def decrypt(self, stored):
        """The text of a stored value; DecryptionError rather than anything that is not exactly it."""
        version, _, rest = stored.partition(":")
        used_id, _, body = rest.partition(":")
        if version != VERSION or not body:
            raise DecryptionError(f"{self} cannot be read: what is stored is not an encrypted value.")
        key = {key_id(key): key for key in settings.FIELD_KEYS}.get(used_id)
        if key is None:
            raise DecryptionError(f"{self} cannot be read: its key {used_id[:8]!r} is not among FIELD_KEYS.")
        try:
            sealed = base64.b64decode(body, validate=True)
            return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], self._place()).decode()
        except (ValueError, InvalidTag):
            # Nothing of the cause: its frames hold what is stored.
            raise DecryptionError(f"{self} cannot be read: it is damaged, or was moved from another column.") from None

    def _place(self):
        return f"{self.model._meta.label_lower}.{self.name}".encode()


class SecretDict(dict):
    """Answers by name that do not show themselves where they are only listed."""

    def __repr__(self):
        return MASK


class EncryptedJSONField(EncryptedTextField):
    """A dictionary of plain values, encrypted as one text. An empty one is stored as empty text."""

    def get_db_prep_save(self, value, connection):
        if isinstance(value, dict):
            value = json.dumps(value, ensure_ascii=False) if value else ""
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value, expression, connection):
        text = super().from_db_value(value, expression, connection)
        return SecretDict(json.loads(text) if text else {})

    def to_python(self, value):
        return value


class IsEmpty(Exact):
    """`field=""`, the one comparison that makes sense in the database."""

    def get_prep_lookup(self):
        if self.rhs is not None and self.rhs != "":
            raise _only_whether_empty(self.lhs.output_field)
        return self.rhs


def _only_whether_empty(field):
    return FieldError(f"{field} is encrypted: the database can only be asked whether it is empty.")
