"""Teens and Policing in the admin: semesters, the board of nominees, the roster, and the lights of an evening."""

from programs.admin.students.counselors import CounselorAdmin
from programs.admin.students.schools import SchoolAdmin

__all__ = ["CounselorAdmin", "SchoolAdmin"]
