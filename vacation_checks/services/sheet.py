"""What stands on paper in the car: no phone number, no resident's name, no date."""

from dataclasses import dataclass

from vacation_checks.enums import Animals, Gated, SideGate
from vacation_checks.services import patrol
from vacation_checks.services.briefing import vehicles_of


@dataclass(frozen=True)
class Row:
    address: str
    flags: list[str]
    visitors: list[str]
    vehicles: list[str]


def rows_of(tour, now):
    """The homes of a tour in the order of its list."""
    return [_row(home, tour) for home in patrol.sheet_of(tour, now)]


def _row(home, tour):
    details = home.details
    flags = [
        (tour.beat is None, home.beat),
        (home.has_alert, "Open alert"),
        (home.is_restricted, "Caution: ask the desk"),
        (home.is_last_day, "Last day"),
        (details.get("animals") == Animals.YARD, "Animals in the yard"),
        (details.get("gated") in {Gated.GATE, Gated.GUARD}, "Gated"),
        (details.get("side_gate") == SideGate.LOCKED, "Side gate locked"),
    ]
    return Row(
        address=home.address,
        flags=[words for is_so, words in flags if is_so],
        visitors=[visitor["name"] for visitor in details.get("visitors", []) if visitor.get("name")],
        vehicles=vehicles_of(details),
    )
