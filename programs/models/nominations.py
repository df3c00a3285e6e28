"""A counselor's choice of a student for a class, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q

from core.encrypted import EncryptedTextField
from programs.enums.nominations import (
    COUNTED_STATES,
    LIVE_NOMINATIONS,
    AgreedHow,
    FlagKind,
    Grade,
    NominationState,
    PartyRole,
)
from programs.models.registration import Registration
from programs.models.schools import Counselor, SchoolQuota


class NominationQuerySet(models.QuerySet):
    def of_school(self, school):
        return self.filter(quota__school=school)

    def of_semester(self, semester):
        return self.filter(quota__semester=semester)

    def live(self):
        return self.filter(state__in=LIVE_NOMINATIONS)

    def counted(self):
        """Those who use up a place of their school."""
        return self.filter(state__in=COUNTED_STATES)

    def alternates(self):
        """In the order in which they move up."""
        return self.filter(state=NominationState.ALTERNATE).order_by("rank", "pk")

    def with_families(self):
        """Adds what lists show of each: school, class, and the parties without their answers."""
        return self._with_places().prefetch_related("parties")

    def with_answers(self):
        """The same with the answers of each party: for who may read them."""
        parties = self.model._meta.get_field("parties").related_model
        return self._with_places().prefetch_related(Prefetch("parties", parties.objects.opened()))

    def _with_places(self):
        return self.select_related("quota__school", "quota__semester__offering__program", "registration")


class Nomination(models.Model):
    """One student, chosen by a counselor for one class. It belongs to the school, not to the counselor.

    A minor's name stands here alone, encrypted: the registration that an enrolled student gets calls them by
    a number. `services/nominations` is the only writer of `state`.
    """

    reference = models.CharField(max_length=20, unique=True, editable=False)
    quota = models.ForeignKey(SchoolQuota, on_delete=models.PROTECT, related_name="nominations")
    counselor = models.ForeignKey(
        Counselor, null=True, blank=True, on_delete=models.PROTECT, related_name="nominations"
    )
    state = models.CharField(max_length=15, choices=NominationState, editable=False)
    rank = models.PositiveSmallIntegerField(default=1, help_text="1: the school's first choice.")
    grade = models.PositiveSmallIntegerField(choices=Grade)
    given_name = EncryptedTextField(blank=True)
    family_name = EncryptedTextField(blank=True)
    reason = EncryptedTextField(blank=True, help_text="Why this student. The family can read it.")
    agreed_how = models.CharField(
        max_length=10, choices=AgreedHow, blank=True, help_text="How the parent agreed to the name being sent."
    )
    agreed_on = models.DateField(null=True, blank=True)
    form_key = models.CharField(max_length=80, unique=True, null=True, editable=False)
    flag = models.CharField(max_length=10, choices=FlagKind, blank=True, editable=False)
    closing_note = EncryptedTextField(blank=True, editable=False)
    registration = models.OneToOneField(
        Registration, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="nomination"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    forgotten_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When names, contacts and answers were erased."
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["quota", "rank", "pk"]
        indexes = [models.Index(fields=["quota", "state"], name="programs_nom_quota")]
        constraints = [
            models.CheckConstraint(
                name="programs_nomination_state_known", condition=Q(state__in=NominationState.values)
            ),
            models.CheckConstraint(name="programs_nomination_grade_known", condition=Q(grade__in=Grade.values)),
            models.CheckConstraint(
                name="programs_nomination_flag_known", condition=Q(flag__in=["", *FlagKind.values])
            ),
            models.CheckConstraint(
                name="programs_nomination_enrolled_has_seat",
                condition=~Q(state=NominationState.ENROLLED) | Q(registration__isnull=False),
            ),
            models.CheckConstraint(
                name="programs_nomination_no_seat_before",
                condition=Q(registration__isnull=True)
                | Q(state__in=[NominationState.ENROLLED, NominationState.REVOKED, NominationState.WITHDRAWN,
                               NominationState.REMOVED]),
            ),
            models.CheckConstraint(
                name="programs_nomination_forgotten_has_no_name",
                condition=Q(forgotten_at__isnull=True) | Q(given_name="", family_name="", reason=""),
            ),
        ]  # fmt: skip
        permissions = [
            ("view_students", "Can read the names of students"),
            ("view_student_health", "Can read what families say about health"),
            ("view_consent_lights", "Can see the students, their consents and who has an allergy"),
        ]

    def __str__(self):
        return self.reference

    @property
    def full_name(self):
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def semester(self):
        return self.quota.semester

    @property
    def is_live(self):
        return self.state in LIVE_NOMINATIONS

    def party(self, role):
        """The student, the guardian or the second guardian; None if there is none."""
        return next((party for party in self.parties.all() if party.role == role), None)


class NominationEvent(models.Model):
    """One step in the life of a nomination: append-only. Notes name no minor."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=15, choices=NominationState, blank=True)
    to_state = models.CharField(max_length=15, choices=NominationState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member.",
    )  # fmt: skip
    counselor = models.ForeignKey(Counselor, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=10, choices=PartyRole, blank=True, help_text="The student or a guardian.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.to_state}"

    @property
    def by_words(self):
        """Who did it: a member of staff, a counselor, one of the family, or nobody."""
        if self.by:
            return str(self.by)
        if self.counselor:
            return self.counselor.name
        return self.get_role_display() if self.role else "the clock"
