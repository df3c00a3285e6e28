"""The states and choices of schools, nominations and families."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SemesterPhase(models.TextChoices):
    """Where a semester of Teens and Policing stands. Derived from its dates and the class, never stored."""

    DRAFT = "draft", "Draft"
    PLANNED = "planned", "Nominations open later"
    NOMINATING = "nominating", "Nominations are open"
    CONFIRMING = "confirming", "Families are answering"
    SELECTING = "selecting", "The roster is being made"
    READY = "ready", "The roster is published"
    RUNNING = "running", "The class is running"
    COMPLETED = "completed", "Completed"
    REPORTED = "reported", "Credits are reported"
    CANCELLED = "cancelled", "Cancelled"


class NominationState(models.TextChoices):
    """How far a student has come. `services/nominations/states.py` is the only writer."""

    ALTERNATE = "alternate", _("Alternate")
    NOMINATED = "nominated", _("Nominated")
    INVITED = "invited", _("Invited")
    STUDENT_DONE = "student_done", _("Student has answered")
    GUARDIAN_DONE = "guardian_done", _("Guardian has answered")
    READY = "ready", _("Both have answered")
    ACCEPTED = "accepted", _("Accepted")
    ENROLLED = "enrolled", _("Enrolled")
    DECLINED = "declined", _("Declined by the student")
    REFUSED = "refused", _("Consent refused")
    REVOKED = "revoked", _("Consent taken back")
    EXPIRED = "expired", _("Expired: no answer in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


# The family is asked, or has answered, and nobody has a seat yet.
ASKED_STATES = [
    NominationState.NOMINATED,
    NominationState.INVITED,
    NominationState.STUDENT_DONE,
    NominationState.GUARDIAN_DONE,
    NominationState.READY,
]
# These use up a place of the school.
COUNTED_STATES = [*ASKED_STATES, NominationState.ACCEPTED, NominationState.ENROLLED]
LIVE_NOMINATIONS = [NominationState.ALTERNATE, *COUNTED_STATES]


class Completion(models.TextChoices):
    """What came of an enrolled student. Read from the outcome of the registration, never stored by itself."""

    UNDECIDED = "undecided", "Not decided yet"
    COMPLETED = "completed", "Completed"
    NOT_COMPLETED = "not_completed", "Not completed"


class ReopenReason(models.TextChoices):
    """Why a credit report is opened again after it was posted. To choose: free text could name a student."""

    ATTENDANCE = "attendance", "Attendance or completion was corrected"
    DETAILS = "details", "A name or a grade was corrected"
    RELEASE = "release", "A family has decided anew about the release to the school"
    SCHOOL = "school", "The school asked for it"


class Grade(models.IntegerChoices):
    """Juniors and seniors, as the district counts."""

    JUNIOR = 11, _("11 (junior)")
    SENIOR = 12, _("12 (senior)")


class AgreedHow(models.TextChoices):
    """How the parent agreed to the name being sent: without it, nothing about the student is stored (FERPA)."""

    WRITING = "writing", "In writing, on paper"
    MAIL = "mail", "By e-mail"
    PHONE = "phone", "On the phone"
    PERSON = "person", "In person"


class PartyRole(models.TextChoices):
    """Who is asked. Each has a link of their own."""

    STUDENT = "student", _("Student")
    GUARDIAN = "guardian", _("Parent or guardian")
    SECOND = "second", _("Second parent or guardian")


class ConsentKind(models.TextChoices):
    """What is asked for, each by itself, each no until somebody says yes."""

    PARTICIPATION = "participation", _("Taking part")
    HANDS_ON = "hands_on", _("Hands-on evenings: range, less-lethal, K-9, scenarios")
    RIDE_ALONG = "ride_along", _("Ride-along")
    PHOTOS = "photos", _("Photos and video")
    SCHOOL = "school", _("Attendance and completion go to the school")
    TREATMENT = "treatment", _("Emergency treatment")


class FamilyTextKind(models.TextChoices):
    """The texts that families read; of the first six, what they agree to."""

    PARTICIPATION = "participation", "Taking part, and release of liability"
    HANDS_ON = "hands_on", "Hands-on evenings: range, less-lethal, K-9, scenarios"
    RIDE_ALONG = "ride_along", "Ride-along"
    PHOTOS = "photos", "Photos and video"
    SCHOOL = "school", "Attendance and completion go to the school"
    TREATMENT = "treatment", "Emergency treatment"
    CONDUCT = "conduct", "Conduct rules, signed by the student"
    PURPOSE = "purpose", "What the answers are used for, and what never"


class Relation(models.TextChoices):
    """How the adult is related to the student."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GUARDIAN = "guardian", _("Legal guardian")
    CAREGIVER = "caregiver", _("Caregiver with an affidavit")
    OTHER = "other", _("Another relation")


class WayHome(models.TextChoices):
    """How the student gets home at 8 pm."""

    PICKED_UP = "picked_up", _("Somebody picks me up")
    DRIVES = "drives", _("I drive")
    WALKS = "walks", _("I walk or cycle")
    BUS = "bus", _("I take the bus")


class FlagKind(models.TextChoices):
    """What the coordinator must look at before the student can be accepted."""

    DISAGREE = "disagree", "Two guardians disagree"
    MIXED_UP = "mixed_up", "The student and the guardian may be one person"
