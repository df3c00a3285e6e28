"""A virtual lunch session."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from chat_sessions.enums import SessionPhase, SessionStatus
from chat_sessions.models.rules import ChatRules, Host
from core.encrypted import EncryptedTextField
from core.seats.places import PlaceState, seat_taken_at

# How to get in.
DOOR_FIELDS = ("join_link", "passcode", "dial_in")


class ChatSessionManager(models.Manager):
    """Lists leave the door closed: how to get in is read for one session at a time, by asking for the attribute."""

    def get_queryset(self):
        return super().get_queryset().defer(*DOOR_FIELDS)


class ChatSessionQuerySet(models.QuerySet):
    def public(self):
        """What residents may know of."""
        return self.exclude(status=SessionStatus.DRAFT)

    def coming(self, today):
        return self.public().filter(date__gte=today).order_by("date", "start_time")

    def past(self, today):
        return self.filter(status=SessionStatus.PUBLISHED, date__lt=today).order_by("-date", "-start_time")

    def with_places(self, now):
        """Adds places_taken and line_length as they stand at `now`."""
        return self.annotate(
            places_taken=_count_of_sign_ups(seat_taken_at(now)),
            line_length=_count_of_sign_ups(Q(state=PlaceState.WAITLISTED)),
        )


def _count_of_sign_ups(condition):
    sign_up = ChatSession._meta.get_field("sign_ups").related_model
    rows = sign_up.objects.filter(condition, session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class ChatSession(models.Model):
    """One hour with the Chief, in local (Pacific) wall time.

    How to get in (link, passcode) is encrypted, and stands on no page, in no mail and in no calendar file: our
    page lets the person through. What staff change here is what everybody meets.
    """

    number = models.PositiveIntegerField(unique=True, help_text="Stands in the address: /chat/3/")
    title = models.CharField(max_length=120, default="CHAT with the Chief")
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.DRAFT, editable=False)
    date = models.DateField()
    start_time = models.TimeField()
    end_time = models.TimeField()
    topic = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True, help_text="One line each.")
    hosts = models.ManyToManyField(Host, blank=True, related_name="sessions")
    languages = models.JSONField(default=list, blank=True, help_text="Languages that are interpreted, besides English.")
    has_captions = models.BooleanField("captions", default=True)
    has_asl = models.BooleanField("American Sign Language", default=False)
    platform = models.CharField(max_length=60, blank=True, help_text="Such as Zoom or Teams.")
    join_link = EncryptedTextField(blank=True)
    passcode = EncryptedTextField(blank=True)
    dial_in = EncryptedTextField(blank=True, help_text="Numbers and code for the telephone; shown with the door.")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Places. Empty: no limit.")
    line_capacity = models.PositiveSmallIntegerField(default=200, help_text="How many may stand in line.")
    opens_at = models.DateTimeField(null=True, blank=True, help_text="When sign-up opens.")
    questions_close_at = models.DateTimeField(
        null=True, blank=True, help_text="Later questions are taken until the end, but may not be in the briefing."
    )
    public_list = models.BooleanField(default=True, help_text="Approved questions are listed, and can be voted for.")
    recording_notice = models.CharField(
        max_length=300,
        default="The session is recorded and published. Questions are public records.",
    )
    recording_link = models.URLField(blank=True, help_text="After the session, with corrected captions.")
    moderated_by = models.CharField(max_length=120, blank=True, help_text="Who leads through the hour.")
    cancelled_reason = models.CharField(max_length=300, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When staff closed the hour.")
    answers_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="Grows with every change (RFC 5545).")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChatSessionManager.from_queryset(ChatSessionQuerySet)()

    class Meta:
        verbose_name = "CHAT session"
        ordering = ["-date", "-start_time", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="chat_sessions_chatsession_status_known", condition=Q(status__in=SessionStatus.values)
            ),
            models.CheckConstraint(
                name="chat_sessions_chatsession_ends_after_start",
                condition=Q(end_time__gt=F("start_time")),
                violation_error_message="The session must end after it starts.",
            ),
            models.CheckConstraint(
                name="chat_sessions_chatsession_cancelled_iff_reason",
                condition=(Q(status=SessionStatus.CANCELLED) & ~Q(cancelled_reason=""))
                | (~Q(status=SessionStatus.CANCELLED) & Q(cancelled_reason="")),
            ),
            models.CheckConstraint(
                name="chat_sessions_chatsession_at_least_one_place", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.date:%B %-d, %Y}"

    def get_absolute_url(self):
        return reverse("chat:session", args=[self.number])

    @property
    def starts_at(self):
        return datetime.combine(self.date, self.start_time, tzinfo=timezone.get_default_timezone())

    @property
    def ends_at(self):
        return datetime.combine(self.date, self.end_time, tzinfo=timezone.get_default_timezone())

    @property
    def door_opens_at(self):
        """From when those who signed up are let through."""
        return self.starts_at - timedelta(minutes=ChatRules.current().join_minutes)

    def is_door_open(self, now):
        return self.status == SessionStatus.PUBLISHED and self.door_opens_at <= now < self.closing_moment

    @property
    def closing_moment(self):
        """When the hour is over: as planned, or when staff closed it."""
        return self.ended_at or self.ends_at

    def takes_questions(self, now):
        """From publication to the end of the hour: the very second of closing is too late."""
        return self.phase(now) in {SessionPhase.OPEN, SessionPhase.LIVE}

    def phase(self, now=None):
        """Where the session stands: decided by staff, else by the clock."""
        now = now or timezone.now()
        if self.status != SessionStatus.PUBLISHED:
            return SessionPhase(self.status)
        if now >= self.closing_moment:
            return SessionPhase.ANSWERED if self.answers_published_at else SessionPhase.ENDED
        if now >= self.starts_at:
            return SessionPhase.LIVE
        return SessionPhase.OPEN if self.opens_at is None or self.opens_at <= now else SessionPhase.ANNOUNCED

    def places_left(self, now=None):
        """None: no limit."""
        if self.capacity is None:
            return None
        taken = getattr(self, "places_taken", None)
        if taken is None:
            taken = self.sign_ups.filter(seat_taken_at(now or timezone.now())).count()
        return max(self.capacity - taken, 0)
