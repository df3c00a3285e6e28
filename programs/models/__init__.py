"""The nouns of the room: see programs/README.md."""

from programs.models.attendance import Attendance
from programs.models.catalog import ClassOffering, ClassSession, Program
from programs.models.graduation import Certificate, SurveyAnswer, SurveyInvitation
from programs.models.imports import ImportRun
from programs.models.interest import ClassInterest
from programs.models.letters import Letter, LetterRecipient, LetterTemplate
from programs.models.merging import Merge, NotADuplicate
from programs.models.packet import AcceptancePacket, AgreementText
from programs.models.registration import Registration, RegistrationEvent

__all__ = [
    "AcceptancePacket",
    "AgreementText",
    "Attendance",
    "Certificate",
    "ClassInterest",
    "ClassOffering",
    "ClassSession",
    "ImportRun",
    "Letter",
    "LetterRecipient",
    "LetterTemplate",
    "Merge",
    "NotADuplicate",
    "Program",
    "Registration",
    "RegistrationEvent",
    "SurveyAnswer",
    "SurveyInvitation",
]
