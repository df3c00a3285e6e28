"""A stand-in: the encrypted field follows in the next change."""

from django.db import models


class EncryptedTextField(models.TextField):
    """Text that is encrypted at rest."""
