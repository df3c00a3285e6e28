"""The staff side of the room. Thin: what happens to seats and sessions is decided in services."""

from programs.admin.agreements import AgreementTextAdmin
from programs.admin.catalog import ClassInterestAdmin, ProgramAdmin
from programs.admin.certificates import CertificateAdmin
from programs.admin.classes import ClassOfferingAdmin
from programs.admin.imports import ImportRunAdmin
from programs.admin.registrations import RegistrationAdmin
from programs.admin.students import CounselorAdmin, FamilyTextAdmin, SchoolAdmin

__all__ = ["AgreementTextAdmin", "ClassInterestAdmin", "ClassOfferingAdmin", "ProgramAdmin", "RegistrationAdmin"]
__all__ = ["CertificateAdmin", "ClassInterestAdmin", "ClassOfferingAdmin", "ProgramAdmin", "RegistrationAdmin"]
__all__ = ["ClassInterestAdmin", "ClassOfferingAdmin", "ImportRunAdmin", "ProgramAdmin", "RegistrationAdmin"]
from programs.admin.letter_records import LetterAdmin, LetterTemplateAdmin

__all__ = ["CounselorAdmin", "SchoolAdmin"]
__all__ = [
    "ClassInterestAdmin",
    "ClassOfferingAdmin",
    "FamilyTextAdmin",
    "LetterAdmin",
    "LetterTemplateAdmin",
    "ProgramAdmin",
    "RegistrationAdmin",
]
