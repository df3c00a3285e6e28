"""Who has a place in a class, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from core.contact import email_key, person_key
from core.enums import Language
from core.seats.places import LIVE_STATES, TIMED_STATES, Place, PlaceQuerySet
from programs.enums import Connection, HeardFrom, Outcome, RegistrationState, Source
from programs.models.catalog import ClassOffering, ClassSession

# Begins the note of a step into another class: what is known of the person there begins anew (standings.py).
MOVED_FROM = "moved from "


class RegistrationQuerySet(PlaceQuerySet):
    def same_person(self, registration):
        """Live registrations of the same person: same name and mail address or, without mail, same name and phone."""
        email, name = email_key(registration.email), person_key(registration.given_name, registration.family_name)
        same = self.live().filter(name_key=name, email_key=email).exclude(pk=registration.pk)
        return same if email else same.filter(phone=registration.phone)

    def graduates(self):
        """Those who finished the class; each has a confirmed seat."""
        return self.filter(outcome=Outcome.GRADUATED)

    def alumni(self):
        """Graduates who asked to hear from us."""
        return self.graduates().filter(alumni_since__isnull=False)

    def of(self, address_key):
        """What the reader of this mail address has."""
        return self.filter(email_key=address_key).exclude(email_key="")


class Registration(Place):
    """One person's place in a class: held, confirmed, in line, offered, or ended.

    A resident makes it online, or staff for a caller (then without mail, if need be).
    Everything that changes `state` is a verb in programs/services.
    """

    seats_of = "offering"
    # What a student is called (given and family name), put beside the row for whoever may know it
    # (services/nominations/names.py). No column: what is saved, searched or exported never has it.
    called = None

    reference = models.CharField(max_length=20, unique=True, editable=False)
    offering = models.ForeignKey(
        ClassOffering, on_delete=models.PROTECT, related_name="registrations", verbose_name="class"
    )
    state = models.CharField(max_length=10, choices=RegistrationState, editable=False)
    badge_code = models.CharField(
        max_length=4,
        editable=False,
        help_text="Four characters, unique in the class: for badge, sign-in sheet and door.",
    )
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    certificate_name = models.CharField(max_length=120, help_text="As it shall stand on the certificate.")
    email = models.EmailField(blank=True, help_text="Empty: staff tell this person everything by phone.")
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    name_key = models.CharField(max_length=170, editable=False)
    phone = PhoneNumberField(blank=True)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    connections = models.JSONField(default=list, help_text="How this person is connected to Torrance.")
    organization = models.CharField(max_length=200, blank=True)
    is_adult = models.BooleanField("18 or older on the first day", default=False)
    can_attend = models.BooleanField("can attend the sessions", default=False)
    will_miss = models.ManyToManyField(ClassSession, blank=True, related_name="+")
    first_time = models.BooleanField("first time in this program", default=True)
    accommodation = models.CharField(max_length=500, blank=True, help_text="Not used in selection.")
    heard_from = models.CharField(max_length=10, choices=HeardFrom, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.ONLINE, editable=False)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closing_note = models.CharField(max_length=300, blank=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    exempt_reason = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why this person may graduate against the absence rule."
    )
    alumni_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When this graduate asked to hear from us."
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta(Place.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["offering", "state", "expires_at"], name="programs_reg_seats"),
            models.Index(fields=["email_key"], name="programs_reg_email"),
            models.Index(fields=["created_at", "id"], name="programs_reg_newest"),
            models.Index(fields=["expires_at"], condition=Q(state__in=TIMED_STATES), name="programs_reg_deadlines"),
        ]
        constraints = [
            *Place.Meta.constraints,
            models.CheckConstraint(
                name="programs_registration_state_known", condition=Q(state__in=RegistrationState.values)
            ),
            models.CheckConstraint(
                name="programs_registration_declined_with_reason",
                condition=~Q(state=RegistrationState.DECLINED) | ~Q(closing_note=""),
            ),
            models.CheckConstraint(
                name="programs_registration_outcome_known", condition=Q(outcome__in=["", *Outcome.values])
            ),
            models.CheckConstraint(
                name="programs_registration_graduated_with_seat",
                condition=~Q(outcome=Outcome.GRADUATED) | Q(state=RegistrationState.CONFIRMED),
            ),
            models.CheckConstraint(
                name="programs_registration_alumni_graduated",
                condition=Q(alumni_since__isnull=True) | Q(outcome=Outcome.GRADUATED),
            ),
            models.UniqueConstraint(fields=["offering", "badge_code"], name="programs_registration_badge_code_once"),
            models.UniqueConstraint(
                fields=["offering", "email_key", "name_key"],
                name="programs_registration_one_live_per_person",
                condition=Q(state__in=LIVE_STATES) & ~Q(email_key=""),
                violation_error_message="This person already has a place in this class.",
            ),
        ]
        permissions = [("overbook_registration", "Can seat a person beyond the capacity")]

    def __str__(self):
        return f"{self.reference} {self.recorded_name}"

    def save(self, **kwargs):
        self.email_key = email_key(self.email)
        self.name_key = person_key(self.given_name, self.family_name)
        fields = kwargs.get("update_fields")
        if fields and {"email", "given_name", "family_name"} & set(fields):
            kwargs["update_fields"] = [*fields, "email_key", "name_key"]
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("programs:registration", args=[self.reference])

    @property
    def is_student(self):
        """Nominated by a school: known here by a number alone."""
        return self.source == Source.NOMINATED

    @property
    def recorded_name(self):
        """As it stands in the database: of a student, the number. For histories and messages."""
        return f"{self.given_name} {self.family_name}"

    @property
    def full_name(self):
        """As the reader of this page may know the person."""
        return f"{self.shown_given} {self.shown_family}".strip()

    @property
    def shown_given(self):
        return self.called[0] if self.called else self.given_name

    @property
    def shown_family(self):
        return self.called[1] if self.called else self.family_name

    @property
    def sort_name(self):
        """As lists show it: "Oh, Mina"."""
        return ", ".join(filter(None, [self.shown_family, self.shown_given]))

    @property
    def printed_name(self):
        """As it stands on badges and certificates: as the person wished."""
        return self.full_name if self.called else self.certificate_name or self.full_name

    @property
    def connection_labels(self):
        return [str(Connection(value).label) for value in self.connections if value in Connection.values]


class RegistrationEvent(models.Model):
    """One step in the life of a registration: append-only, so that staff can say what happened when, and by whom."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=10, choices=RegistrationState, blank=True)
    to_state = models.CharField(max_length=10, choices=RegistrationState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The staff member; empty: the resident, or the clock.",
    )  # fmt: skip
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.to_state}"
