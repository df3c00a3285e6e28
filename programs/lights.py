"""The lights of an evening: which student may take part in what. For whoever leads it, and nothing beyond that."""

from dataclasses import dataclass

from programs import students
from programs.enums.nominations import ConsentKind, NominationState, PartyRole, WayHome
from programs.models import Nomination
from programs.services.nominations.consents import consents_of

# What an instructor must know of each, in the order of the columns. Credit is the school's matter.
SHOWN = {
    ConsentKind.PARTICIPATION: "Taking part",
    ConsentKind.HANDS_ON: "Hands-on",
    ConsentKind.RIDE_ALONG: "Ride-along",
    ConsentKind.PHOTOS: "Photos",
    ConsentKind.TREATMENT: "Treatment",
}

# As staff read it, not as the student is asked.
WAYS = {
    WayHome.PICKED_UP: "Is picked up",
    WayHome.DRIVES: "Drives",
    WayHome.WALKS: "Walks or cycles",
    WayHome.BUS: "Takes the bus",
}


@dataclass(frozen=True)
class Light:
    """One thing, and whether the family allows it."""

    label: str
    is_given: bool


@dataclass(frozen=True)
class StudentLights:
    """One student on the list of an evening."""

    name: str
    badge: str
    lights: list[Light]
    has_allergy: bool
    way_home: str


def lights_of(session):
    """Everybody with a seat in the class of this session, by family name, as it stands on that day."""
    enrolled = Nomination.objects.filter(quota__semester__offering=session.offering_id, state=NominationState.ENROLLED)
    nominations = list(enrolled.with_answers())
    given = consents_of(nominations, session.date)
    nominations.sort(key=lambda each: (each.family_name.casefold(), students.shown_name(each).casefold(), each.pk))
    return [_row(nomination, given[nomination.pk]) for nomination in nominations]


def totals(rows):
    """[(label, how many may)] of the whole list."""
    return [(label, sum(row.lights[index].is_given for row in rows)) for index, label in enumerate(SHOWN.values())]


def _row(nomination, given):
    student = nomination.party(PartyRole.STUDENT)
    way = student.answers.get("way_home") if student else ""
    return StudentLights(
        name=students.shown_name(nomination),
        badge=nomination.registration.badge_code,
        lights=[Light(label, given[kind]) for kind, label in SHOWN.items()],
        has_allergy=any(party.has_allergy for party in nomination.parties.all()),
        way_home=WAYS.get(way, "not known: ask"),
    )
