"""What every room shares: who we are, when we are closed, and the traces of guards."""

from django.core.cache import cache
from django.db import Error, models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField


class OneRow(models.Model):
    """Settings that staff edit: a table of one row."""

    CACHE_SECONDS = 30

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(name="%(app_label)s_%(class)s_one_row", condition=Q(pk=1))]

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)
        cache.delete(self.cache_key())

    @classmethod
    def current(cls):
        """The row, at most half a minute old; the defaults of its fields while the database is away."""
        row = cache.get(cls.cache_key())
        if row is None:
            try:
                row = cls.objects.filter(pk=1).first() or cls()
            except Error:  # a lost connection is no DatabaseError, but an InterfaceError
                return cls()
            cache.set(cls.cache_key(), row, cls.CACHE_SECONDS)
        return row

    @classmethod
    def cache_key(cls):
        return cls._meta.label_lower


class DepartmentProfile(OneRow):
    """Who runs the programs, as residents read it on every page and mail. One row; staff edit it."""

    name = models.CharField(max_length=120, default="Torrance Police Department")
    portal_name = models.CharField(max_length=120, default="Torrance Police Community Programs")
    non_emergency_phone = PhoneNumberField(
        default="+13103283456", help_text="Stands beside 911 on every page and mail."
    )
    programs_phone = PhoneNumberField(
        default="+13106185688", help_text="Community Affairs: the other way to do everything that this portal does."
    )
    accommodation_phone = PhoneNumberField(
        default="+13106185880", help_text="Where to ask for an interpreter or another accommodation (ADA)."
    )
    accommodation_notice_hours = models.PositiveSmallIntegerField(
        default=48,
        help_text="Hours before a session by which an accommodation should be asked for. Later is taken too.",
    )
    street_address = models.CharField(max_length=120, default="3300 Civic Center Drive")
    city_line = models.CharField(max_length=120, default="Torrance, CA 90503")
    chief_title = models.CharField(max_length=80, default="Chief of Police")
    chief_name = models.CharField(
        max_length=120, blank=True, help_text="Empty: pages speak of the Chief without a name."
    )
    hold_hours = models.PositiveSmallIntegerField(
        default=24, help_text="How long a new registration holds its seat until the mail address is confirmed."
    )
    offer_hours = models.PositiveSmallIntegerField(
        default=72, help_text="How long a person in line has to accept an offered seat."
    )
    late_offer_hours = models.PositiveSmallIntegerField(
        default=24, help_text="The same, in the last week before the first session and after it."
    )
    reminder_hours = models.PositiveSmallIntegerField(
        default=48, help_text="How long before each session its reminder is mailed. 0: no reminders."
    )

    check_in_minutes = models.PositiveSmallIntegerField(
        default=60, help_text="How long before a session people can check themselves in by the code on the wall."
    )
    late_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="How long after its start a person who arrives counts as late."
    )

    class Meta(OneRow.Meta):
        verbose_name_plural = "department profile"

    def __str__(self):
        return self.name


class ClosureDay(models.Model):
    """A day on which no session is held. California's holidays are filled in; staff change and add."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    closed = models.BooleanField(
        default=True, help_text="Untick to hold sessions on this day. (A deleted holiday would be filled in again.)"
    )

    school_break = models.BooleanField(
        default=False, help_text="Only school is out: classes for students are not held, all others are."
    )

    class Meta:
        ordering = ["date"]

    def __str__(self):
        return f"{self.date:%B %-d, %Y}: {self.name}"


class EmailCode(models.Model):
    """A six-digit code that was mailed to prove a mail address, for one purpose. Ends by use, time or five misses.

    Only a keyed hash is kept: who reads this table learns no code.
    """

    purpose = models.CharField(max_length=60)
    email_key = models.CharField(max_length=254)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    misses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["purpose", "email_key"], name="core_emailcode_purpose_email"),
            models.Index(fields=["expires_at"], name="core_emailcode_expires"),
        ]

    def __str__(self):
        return f"code for {self.purpose}"


class RateWindow(models.Model):
    """How often something was done by one address in the window that began at started_at.

    The key is a keyed hash: the table holds no IP and no mail address.
    """

    key = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["started_at"], name="core_ratewindow_started")]

    def __str__(self):
        return f"{self.count} since {self.started_at}"
