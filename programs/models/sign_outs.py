"""Who collected a student at the end of an evening."""

from django.conf import settings
from django.db import models

from core.encrypted import EncryptedTextField
from programs.models.catalog import ClassSession
from programs.models.registration import Registration


class SignOut(models.Model):
    """A student left an evening: when, and with whom. Only an adult whom the guardian named may collect."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="sign_outs")
    session = models.ForeignKey(ClassSession, on_delete=models.CASCADE, related_name="sign_outs")
    at = models.DateTimeField()
    collected_by = EncryptedTextField(help_text="The adult, or how the student went home.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="programs_signout_once"),
        ]

    def __str__(self):
        return f"{self.registration_id} left at {self.at:%H:%M}"
