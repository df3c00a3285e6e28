"""The states and choices of classes and registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.TextChoices):
    """How people get into a program's classes."""

    OPEN = "open", _("Anyone who qualifies can register")
    NOMINATION = "nomination", _("A school counselor nominates")


class ClassStatus(models.TextChoices):
    """What staff decided about a class; the rest (ClassPhase) follows from the clock."""

    DRAFT = "draft", _("Draft: only staff see it")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class ClassPhase(models.TextChoices):
    """Where a class stands at a moment. Derived, never stored."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Registration is open")
    CLOSED = "closed", _("Registration is closed")
    RUNNING = "running", _("The class is running")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(models.TextChoices):
    """One person's standing in a class. `services` is the only writer."""

    HELD = "held", _("Seat held until the mail address is confirmed")
    CONFIRMED = "confirmed", _("Seat confirmed")
    WAITLISTED = "waitlisted", _("In line")
    OFFERED = "offered", _("Seat offered")
    LAPSED = "lapsed", _("Ended: time ran out")
    WITHDRAWN = "withdrawn", _("Given up")
    DECLINED = "declined", _("Declined by staff")


LIVE_STATES = [
    RegistrationState.HELD,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
]
TIMED_STATES = [RegistrationState.HELD, RegistrationState.OFFERED]


class Source(models.TextChoices):
    """How a registration came in."""

    ONLINE = "online", "Online"
    STAFF = "staff", "Entered by staff (phone or paper)"


class Connection(models.TextChoices):
    """How a person is connected to Torrance (the department's own list of who may come)."""

    LIVE = "live", _("I live in Torrance")
    WORK = "work", _("I work in Torrance")
    SCHOOL = "school", _("I attend school in Torrance")
    CHURCH = "church", _("I belong to a church or place of worship in Torrance")
    CIVIC = "civic", _("I belong to a civic or business group in Torrance (Kiwanis, Rotary, Chamber of Commerce ...)")
    PROPERTY = "property", _("I own property in Torrance")
    WATCH = "watch", _("I belong to a Neighborhood Watch in Torrance")
    OTHER = "other", _("Another connection")


class HeardFrom(models.TextChoices):
    """How a person learned of the class; for the department's outreach only."""

    FRIEND = "friend", _("A friend or a graduate")
    OFFICER = "officer", _("A police officer or a department event")
    CITY = "city", _("The City's website or newsletter")
    SOCIAL = "social", _("Social media")
    NEWS = "news", _("A newspaper or the news")
    GROUP = "group", _("A school, church or club")
    OTHER = "other", _("Something else")
