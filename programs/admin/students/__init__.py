"""Teens and Policing as its coordinator runs it."""

from programs.admin.students.counselors import CounselorAdmin
from programs.admin.students.family_texts import FamilyTextAdmin
from programs.admin.students.nominations import NominationAdmin, SemesterAdmin
from programs.admin.students.schools import SchoolAdmin

__all__ = ["CounselorAdmin", "FamilyTextAdmin", "NominationAdmin", "SchoolAdmin", "SemesterAdmin"]
