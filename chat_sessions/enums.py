"""The words of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionStatus(models.TextChoices):
    """What staff decided about a session; the rest (SessionPhase) follows from the clock."""

    DRAFT = "draft", "Draft: only staff see it"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Cancelled"


class SessionPhase(models.TextChoices):
    """Where a session stands at a moment. Derived, never stored."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Sign-up is open")
    LIVE = "live", _("Live now")
    ENDED = "ended", _("Ended: answers are being prepared")
    ANSWERED = "answered", _("Answers are published")
    CANCELLED = "cancelled", _("Cancelled")


class SignUpState(models.TextChoices):
    """One person's place in a session: the same mechanism as in a class (core.seats)."""

    HELD = "held", _("Place held until the mail address is confirmed")
    CONFIRMED = "confirmed", _("Signed up")
    WAITLISTED = "waitlisted", _("In line")
    OFFERED = "offered", _("Place offered")
    LAPSED = "lapsed", _("Ended: time ran out")
    WITHDRAWN = "withdrawn", _("Given up")
    DECLINED = "declined", _("Removed by staff")


class Accommodation(models.TextChoices):
    CAPTIONS = "captions", _("Captions")
    ASL = "asl", _("American Sign Language")
    INTERPRETER = "interpreter", _("An interpreter for my language")
    OTHER = "other", _("Something else")


class Topic(models.TextChoices):
    """What a question is about."""

    TRAFFIC = "traffic", _("Traffic and parking")
    BURGLARY = "burglary", _("Burglary and theft")
    FORCE = "force", _("Use of force")
    HIRING = "hiring", _("Hiring and training")
    HOMELESSNESS = "homelessness", _("Homelessness")
    OVERSIGHT = "oversight", _("Oversight and reform")
    YOUTH = "youth", _("Schools and young people")
    PRAISE = "praise", _("Thanks and praise")
    OTHER = "other", _("Something else")


class QuestionState(models.TextChoices):
    """What became of a question. Every question ends in public: nothing is deleted."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("Being looked at")
    RETURNED = "returned", _("Back with you: please change it")
    APPROVED = "approved", _("On the list")
    QUEUED = "queued", _("To be asked next")
    ANSWERED_LIVE = "answered_live", _("Answered in the session")
    ANSWERED_WRITING = "answered_writing", _("Answered in writing")
    MERGED = "merged", _("Asked together with others")
    REDIRECTED = "redirected", _("Passed to those who can answer it")
    DECLINED = "declined", _("Not asked")
    WITHDRAWN = "withdrawn", _("Taken back")


# On the public list, and can be voted for.
LISTED_STATES = [QuestionState.APPROVED, QuestionState.QUEUED]
# Waits for a moderator.
WAITING_STATES = [QuestionState.RECEIVED, QuestionState.IN_REVIEW]
# Still owed an end.
OPEN_STATES = [*WAITING_STATES, QuestionState.RETURNED, *LISTED_STATES]
ANSWERED_STATES = [QuestionState.ANSWERED_LIVE, QuestionState.ANSWERED_WRITING]


class DeclineReason(models.TextChoices):
    """Why a question is not asked. Criticism is not among them."""

    PRIVATE_PERSON = "private", _("It names a private person.")
    CONFIDENTIAL = "confidential", _("It is about an open case, or about confidential personnel matters.")
    THREAT = "threat", _("It has a threat, an obscenity or a slur.")
    ADVERTISING = "advertising", _("It advertises something.")
    OFF_TOPIC = "off_topic", _("It is not about the police department.")


class Destination(models.TextChoices):
    """Where a question is passed to."""

    COMPLAINT = "complaint", _("The complaint process of the department")
    RECORDS = "records", _("The records section")
    REPORT = "report", _("A crime report: the non-emergency line")
    CITY = "city", _("Another department of the City")


class AnswerKind(models.TextChoices):
    LIVE = "live", _("Answered in the session")
    WRITTEN = "written", _("Answered in writing")


class SurveyQuestion(models.TextChoices):
    """What people are asked the day after, each from 1 (no) to 5 (yes)."""

    USEFUL = "useful", _("The session was useful.")
    HEARD = "heard", _("My question was answered.")
    TRUST_BEFORE = "trust_before", _("I trusted the police department before.")
    TRUST_AFTER = "trust_after", _("I trust the police department now.")
    LANGUAGE = "language", _("I could follow in my language.")
