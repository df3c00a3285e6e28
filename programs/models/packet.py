"""What a participant is asked before the first session."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from core.encrypted import EncryptedTextField
from programs.enums import AgreementKind, ShirtSize
from programs.models.registration import Registration


class AgreementText(models.Model):
    """One version of a text that participants agree to. The newest of each kind is the one that is asked.

    What somebody has signed stays as it was: a change is a new version.
    """

    kind = models.CharField(max_length=10, choices=AgreementKind)
    version = models.PositiveIntegerField(editable=False)
    text = models.TextField(help_text="An empty line begins a new paragraph.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.CheckConstraint(
                name="programs_agreementtext_kind_known", condition=Q(kind__in=AgreementKind.values)
            ),
            models.UniqueConstraint(fields=["kind", "version"], name="programs_agreementtext_version_once"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"


class AcceptancePacketManager(models.Manager):
    """Lists leave the medical notes closed: they are read one person at a time, by asking for the attribute."""

    def get_queryset(self):
        return super().get_queryset().defer("medical_notes").annotate(has_notes=~Q(medical_notes=""))


class AcceptancePacket(models.Model):
    """One participant's answers before the first session: whom to call, which shirt, what they signed."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="packet")
    emergency_name = models.CharField(max_length=120)
    emergency_relation = models.CharField(max_length=60)
    emergency_phone = PhoneNumberField()
    shirt_size = models.CharField(max_length=5, choices=ShirtSize)
    medical_notes = EncryptedTextField(blank=True, help_text="For hands-on evenings. Only the coordinator reads it.")
    conduct = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")
    liability = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=160, help_text="The name, as typed by the person who signed.")
    signed_at = models.DateTimeField()
    photo_consent = models.BooleanField(default=False)
    photo = models.ForeignKey(AgreementText, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    photo_decided_at = models.DateTimeField()
    answered_at = models.DateTimeField(help_text="When it was last written.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member who entered a paper; empty: the person.",
    )  # fmt: skip

    objects = AcceptancePacketManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programs_acceptancepacket_shirt_known", condition=Q(shirt_size__in=ShirtSize.values)
            ),
            models.CheckConstraint(
                name="programs_acceptancepacket_consent_to_a_text",
                condition=Q(photo_consent=False) | Q(photo__isnull=False),
            ),
        ]
        permissions = [("view_medical_notes", "Can read medical notes")]

    def __str__(self):
        return f"answers of {self.registration_id}"
