"""The answers of a request that are only read together: what stands in VacationCheckRequest.details.

Plain values by name, encrypted as one text. A key that was not answered may be missing.
"""

from typing import TypedDict


class Contact(TypedDict, total=False):
    """Somebody near who can come: at least one."""

    name: str
    relation: str
    phone: str  # E.164
    has_key: bool
    within_hour: bool
    speaks: str


class Visitor(TypedDict, total=False):
    """Somebody who may be on the property. Whoever is not listed is a reason for an alert."""

    name: str  # person or company
    purpose: str  # enums.Purpose
    days: str
    vehicle: str
    phone: str
    inside: bool


class Vehicle(TypedDict, total=False):
    """A vehicle that stays at the home."""

    description: str
    plate: str
    place: str


class Details(TypedDict, total=False):
    relation: str  # enums.Relation
    other_phone: str
    cross_street: str
    city: str  # as the resident writes it: Hollywood Riviera is often "Redondo Beach"
    residence: str  # enums.Residence
    gated: str  # enums.Gated
    gate_entry: str  # how officers get in; dropped when the request is sealed
    side_gate: str  # enums.SideGate
    yard_reachable: bool
    contacts: list[Contact]
    visitors: list[Visitor]
    vehicles: list[Vehicle]
    alarm: str  # enums.Alarm
    alarm_company: str
    alarm_phone: str
    lights: str
    cameras: str
    animals: str  # enums.Animals
    animals_note: str
    conditions: str
    hazards: str
