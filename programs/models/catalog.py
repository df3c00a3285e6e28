"""What is on: programs, their classes and the dated sessions of each class."""

import uuid
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.seats.places import seat_taken_at
from programs.enums import ClassPhase, ClassStatus, Entry, RegistrationState


class Program(models.Model):
    """Something the department runs again and again: Partners in Policing, Teens and Policing."""

    slug = models.SlugField(max_length=20, unique=True, help_text="Stands in the address: /programs/pip/")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=5, unique=True, help_text="Begins every reference: PIP-7K3M-29QX.")
    entry = models.CharField(max_length=12, choices=Entry, default=Entry.OPEN)
    summary = models.CharField(max_length=300, help_text="One or two sentences, for the home page.")
    description = models.TextField(help_text="What it is about. An empty line begins a new paragraph.")
    who_may_come = models.TextField(help_text="Who may take part, in plain words.")
    at_graduation = models.TextField(blank=True, help_text="What happens on graduation night.")
    classes_before = models.PositiveIntegerField(default=0, help_text="Classes that graduated before this portal.")
    graduates_before = models.PositiveIntegerField(default=0, help_text="Their graduates: a number to be proud of.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the pages.")

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(name="programs_program_entry_known", condition=Q(entry__in=Entry.values)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programs:program", args=[self.slug])

    @property
    def is_for_students(self):
        """Whether schools nominate: its people are minors, as a rule."""
        return self.entry == Entry.NOMINATION

    @property
    def is_open_to_all(self):
        return self.entry == Entry.OPEN


def _count_registrations(condition):
    """A correlated count: cheap for a page of classes, unlike a join over every registration."""
    registration = ClassOffering._meta.get_field("registrations").related_model
    rows = registration.objects.filter(condition, offering=OuterRef("pk")).order_by().values("offering")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class ClassOfferingQuerySet(models.QuerySet):
    def public(self):
        """What residents may know of."""
        return self.exclude(status=ClassStatus.DRAFT)

    def with_dates(self):
        """Adds first_date and last_date of the sessions that are held."""
        held = ClassSession.objects.filter(offering=OuterRef("pk"), cancelled=False).order_by().values("offering")
        return self.annotate(
            first_date=Subquery(held.annotate(d=Min("date")).values("d")),
            last_date=Subquery(held.annotate(d=Max("date")).values("d")),
        )

    def with_seats(self, now):
        """Adds seats_taken and line_length as they stand at `now`."""
        return self.counting(
            seats_taken=seat_taken_at(now),
            line_length=Q(state=RegistrationState.WAITLISTED),
        )

    def counting(self, **conditions):
        """Adds a number under each name: how many registrations of the class fulfil its condition."""
        return self.annotate(**{name: _count_registrations(condition) for name, condition in conditions.items()})


class ClassOffering(models.Model):
    """One run of a program: "PIP class 45, Spring 2027". Staff make it; it ends after its last session."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="offerings")
    number = models.PositiveIntegerField(help_text="The class number: 45 follows 44.")
    title = models.CharField(max_length=60, help_text="The season, such as Spring 2027.")
    status = models.CharField(max_length=10, choices=ClassStatus, default=ClassStatus.DRAFT)
    location = models.CharField(max_length=200, default="Torrance Police Department, 3300 Civic Center Drive")
    capacity = models.PositiveSmallIntegerField(
        default=40, validators=[MinValueValidator(1)], help_text="Seats. The department's classes have 25 to 40."
    )
    line_capacity = models.PositiveSmallIntegerField(default=40, help_text="How many may stand in line.")
    absences_allowed = models.PositiveSmallIntegerField(
        default=2, help_text="Sessions a person may miss and still graduate. It also ends the line: see the class page."
    )
    excused_count = models.BooleanField(
        "excused absences count",
        default=False,
        help_text="Whether an excused absence uses up one of the sessions that a person may miss.",
    )
    opens_at = models.DateTimeField(
        null=True, blank=True, help_text="When registration opens. Empty: announced, the day is not fixed yet."
    )
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="When registration closes. Empty: while joining still allows graduation."
    )
    cancelled_reason = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClassOfferingQuerySet.as_manager()

    class Meta:
        verbose_name = "class"
        verbose_name_plural = "classes"
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "number"],
                name="programs_classoffering_number_once",
                violation_error_message="This program already has a class with this number.",
            ),
            models.CheckConstraint(
                name="programs_classoffering_status_known", condition=Q(status__in=ClassStatus.values)
            ),
            models.CheckConstraint(
                name="programs_classoffering_closes_after_opening",
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                violation_error_message="Registration must close after it opens.",
            ),
            models.CheckConstraint(
                name="programs_classoffering_cancelled_iff_reason",
                condition=(Q(status=ClassStatus.CANCELLED) & ~Q(cancelled_reason=""))
                | (~Q(status=ClassStatus.CANCELLED) & Q(cancelled_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.program.prefix} class {self.number}, {self.title}"

    def get_absolute_url(self):
        return reverse("programs:class", args=[self.program.slug, self.number])

    @cached_property
    def held_sessions(self):
        """The sessions that take place, in order; read once per object."""
        return [session for session in self.sessions.all() if not session.cancelled]

    @property
    def teaching_sessions(self):
        """The sessions that count for graduation: those held, without graduation night."""
        return [session for session in self.held_sessions if not session.is_graduation]

    @property
    def begins_at(self):
        """When the first session begins; None while no session is planned."""
        return self.held_sessions[0].starts_at if self.held_sessions else None

    @property
    def ends_at(self):
        """When the last session ends; None while no session is planned."""
        return self.held_sessions[-1].ends_at if self.held_sessions else None

    @property
    def last_joining_moment(self):
        """The start of the last session at which a newcomer can join and still graduate.

        With two absences allowed that is the third session: whoever joins there has missed two.
        """
        teaching = self.teaching_sessions
        if not teaching:
            return None
        return teaching[min(self.absences_allowed, len(teaching) - 1)].starts_at

    @property
    def registration_ends_at(self):
        """When a new registration is no longer taken; None while no session is planned."""
        ends = [moment for moment in (self.closes_at, self.last_joining_moment) if moment]
        return min(ends) if self.last_joining_moment else None

    def phase(self, now=None):
        """Where the class stands: decided by staff, else by the clock."""
        now = now or timezone.now()
        if self.status != ClassStatus.PUBLISHED:
            return ClassPhase(self.status)
        if self.ends_at and now > self.ends_at:
            return ClassPhase.FINISHED
        if self.opens_at is None or now < self.opens_at or self.registration_ends_at is None:
            return ClassPhase.ANNOUNCED
        if now < self.registration_ends_at:
            return ClassPhase.OPEN
        return ClassPhase.RUNNING if now >= self.begins_at else ClassPhase.CLOSED

    def seats_left(self, now=None):
        """Seats that nobody has; never below zero, though staff may have seated more than fit."""
        taken = getattr(self, "seats_taken", None)
        if taken is None:
            taken = self.registrations.filter(seat_taken_at(now or timezone.now())).count()
        return max(self.capacity - taken, 0)


class ClassSession(models.Model):
    """One dated evening of a class, in local (Pacific) wall time: 6 pm stays 6 pm over a clock change."""

    offering = models.ForeignKey(ClassOffering, on_delete=models.CASCADE, related_name="sessions")
    date = models.DateField()
    start_time = models.TimeField()
    end_time = models.TimeField()
    topic = models.CharField(max_length=120, blank=True)
    hands_on = models.BooleanField("hands-on", default=False, help_text="Participants try something themselves.")
    is_graduation = models.BooleanField("graduation", default=False)
    cancelled = models.BooleanField(default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows with every change, so that calendars follow (RFC 5545)."
    )

    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "session"
        ordering = ["date", "start_time", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programs_classsession_ends_after_start",
                condition=Q(end_time__gt=F("start_time")),
                violation_error_message="The session must end after it starts.",
            ),
            models.UniqueConstraint(
                fields=["offering", "date", "start_time"],
                name="programs_classsession_once_a_time",
                violation_error_message="The class already has a session at this time.",
            ),
        ]

    def __str__(self):
        return f"{self.date:%A, %B %-d, %Y}"

    @property
    def starts_at(self):
        return _local(self.date, self.start_time)

    @property
    def ends_at(self):
        return _local(self.date, self.end_time)


def _local(date, time):
    return datetime.combine(date, time, tzinfo=timezone.get_default_timezone())
