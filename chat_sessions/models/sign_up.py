"""Who takes part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from chat_sessions.enums import SessionStatus, SignUpState
from chat_sessions.models.session import DOOR_FIELDS, ChatSession
from core.contact import email_key
from core.enums import Language
from core.seats.places import LIVE_STATES, Place, PlaceQuerySet


class SignUpQuerySet(PlaceQuerySet):
    def of(self, address_key):
        """What the reader of this mail address has."""
        return self.filter(email_key=address_key).exclude(email_key="")

    def of_visitor(self, keys, address_key):
        """Live ones that a visitor opened by a mailed link (`keys`), or that belong to the address they proved."""
        theirs = Q(pk__in=keys)
        if address_key:
            theirs |= Q(email_key=address_key)
        return self.live().filter(theirs)

    def with_session(self):
        """With the session, and its door closed, as in lists of sessions."""
        return self.select_related("session").defer(*[f"session__{name}" for name in DOOR_FIELDS])

    def to_survey(self, days):
        """Who was let in on one of these days, can be written to, and was not asked yet how it was."""
        came = self.filter(joined_at__isnull=False, surveyed_at=None, session__date__range=days)
        return came.filter(session__status=SessionStatus.PUBLISHED).exclude(email="")

    def to_remind(self, since):
        """Who has a place since then or longer, and a mail address; whoever came later has just been told the date."""
        mine_since = Coalesce("email_confirmed_at", "created_at")
        confirmed = self.filter(state=SignUpState.CONFIRMED).exclude(email="")
        return confirmed.annotate(mine_since=mine_since).filter(mine_since__lte=since).order_by("pk")


class SignUp(Place):
    """One person's place in a session. A name or a nickname and a mail address: nothing else is needed.

    Everything that changes `state` is a verb in chat_sessions/services.
    """

    seats_of = "session"

    reference = models.CharField(max_length=20, unique=True, editable=False)
    session = models.ForeignKey(ChatSession, on_delete=models.PROTECT, related_name="sign_ups")
    state = models.CharField(max_length=10, choices=SignUpState, editable=False)
    name = models.CharField(max_length=120, help_text="Or a nickname.")
    email = models.EmailField(blank=True, help_text="Empty: entered by staff for a caller.")
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = PhoneNumberField(blank=True)
    zip_code = models.CharField(max_length=10, blank=True)
    language = models.CharField(
        max_length=10, choices=Language, default=Language.ENGLISH, help_text="To listen and ask in."
    )
    accommodations = models.JSONField(default=list, blank=True)
    accommodation_note = models.CharField(max_length=500, blank=True)
    is_late_wish = models.BooleanField("accommodation asked for late", default=False, editable=False)
    may_use_name = models.BooleanField(default=False)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="First let through the door.")
    surveyed_at = models.DateTimeField(null=True, blank=True, editable=False)
    survey_answered_on = models.DateField(null=True, blank=True, editable=False)

    objects = SignUpQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = "sign-up"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["session", "state", "expires_at"], name="chat_sign_up_places"),
            models.Index(fields=["email_key"], name="chat_sign_up_email"),
        ]
        constraints = [
            *Place.Meta.constraints,
            models.CheckConstraint(name="chat_sessions_signup_state_known", condition=Q(state__in=SignUpState.values)),
            models.UniqueConstraint(
                fields=["session", "email_key"],
                name="chat_sessions_signup_one_live_per_address",
                condition=Q(state__in=LIVE_STATES) & ~Q(email_key=""),
                violation_error_message="This mail address is signed up already.",
            ),
        ]

    def __str__(self):
        return self.reference

    def save(self, **kwargs):
        self.email_key = email_key(self.email)
        fields = kwargs.get("update_fields")
        if fields and "email" in fields:
            kwargs["update_fields"] = [*fields, "email_key"]
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("chat:sign_up", args=[self.reference])


class SignUpEvent(models.Model):
    """One step in the life of a sign-up: append-only."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=10, choices=SignUpState, blank=True)
    to_state = models.CharField(max_length=10, choices=SignUpState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.to_state}"


class SessionInterestQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class SessionInterest(models.Model):
    """Somebody wants to hear of future sessions: confirmed by mail, told of each new one until they say stop."""

    email = models.EmailField()
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SessionInterestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"wish {self.pk}"

    def save(self, **kwargs):
        self.email_key = email_key(self.email)
        super().save(**kwargs)
