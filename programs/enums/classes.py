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
    MERGED = "merged", _("Joined with another registration of the same person")


class Source(models.TextChoices):
    """How a registration came in."""

    ONLINE = "online", "Online"
    STAFF = "staff", "Entered by staff (phone or paper)"
    IMPORTED = "imported", "Read from a file"
    NOMINATED = "nominated", "Nominated by a school"


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


class Mark(models.TextChoices):
    """What is known of one person at one session. No mark: not recorded, which is not "absent"."""

    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEFT_EARLY = "left_early", _("Left early")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")
    MADE_UP = "made_up", _("Made up")


# Whoever has one of these has had the session.
ATTENDED_MARKS = [Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY, Mark.MADE_UP]


class Outcome(models.TextChoices):
    """How the class ended for one person: a separate fact from the state of the registration."""

    GRADUATED = "graduated", _("Graduated")
    INCOMPLETE = "incomplete", _("Not completed")


class ShirtSize(models.TextChoices):
    XS = "xs", _("Extra small")
    S = "s", _("Small")
    M = "m", _("Medium")
    L = "l", _("Large")
    XL = "xl", _("Extra large")
    XXL = "xxl", _("2 extra large")
    XXXL = "xxxl", _("3 extra large")
    NONE = "none", _("No shirt, please")


class AgreementKind(models.TextChoices):
    """What a participant is asked to agree to. Photos are asked for separately, and may be refused."""

    CONDUCT = "conduct", _("Conduct rules")
    LIABILITY = "liability", _("Release of liability")
    PHOTO = "photo", _("Photos and video")


class SurveyWave(models.TextChoices):
    """When graduates are asked: gains in trust fade, and concerns return after half a year (domain.md 2a)."""

    END = "end", _("At the end of the class")
    LATER = "later", _("Six months later")


class ImportKind(models.TextChoices):
    """What a file of rows brings in."""

    GRADUATES = "graduates", "Past graduates"
    REGISTRATIONS = "registrations", "Paper registrations"


class ImportState(models.TextChoices):
    """How far a file has come. Nothing of it is in the portal before `done`."""

    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked: nothing is imported yet"
    IMPORTING = "importing", "Being imported"
    DONE = "done", "Imported"
    FAILED = "failed", "Not imported"
    DROPPED = "dropped", "Dropped"


class SurveyQuestion(models.TextChoices):
    """What graduates are asked, each from 1 (no) to 5 (yes)."""

    WORTH = "worth", _("The class was worth my time.")
    UNDERSTAND = "understand", _("I understand better how police work is done.")
    TRUST = "trust", _("I trust the police department.")
    FAIR = "fair", _("Officers treat people fairly.")
    RECOMMEND = "recommend", _("I would recommend this class to others.")


class Fate(models.TextChoices):
    """What becomes of one row of a file."""

    NEW = "new", "New"
    SEAT = "seat", "Gets a seat"
    LINE = "line", "Joins the line"
    THERE = "there", "Already there"
    TWICE = "twice", "Twice in the file"
