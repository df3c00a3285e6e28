"""The officers' rounds: tours, checks, and what they found."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.encrypted import EncryptedTextField
from vacation_checks.enums import AlertOutcome
from vacation_checks.models.places import Beat
from vacation_checks.models.request import VacationCheckRequest


class NeverChanged(models.Model):
    """A record that is written once. What was wrong is said in another record."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never changed: add to it instead.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")


class Shift(models.Model):
    """A part of the day in which a check was made: for reports."""

    name = models.CharField(max_length=20, unique=True)
    begins_at = models.TimeField()

    class Meta:
        ordering = ["begins_at", "pk"]

    def __str__(self):
        return self.name


class ResultCodeQuerySet(models.QuerySet):
    def for_all_clear(self):
        """The result behind an officer's one button: the first clear one, or None."""
        return self.filter(is_active=True, is_clear=True).first()


class ResultCode(models.Model):
    """What a check can find, in the officer's words and in the resident's."""

    code = models.SlugField(max_length=20, unique=True)
    label = models.CharField(max_length=80, help_text="On the officer's phone.")
    resident_words = models.CharField(max_length=200, help_text="What the resident reads of such a check.")
    is_clear = models.BooleanField(default=False, help_text="Nothing wrong: no narrative is asked for.")
    raises_alert = models.BooleanField(default=False, help_text="The desk is told at once.")
    tells_resident = models.BooleanField(default=False, help_text="The resident gets a mail to look at the request.")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = ResultCodeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="vacation_checks_resultcode_clear_raises_no_alert",
                condition=Q(is_clear=False) | Q(raises_alert=False),
                violation_error_message="A clear result raises no alert.",
            )
        ]

    def __str__(self):
        return self.label


class TourQuerySet(models.QuerySet):
    def running(self, now):
        """A tour whose time is over is closed, whether or not anything has written it down."""
        return self.filter(ended_at=None, closes_at__gt=now)

    def over(self, now):
        """Closed by themselves, and not written down as ended yet."""
        return self.filter(ended_at=None, closes_at__lte=now)

    def of(self, user):
        """Tours that this person began, or takes part in."""
        return self.filter(Q(officer=user) | Q(partner=user))


class Tour(models.Model):
    """One officer's or pair's shift: the list of homes opens when it starts and closes when it ends."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tours")
    officer_name = models.CharField(max_length=160, help_text="As it was then: people leave, records stay.")
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="partner_tours"
    )
    partner_name = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=40, blank=True, help_text="Car or unit.")
    beat = models.ForeignKey(
        Beat, null=True, blank=True, on_delete=models.PROTECT, related_name="tours", help_text="Empty: all beats."
    )
    started_at = models.DateTimeField()
    closes_at = models.DateTimeField(help_text="When it closes by itself.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TourQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(ended_at=None), name="vacation_checks_tour_one_open_an_officer"
            ),
            models.CheckConstraint(
                name="vacation_checks_tour_closes_after_start", condition=Q(closes_at__gt=F("started_at"))
            ),
        ]
        permissions = [
            ("patrol", "Can take tours and log checks"),
            ("patrol_everywhere", "Can open active homes of every beat"),
        ]

    def __str__(self):
        return f"{self.officer_name}, {timezone.localtime(self.started_at):%b %-d, %-I:%M %p}"

    def is_running(self, now):
        return self.ended_at is None and self.closes_at > now


class HouseCheckQuerySet(models.QuerySet):
    def of_this_home(self):
        """Without those of which somebody said later that they were of another home."""
        return self.exclude(addenda__is_wrong_home=True)


class HouseCheck(NeverChanged):
    """One look at one home. Its exact time is what it is for: "to pinpoint a time of occurrence"."""

    request = models.ForeignKey(VacationCheckRequest, on_delete=models.PROTECT, related_name="checks")
    tour = models.ForeignKey(Tour, on_delete=models.PROTECT, related_name="checks")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="house_checks")
    officer_name = models.CharField(max_length=160)
    checked_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    is_late_entry = models.BooleanField("entered later", default=False)
    is_after_end = models.BooleanField("logged after the request had ended", default=False)
    result = models.ForeignKey(ResultCode, on_delete=models.PROTECT, related_name="checks")
    areas = models.JSONField(default=list)
    narrative = EncryptedTextField(blank=True)
    action_taken = EncryptedTextField(blank=True)
    report_number = EncryptedTextField(blank=True)
    form_key = models.CharField(max_length=64, unique=True)

    objects = HouseCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "check"
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["request", "-checked_at"], name="vacation_checks_check_newest")]
        constraints = [
            models.CheckConstraint(
                name="vacation_checks_housecheck_not_in_the_future", condition=Q(checked_at__lte=F("logged_at"))
            )
        ]

    def __str__(self):
        return f"check {self.pk} of {self.request}"


class CheckAddendum(NeverChanged):
    """What somebody has to add to a check, and why."""

    check_record = models.ForeignKey(HouseCheck, on_delete=models.PROTECT, related_name="addenda")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    reason = models.CharField(max_length=200)
    text = EncryptedTextField()
    is_wrong_home = models.BooleanField(
        default=False, help_text="The check was of another home: the resident no longer sees it as a check."
    )

    class Meta:
        verbose_name = "addendum"
        verbose_name_plural = "addenda"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"addendum to {self.check_record_id}"


class Alert(models.Model):
    """What a check found that the desk must deal with: open until somebody says how it ended."""

    check_record = models.OneToOneField(HouseCheck, on_delete=models.PROTECT, related_name="alert")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=14, choices=AlertOutcome, blank=True)
    reached = EncryptedTextField("who was reached", blank=True, help_text="Who, when, by which number.")
    report_number = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["closed_at", "-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="vacation_checks_alert_closed_with_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="vacation_checks_alert_outcome_known", condition=Q(outcome__in=["", *AlertOutcome.values])
            ),
        ]

    def __str__(self):
        return f"alert {self.pk}"
