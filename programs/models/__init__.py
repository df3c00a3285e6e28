"""The nouns of the room: see programs/README.md."""

from programs.models.attendance import Attendance
from programs.models.catalog import ClassOffering, ClassSession, Program
from programs.models.families import ConsentDecision, FamilyText, PaperInvitation, Party
from programs.models.graduation import Certificate, SurveyAnswer, SurveyInvitation
from programs.models.imports import ImportRun
from programs.models.interest import ClassInterest
from programs.models.letters import Letter, LetterRecipient, LetterTemplate
from programs.models.merging import Merge, NotADuplicate
from programs.models.nominations import Nomination, NominationEvent
from programs.models.packet import AcceptancePacket, AgreementText
from programs.models.registration import Registration, RegistrationEvent
from programs.models.schools import Counselor, CreditReport, School, SchoolQuota, Semester
from programs.models.sign_outs import SignOut

__all__ = [
    "AcceptancePacket",
    "AgreementText",
    "Attendance",
    "Certificate",
    "ClassInterest",
    "ClassOffering",
    "ClassSession",
    "ConsentDecision",
    "Counselor",
    "CreditReport",
    "FamilyText",
    "ImportRun",
    "Letter",
    "LetterRecipient",
    "LetterTemplate",
    "Merge",
    "Nomination",
    "NominationEvent",
    "NotADuplicate",
    "PaperInvitation",
    "Party",
    "Program",
    "Registration",
    "RegistrationEvent",
    "School",
    "SchoolQuota",
    "Semester",
    "SignOut",
    "SurveyAnswer",
    "SurveyInvitation",
]
