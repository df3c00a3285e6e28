"""The families' side of Teens and Policing: whom we ask, what they are asked to agree to, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from phonenumber_field.phonenumber import PhoneNumber

from core.blind_index import BlindIndexField
from core.contact import email_key
from core.encrypted import EncryptedJSONField, EncryptedTextField
from core.enums import Language
from programs.enums.nominations import COUNTED_STATES, ConsentKind, FamilyTextKind, NominationState, PartyRole
from programs.models.nominations import Nomination
from programs.models.schools import Counselor, SchoolQuota


class FamilyText(models.Model):
    """One version of a text that families read and agree to, in each language. What was signed stays as it was."""

    kind = models.CharField(max_length=15, choices=FamilyTextKind)
    version = models.PositiveIntegerField(editable=False)
    text = models.TextField(help_text="In English. An empty line begins a new paragraph.")
    translations = models.JSONField(
        default=dict, blank=True, help_text="{language: text}; English where there is none."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.CheckConstraint(name="programs_familytext_kind_known", condition=Q(kind__in=FamilyTextKind.values)),
            models.UniqueConstraint(fields=["kind", "version"], name="programs_familytext_version_once"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"

    def in_language(self, language):
        return self.translations.get(language) or self.text


class PartyManager(models.Manager):
    """Lists leave the answers closed: they are read one person at a time, by asking for the attribute."""

    def get_queryset(self):
        return super().get_queryset().defer("answers", "health", "signature")

    def opened(self):
        """With the answers, for lists that are made of them; health stays closed."""
        return super().get_queryset().defer("health", "signature")


class Party(models.Model):
    """The student, or a guardian: whom we ask, by a link of their own, in their language.

    `answers` is described in programs/students.py; what they consent to is ConsentDecision.
    """

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=PartyRole)
    reference = models.CharField(max_length=20, unique=True, editable=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    name = EncryptedTextField(blank=True, help_text="Of a guardian; the student's stands in the nomination.")
    email = EncryptedTextField(blank=True)
    email_index = BlindIndexField(of="email", by=email_key)
    phone = EncryptedTextField(blank=True, help_text="E.164.")
    link_number = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="Grows when the link is aimed anew: what was mailed before ends."
    )
    code_hash = models.CharField(
        max_length=64, blank=True, db_index=True, editable=False, help_text="Of the code on a paper invitation."
    )
    invited_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When we mailed the first link.")
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = EncryptedJSONField(blank=True, default=dict, editable=False)
    health = EncryptedTextField(
        blank=True, editable=False, help_text="Allergies, conditions, medication: for the coordinator alone."
    )
    has_allergy = models.BooleanField("allergy or condition", default=False, editable=False)
    signature = EncryptedTextField(blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    says_yes = models.BooleanField(null=True, editable=False, help_text="Whether they want the student to take part.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member who entered a paper; empty: they answered themselves.",
    )  # fmt: skip

    objects = PartyManager()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["nomination", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "role"], name="programs_party_role_once"),
            models.CheckConstraint(name="programs_party_role_known", condition=Q(role__in=PartyRole.values)),
            models.CheckConstraint(
                name="programs_party_answer_has_date",
                condition=Q(says_yes__isnull=True, answered_at__isnull=True)
                | Q(says_yes__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.reference} ({self.get_role_display()})"

    def get_absolute_url(self):
        return reverse("consent:part", args=[self.reference])

    @property
    def is_guardian(self):
        return self.role != PartyRole.STUDENT

    @property
    def phone_number(self):
        return PhoneNumber.from_string(str(self.phone)) if self.phone else None


class ConsentDecision(models.Model):
    """One yes or no to one thing, by one person, to one version of a text. Append-only: the newest counts."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=15, choices=ConsentKind)
    given = models.BooleanField()
    text = models.ForeignKey(FamilyText, on_delete=models.PROTECT, related_name="+")
    signature = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member who entered it from paper or the phone.",
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programs_consentdecision_kind_known", condition=Q(kind__in=ConsentKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {'yes' if self.given else 'no'}"


class PaperInvitationQuerySet(models.QuerySet):
    def open(self, now):
        """Those that a family may still use: each keeps a place of the school."""
        return self.filter(nomination=None, withdrawn_at=None, expires_at__gt=now)


class PaperInvitation(models.Model):
    """A code on paper, for a family that has not agreed yet to a name being sent. It knows nothing of the student."""

    quota = models.ForeignKey(SchoolQuota, on_delete=models.PROTECT, related_name="paper_invitations")
    counselor = models.ForeignKey(Counselor, on_delete=models.PROTECT, related_name="paper_invitations")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    nomination = models.OneToOneField(
        Nomination, null=True, blank=True, on_delete=models.SET_NULL, related_name="paper_invitation"
    )

    objects = PaperInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"Paper invitation of {self.quota.school}, {self.created_at:%B %-d}"


def count_places(quota, now):
    """(places used, alternates) of a school, as they stand now. To decide by it, lock the quota first."""
    counted = quota.nominations.aggregate(
        places=Count("pk", filter=Q(state__in=COUNTED_STATES)),
        alternates=Count("pk", filter=Q(state=NominationState.ALTERNATE)),
    )
    return counted["places"] + quota.paper_invitations.open(now).count(), counted["alternates"]
