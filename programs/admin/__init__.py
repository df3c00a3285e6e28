"""The staff side of the room. Thin: what happens to seats and sessions is decided in services."""

from programs.admin.agreements import AgreementTextAdmin
from programs.admin.catalog import ClassInterestAdmin, ProgramAdmin
from programs.admin.certificates import CertificateAdmin
from programs.admin.classes import ClassOfferingAdmin
from programs.admin.imports import ImportRunAdmin
from programs.admin.letter_records import LetterAdmin, LetterTemplateAdmin
from programs.admin.registrations import RegistrationAdmin
from programs.admin.students import CounselorAdmin, FamilyTextAdmin, NominationAdmin, SchoolAdmin, SemesterAdmin

__all__ = [
    "AgreementTextAdmin",
    "CertificateAdmin",
    "ClassInterestAdmin",
    "ClassOfferingAdmin",
    "CounselorAdmin",
    "FamilyTextAdmin",
    "ImportRunAdmin",
    "LetterAdmin",
    "LetterTemplateAdmin",
    "NominationAdmin",
    "ProgramAdmin",
    "RegistrationAdmin",
    "SchoolAdmin",
    "SemesterAdmin",
]
