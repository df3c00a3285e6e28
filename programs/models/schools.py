"""The school's side of Teens and Policing: schools, their counselors, and what each may nominate in a semester."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.contact import EMAIL_KEY_LENGTH, email_key
from core.encrypted import EncryptedJSONField
from programs.enums import ClassPhase
from programs.enums.nominations import SemesterPhase
from programs.models.catalog import ClassOffering


class School(models.Model):
    """A high school of the Torrance Unified School District."""

    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists.")
    mail_domains = models.CharField(
        max_length=200,
        default="tusd.org",
        help_text="Where its counselors and students have their mail, such as tusd.org: separated by spaces.",
    )
    is_active = models.BooleanField("takes part", default=True, help_text="Untick: it gets no quota in new semesters.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    @property
    def domains(self):
        return self.mail_domains.casefold().split()

    def has_mail(self, address):
        """Whether the address is one of the school's own, or of a part of it (student.tusd.org)."""
        domain = email_key(address).rpartition("@")[2]
        return any(domain == each or domain.endswith(f".{each}") for each in self.domains)


class CounselorQuerySet(models.QuerySet):
    def active(self):
        return self.filter(left_at=None)


class Counselor(models.Model):
    """Who nominates for a school. Signs in by mail, without a password; staff invite them, and say when they leave."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="counselors")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    email_key = models.CharField(max_length=EMAIL_KEY_LENGTH, editable=False)
    students_from = models.CharField(
        "students from", max_length=10, blank=True, help_text="Whose students: last names from ... (A). May be empty."
    )
    students_to = models.CharField("to", max_length=10, blank=True, help_text="... to (F). May be empty.")
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CounselorQuerySet.as_manager()

    class Meta:
        ordering = ["school", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email_key"],
                name="programs_counselor_one_active_per_address",
                condition=Q(left_at=None),
                violation_error_message="A counselor with this address is already here.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.school}"

    def save(self, **kwargs):
        self.email_key = email_key(self.email)
        fields = kwargs.get("update_fields")
        if fields and "email" in fields:
            kwargs["update_fields"] = [*fields, "email_key"]
        super().save(**kwargs)


class Semester(models.Model):
    """How students get into one class for teens: until when schools nominate and families answer, and the credit.

    The class itself (dates, capacity, attendance) is the ClassOffering.
    """

    offering = models.OneToOneField(
        ClassOffering, on_delete=models.PROTECT, related_name="semester", verbose_name="class"
    )
    nominations_open_at = models.DateTimeField(help_text="From when counselors can nominate.")
    nominations_close_at = models.DateTimeField(help_text="The deadline of the counselors.")
    families_answer_by = models.DateTimeField(
        help_text="The deadline of students and guardians. Usual: 10 days before the first session."
    )
    course_title = models.CharField(max_length=80, default="Teens and Policing")
    credits = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default="2.50",
        validators=[MinValueValidator(0), MaxValueValidator(20)],
        help_text="School credits for completing the class, as agreed with the district.",
    )
    roster_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-nominations_open_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="programs_semester_closes_after_opening",
                condition=Q(nominations_close_at__gt=F("nominations_open_at")),
                violation_error_message="Nominations must close after they open.",
            ),
            models.CheckConstraint(
                name="programs_semester_families_after_opening",
                condition=Q(families_answer_by__gt=F("nominations_open_at")),
                violation_error_message="Families must have time to answer after nominations open.",
            ),
        ]

    def __str__(self):
        return str(self.offering)

    def phase(self, now=None):
        """Where the semester stands: by its deadlines, then by the class. Reads `quotas` for what is reported."""
        now = now or timezone.now()
        by_class = {
            ClassPhase.CANCELLED: SemesterPhase.CANCELLED,
            ClassPhase.DRAFT: SemesterPhase.DRAFT,
            ClassPhase.FINISHED: SemesterPhase.COMPLETED,
        }
        of_class = by_class.get(self.offering.phase(now))
        if of_class == SemesterPhase.COMPLETED and self._is_reported():
            return SemesterPhase.REPORTED
        return of_class or self._phase_before_the_end(now)

    def _phase_before_the_end(self, now):
        if self.roster_published_at:
            has_begun = self.offering.begins_at and now >= self.offering.begins_at
            return SemesterPhase.RUNNING if has_begun else SemesterPhase.READY
        if now < self.nominations_open_at:
            return SemesterPhase.PLANNED
        if now < self.nominations_close_at:
            return SemesterPhase.NOMINATING
        return SemesterPhase.CONFIRMING if now < self.families_answer_by else SemesterPhase.SELECTING

    def _is_reported(self):
        reports = [getattr(quota, "report", None) for quota in self.quotas.select_related("report")]
        made = [report for report in reports if report]
        return bool(made) and all(report.acknowledged_at for report in made)

    def takes_nominations(self, now=None):
        return self.phase(now) == SemesterPhase.NOMINATING

    def takes_answers(self, now=None):
        """Families may answer from the first nomination until their deadline (the coordinator can move it)."""
        now = now or timezone.now()
        asked = {SemesterPhase.NOMINATING, SemesterPhase.CONFIRMING, SemesterPhase.READY}
        return self.phase(now) in asked and now < self.families_answer_by


class SchoolQuota(models.Model):
    """How many students one school may send in one semester. The row that is locked before nominees are counted."""

    semester = models.ForeignKey(Semester, on_delete=models.CASCADE, related_name="quotas")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="quotas")
    places = models.PositiveSmallIntegerField(default=8, help_text="Students whom the school may nominate.")
    alternates = models.PositiveSmallIntegerField(default=3, help_text="Students who may wait for one of the places.")

    class Meta:
        ordering = ["school__position", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["semester", "school"], name="programs_schoolquota_school_once"),
        ]

    def __str__(self):
        return f"{self.school}: {self.places}, and {self.alternates} alternates"


class CreditReport(models.Model):
    """What a school was told about its own students after a semester. It stays as it was said.

    `lines` holds, under "students": reference, given and family name, grade, hours, sessions attended and held,
    completion, and the credits. Only of students whose family released this to the school; "not_released": how
    many others there were. "class" and "course_title": as they were called.
    """

    quota = models.OneToOneField(SchoolQuota, on_delete=models.PROTECT, related_name="report")
    lines = EncryptedJSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True, help_text="Posted to the transcripts.")
    acknowledged_by = models.ForeignKey(
        Counselor, null=True, blank=True, on_delete=models.SET_NULL, related_name="acknowledged_reports"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="programs_creditreport_acknowledged_after_made",
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("made_at")),
            ),
        ]

    def __str__(self):
        return f"Credit report of {self.quota.school}, {self.quota.semester}"

    def get_absolute_url(self):
        return reverse("counselors:report", args=[self.pk])


def default_families_answer_by(begins_at):
    """Ten days before the first session (domain.md, 6)."""
    return begins_at - timedelta(days=10)
