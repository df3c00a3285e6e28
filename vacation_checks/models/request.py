"""What a resident asks for, and what became of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.blind_index import BlindIndexField
from core.contact import email_key
from core.encrypted import EncryptedJSONField, EncryptedTextField
from core.enums import Language
from vacation_checks.enums import (
    CLOCK_STATES,
    INTAKE_STATES,
    LIVE_STATES,
    Decision,
    EndedBy,
    Identity,
    Jurisdiction,
    RequestState,
    Source,
)
from vacation_checks.models.places import Beat
from vacation_checks.models.request_lists import VacationCheckRequestQuerySet
from vacation_checks.models.rules import AcknowledgementText


class VacationCheckRequest(models.Model):
    """A resident's wish to have the home looked at from a day to a day.

    What would tell a burglar anything is encrypted; dates, beat and state are not, since lists are made of them.
    Dates and times are local wall time. `details` holds the answers that are only read together: see
    vacation_checks/details.py. Everything that changes `state` is a verb in vacation_checks/services.
    """

    reference = models.CharField(max_length=20, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=RequestState, editable=False)
    source = models.CharField(max_length=10, choices=Source, default=Source.ONLINE, editable=False)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)

    name = EncryptedTextField()
    email = EncryptedTextField(blank=True, help_text="Empty: the desk tells this person everything by phone.")
    email_index = BlindIndexField(of="email", by=email_key)
    phone = EncryptedTextField(help_text="E.164; works where the resident is.")
    phone_index = BlindIndexField(of="phone")
    house = EncryptedTextField(help_text="Number and street, normalised: 1234 SARTORI AVE.")
    house_index = BlindIndexField(of="house")
    unit = EncryptedTextField(blank=True)
    zip_code = EncryptedTextField()
    details = EncryptedJSONField(blank=True, default=dict)
    verification_word = EncryptedTextField(blank=True, help_text="Compared, never shown.")
    may_enter_yard = models.BooleanField("may look in the back yard", default=False)
    may_enter_home = models.BooleanField("may enter the home if it is found open", default=False)
    may_shut_water = models.BooleanField("may shut off the water", default=False)
    acknowledgement = models.ForeignKey(AcknowledgementText, on_delete=models.PROTECT, related_name="+")
    signature = EncryptedTextField()
    signed_at = models.DateTimeField()

    leaves_on = models.DateField()
    leaves_at = models.TimeField()
    returns_on = models.DateField()
    returns_at = models.TimeField()
    wished_leaves_on = models.DateField(null=True, blank=True, editable=False)
    wished_leaves_at = models.TimeField(null=True, blank=True, editable=False)
    wished_returns_on = models.DateField(null=True, blank=True, editable=False)
    wished_returns_at = models.TimeField(null=True, blank=True, editable=False)
    extended_at = models.DateTimeField(null=True, blank=True, editable=False)

    beat = models.ForeignKey(Beat, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction, default=Jurisdiction.UNKNOWN)
    has_visitors = models.BooleanField("somebody may come", default=False, editable=False)
    is_restricted = models.BooleanField(
        "restricted", default=False, help_text="Caution, for example a restraining order: nothing is told to callers."
    )
    identity = models.CharField(max_length=10, choices=Identity, blank=True, editable=False)
    identity_at = models.DateTimeField(null=True, blank=True, editable=False)
    identity_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.CharField(max_length=12, choices=Decision, blank=True, editable=False)
    desk_note = EncryptedTextField(blank=True, help_text="What the desk asks or explains; the resident reads it.")
    resident_note = EncryptedTextField(blank=True, help_text="What the resident answered the desk.")

    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VacationCheckRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request"
        ordering = ["leaves_on", "leaves_at", "pk"]
        indexes = [
            models.Index(
                fields=["state", "leaves_on", "returns_on"],
                name="vacation_checks_by_dates",
                condition=Q(sealed_at=None),
            ),
            models.Index(fields=["beat", "leaves_on", "returns_on"], name="vacation_checks_by_beat"),
        ]
        constraints = [
            models.CheckConstraint(
                name="vacation_checks_request_state_known", condition=Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(
                name="vacation_checks_request_returns_after_leaving",
                condition=Q(returns_on__gt=models.F("leaves_on"))
                | Q(returns_on=models.F("leaves_on"), returns_at__gt=models.F("leaves_at")),
            ),
            models.CheckConstraint(
                name="vacation_checks_request_deadline_iff_unconfirmed",
                condition=Q(state=RequestState.UNCONFIRMED, expires_at__isnull=False)
                | (~Q(state=RequestState.UNCONFIRMED) & Q(expires_at__isnull=True)),
            ),
            # No home is put on an officer's list before somebody has made sure who asks.
            models.CheckConstraint(
                name="vacation_checks_request_approved_with_identity",
                condition=~Q(state__in=CLOCK_STATES) | ~Q(identity=""),
            ),
            models.CheckConstraint(
                name="vacation_checks_request_ended_early_says_how",
                condition=~Q(state=RequestState.ENDED_EARLY) | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="vacation_checks_request_declined_with_reason",
                condition=~Q(state=RequestState.DECLINED) | ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="vacation_checks_request_wish_is_whole",
                condition=Q(
                    wished_leaves_on=None, wished_leaves_at=None, wished_returns_on=None, wished_returns_at=None
                )
                | Q(
                    wished_leaves_on__isnull=False,
                    wished_leaves_at__isnull=False,
                    wished_returns_on__isnull=False,
                    wished_returns_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="vacation_checks_request_sealed_after_its_end",
                condition=Q(sealed_at=None) | ~Q(state__in=LIVE_STATES),
            ),
        ]
        permissions = [("view_sealed", "Can open sealed requests")]

    def __str__(self):
        return self.reference

    def save(self, **kwargs):
        fields = kwargs.get("update_fields")
        if fields:
            indexed = {"email", "phone", "house"} & set(fields)
            kwargs["update_fields"] = [*fields, *(f"{name}_index" for name in indexed)]
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("requests:request", args=[self.reference])

    @property
    def leaves(self):
        """The moment of departure. A wall time that a clock change skips or repeats is read as the earlier one."""
        return wall_moment(self.leaves_on, self.leaves_at)

    @property
    def returns(self):
        """The moment of return; 00:15 belongs to the new day."""
        return wall_moment(self.returns_on, self.returns_at)

    @property
    def nights(self):
        return (self.returns_on - self.leaves_on).days

    @property
    def is_live(self):
        return self.state in LIVE_STATES

    @property
    def has_wish(self):
        """Whether the desk is to decide on other dates."""
        return self.wished_returns_on is not None

    def state_at(self, now, rules):
        """The true state at this moment: what the clock's job will write, or should have written."""
        if self.state == RequestState.UNCONFIRMED:
            return RequestState.LAPSED if self.expires_at <= now else self.state
        if self.state in INTAKE_STATES:
            return RequestState.LAPSED if self.returns <= now else self.state
        over = self.returns + timedelta(hours=rules.close_hours) <= now
        if self.state in CLOCK_STATES:
            return RequestState.COMPLETED if over else self._step_at(now)
        if self.state in {RequestState.SUSPENDED, RequestState.INFORMATION}:
            return RequestState.COMPLETED if over else self.state
        return RequestState(self.state)

    def _step_at(self, now):
        if self.returns <= now:
            return RequestState.AWAITING
        return RequestState.ACTIVE if self.leaves_on <= timezone.localdate(now) else RequestState.SCHEDULED


def wall_moment(day, time):
    """The instant of a local date and time."""
    return datetime.combine(day, time, tzinfo=timezone.get_default_timezone())


class RequestEvent(models.Model):
    """One step in the life of a request: append-only."""

    request = models.ForeignKey(VacationCheckRequest, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=12, choices=RequestState, blank=True)
    to_state = models.CharField(max_length=12, choices=RequestState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The member of staff; empty: the resident, or the clock.",
    )  # fmt: skip
    note = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.to_state}"


class RequestDraft(models.Model):
    """A request that is still being written: kept on our side, so that it can go on on another device.

    `answers` holds each finished step by its name. Sent or forgotten, it is deleted; `sent` leads whoever
    still has it open to what it became.
    """

    key = models.CharField(max_length=64, unique=True)
    answers = EncryptedJSONField(blank=True, default=dict)
    sent = models.ForeignKey(
        VacationCheckRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="vacation_checks_draft_changed")]

    def __str__(self):
        return f"draft {self.pk}"
