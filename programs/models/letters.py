"""What staff write to the people of a class."""

from django.conf import settings
from django.db import models

from programs.models.catalog import ClassOffering
from programs.models.registration import Registration


class LetterTemplate(models.Model):
    """A letter that is written again and again: "bring your ID", "the room has changed"."""

    name = models.CharField(max_length=80, unique=True)
    texts = models.JSONField(help_text="{language: {subject, body}}; English is always there.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Letter(models.Model):
    """One text, written by staff to some of the people of one class: one mail each. It stays as what was said."""

    offering = models.ForeignKey(ClassOffering, on_delete=models.PROTECT, related_name="letters", verbose_name="class")
    audience = models.CharField(max_length=300, help_text="To whom, in words.")
    texts = models.JSONField(help_text="{language: {subject, body}}; English is always there.")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return self.texts["en"]["subject"]


class LetterRecipient(models.Model):
    """One person to whom a letter went, and where. Without an address: staff call."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="recipients")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="letters")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, help_text="The language in which it was written to them.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "registration"], name="programs_letterrecipient_once"),
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.email or 'by phone'}"
