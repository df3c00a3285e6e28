"""The words of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """How a request stands. From `scheduled` to `completed` the clock moves it: see VacationCheckRequest.state_at."""

    UNCONFIRMED = "unconfirmed", _("Mail address not confirmed yet")
    SUBMITTED = "submitted", _("With our desk")
    ASKED = "asked", _("We asked you something")
    SCHEDULED = "scheduled", _("Approved")
    ACTIVE = "active", _("We look at the home")
    AWAITING = "awaiting", _("Over: are you back?")
    SUSPENDED = "suspended", _("Paused")
    INFORMATION = "information", _("Known to officers, no checks")
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Ended: time ran out")


# With the desk: nothing is promised yet.
INTAKE_STATES = [RequestState.SUBMITTED, RequestState.ASKED]
# Approved, and moved on by the clock alone. Which of them holds now is worked out from the dates.
CLOCK_STATES = [RequestState.SCHEDULED, RequestState.ACTIVE, RequestState.AWAITING]
LIVE_STATES = [
    RequestState.UNCONFIRMED,
    *INTAKE_STATES,
    *CLOCK_STATES,
    RequestState.SUSPENDED,
    RequestState.INFORMATION,
]
# What a resident may still call off.
RUNNING_STATES = [*CLOCK_STATES, RequestState.SUSPENDED, RequestState.INFORMATION]


class Source(models.TextChoices):
    ONLINE = "online", "Online"
    STAFF = "staff", "Entered by the desk (phone or paper)"


class Jurisdiction(models.TextChoices):
    """What the street table says of an address."""

    INSIDE = "inside", "In the city"
    CHECK = "check", "To be looked at: ZIP on the border of the city"
    UNKNOWN = "unknown", "Street not in our table"
    OUTSIDE = "outside", "Outside the city"


class Identity(models.TextChoices):
    """How the desk knows that the person who asks lives there."""

    CALL_BACK = "call_back", "Called back"
    ID_SEEN = "id_seen", "Photo ID seen"
    KNOWN = "known", "Known to the department"


class Relation(models.TextChoices):
    """Who may ask: somebody who lives there."""

    OWNER = "owner", _("I own this home and live here")
    TENANT = "tenant", _("I rent this home and live here")
    FAMILY = "family", _("I am an adult of the family that lives here")


class Residence(models.TextChoices):
    HOUSE = "house", _("House")
    TOWNHOUSE = "townhouse", _("Townhouse")
    CONDO = "condo", _("Condominium")
    APARTMENT = "apartment", _("Apartment")
    MOBILE = "mobile", _("Mobile home")


class Gated(models.TextChoices):
    """What stands between the street and the home."""

    OPEN = "open", _("No gate: the street is open to all")
    GATE = "gate", _("A gate")
    GUARD = "guard", _("A gate with a guard")


class SideGate(models.TextChoices):
    NONE = "none", _("There is none")
    UNLOCKED = "unlocked", _("Not locked")
    LOCKED = "locked", _("Locked")


class Alarm(models.TextChoices):
    NONE = "none", _("No alarm")
    LOCAL = "local", _("An alarm that sounds at the home")
    MONITORED = "monitored", _("An alarm that a company watches")


class Animals(models.TextChoices):
    NONE = "none", _("No animals stay")
    INSIDE = "inside", _("Inside the home")
    YARD = "yard", _("In the yard")


class Purpose(models.TextChoices):
    """Why somebody may be on the property."""

    GARDENER = "gardener", _("Gardener")
    POOL = "pool", _("Pool")
    CLEANER = "cleaner", _("Cleaning")
    PETS = "pets", _("Animals")
    PLANTS = "plants", _("Plants and mail")
    CONTRACTOR = "contractor", _("Repairs")
    FAMILY = "family", _("Family or friend")
    OTHER = "other", _("Something else")


class EndedBy(models.TextChoices):
    """How we learned that the residents are back."""

    RESIDENT = "resident", "The resident, online"
    PHONE = "phone", "By phone, with the verification word"
    DESK = "desk", "The desk"
    PATROL = "patrol", "Met at the home"
    CLOCK = "clock", "Nobody told us: the clock"


class Decision(models.TextChoices):
    """Why the desk declines or asks; the words that the resident reads stand in emails and pages."""

    OUTSIDE = "outside", _("The home is not in the City of Torrance.")
    NOT_RESIDENT = "not_resident", _("We could not confirm that you live there.")
    OCCUPIED = "occupied", _("Somebody stays in the home overnight.")
    NOT_ELIGIBLE = "not_eligible", _("The home is vacant, for sale, tented or under construction.")
    TOO_LATE = "too_late", _("There is too little time before you leave.")
    TOO_OFTEN = "too_often", _("The days for this year are used up.")
    DUPLICATE = "duplicate", _("We already have a request from you for these dates.")
    OTHER = "other", _("Another reason")


class Area(models.TextChoices):
    """What an officer looked at."""

    FRONT = "front", _("Front")
    WINDOWS = "windows", _("Windows")
    GARAGE = "garage", _("Garage")
    SIDE_GATE = "side_gate", _("Side gate")
    BACK = "back", _("Back yard")


class AlertOutcome(models.TextChoices):
    """How the desk closed an alert."""

    SECURED = "secured", "Secured; contact or resident told"
    FALSE_ALARM = "false_alarm", "Nothing was wrong"
    REPORT = "report", "Report taken"
    HANDED_OVER = "handed_over", "Handed over to another unit"
    RESIDENT_BACK = "resident_back", "The residents are back"


class Viewed(models.TextChoices):
    """What a person of the department looked at."""

    REQUEST = "request", "Request"
    LIST = "list", "List of requests"
    ALERTS = "alerts", "Alerts board"
    TOUR = "tour", "Homes of a tour"
    HOME = "home", "A home, on patrol"
    PRINT = "print", "Beat sheet printed"
    SEALED = "sealed", "Sealed request"
    WORD = "word", "Verification word tried"


class Parity(models.TextChoices):
    """Which side of a street a range of numbers means."""

    BOTH = "both", "Both sides"
    ODD = "odd", "Odd numbers"
    EVEN = "even", "Even numbers"
