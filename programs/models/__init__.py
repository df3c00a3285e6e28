"""The nouns of the room: see programs/README.md."""

from programs.models.catalog import ClassOffering, ClassSession, Program, seat_taken_at
from programs.models.interest import ClassInterest
from programs.models.registration import Registration, RegistrationEvent

__all__ = [
    "ClassInterest",
    "ClassOffering",
    "ClassSession",
    "Program",
    "Registration",
    "RegistrationEvent",
    "seat_taken_at",
]
