"""What graduates have, and what they say."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.enums import SurveyWave
from programs.models.catalog import ClassOffering
from programs.models.registration import Registration


class Certificate(models.Model):
    """The paper that a graduate holds, frozen as it was issued: later changes elsewhere do not change it.

    A corrected one replaces it and keeps its number; the code of the old one then says so.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=20, help_text="PIP-45-007: the seventh of PIP class 45.")
    code = models.CharField(max_length=20, unique=True, help_text="Whoever holds the paper can check it by this code.")
    name = models.CharField(max_length=120)
    program_name = models.CharField(max_length=80)
    class_number = models.PositiveIntegerField()
    class_title = models.CharField(max_length=60)
    graduated_on = models.DateField()
    department_name = models.CharField(max_length=120)
    chief_title = models.CharField(max_length=80)
    chief_name = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(replaced_at=None), name="programs_certificate_one_valid_a_person"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(replaced_at=None), name="programs_certificate_number_once"
            ),
            models.CheckConstraint(
                name="programs_certificate_replaced_iff_reason",
                condition=Q(replaced_at=None, replaced_reason="")
                | (Q(replaced_at__isnull=False) & ~Q(replaced_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.number}, {self.name}"


class SurveyInvitation(models.Model):
    """A graduate was asked; and whether they answered. What they said is not tied to them: see SurveyAnswer."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="survey_invitations")
    wave = models.CharField(max_length=10, choices=SurveyWave)
    invited_at = models.DateTimeField()
    answered_on = models.DateField(
        null=True, blank=True, help_text="A day, no time: times would tie answers to people."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programs_surveyinvitation_wave_known", condition=Q(wave__in=SurveyWave.values)
            ),
            models.UniqueConstraint(fields=["registration", "wave"], name="programs_surveyinvitation_once"),
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.wave}"


class SurveyAnswer(models.Model):
    """What one graduate said, without a name and without a time."""

    offering = models.ForeignKey(ClassOffering, on_delete=models.PROTECT, related_name="survey_answers")
    wave = models.CharField(max_length=10, choices=SurveyWave)
    answers = models.JSONField(help_text="{question: 1 to 5}")
    comment = models.TextField(blank=True)

    class Meta:
        # Not by age: the newest answer would tell who has just answered.
        ordering = ["offering", "wave", "comment", "pk"]
        constraints = [
            models.CheckConstraint(name="programs_surveyanswer_wave_known", condition=Q(wave__in=SurveyWave.values)),
        ]

    def __str__(self):
        return f"an answer about {self.offering}"
