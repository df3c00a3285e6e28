"""What is recorded of an evening."""

from programs.services import attendance
from programs.services.attendance import Marked


def mark(session, marks, by):
    """`marks`: {registration key: mark}."""
    attendance.record_marks(session, {pk: Marked(each) for pk, each in marks.items()}, {}, by)
