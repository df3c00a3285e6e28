"""A class for students that runs on Thursdays from March 4, 2027, six weeks, the last one graduation."""

import time_machine

from mailroom.models import Message
from programs.enums import Entry
from programs.enums.nominations import NominationState
from programs.models import Attendance, Certificate
from programs.services import attendance, graduation
from programs.services.attendance import Marked
from tests.programs.builders import local, make_offering, make_program
from tests.programs.evenings import BEFORE, FIRST, evening
from tests.programs.students import coordinator, make_nomination, make_semester


def student_class(**fields):
    """Its semester; nobody is in it yet."""
    with time_machine.travel(BEFORE, tick=False):
        program = make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
        offering = make_offering(
            program=program, number=12, first_date=FIRST.date(), sessions=fields.pop("sessions", 6), opens_at=None
        )
        return make_semester(offering=offering, **fields)


def enroll(semester, family="oh", **fields):
    """A student with a seat, and the family that answered for them."""
    with time_machine.travel(BEFORE, tick=False):
        return make_nomination(semester, state=NominationState.ENROLLED, family=family, **fields)


def mark(nomination, number, value, by=None):
    """Staff write a mark at the evening of this week; "" clears."""
    session = evening(nomination.semester.offering, number)
    key = nomination.registration_id
    row = Attendance.objects.filter(session=session, registration=key).first()
    seen = {key: Marked(row.mark, row.note)} if row else {}
    return attendance.record_marks(session, {key: Marked(value)}, seen, by or coordinator())


def graduate(semester, *nominations):
    """They were always there, and graduate on the last night. Their certificates, in order."""
    offering = semester.offering
    for session in offering.teaching_sessions:
        for nomination in nominations:
            fields = {"mark": "present", "at": session.ends_at}
            Attendance.objects.create(session=session, registration_id=nomination.registration_id, **fields)
    with time_machine.travel(offering.held_sessions[-1].ends_at, tick=False):
        graduation.graduate(offering, {each.registration_id for each in nominations}, by=coordinator())
    return [Certificate.objects.get(registration=each.registration_id) for each in nominations]


def mailed(template):
    """To whom mails of this kind were promised, in order."""
    return [message.to for message in mails(template)]


def mails(template):
    return list(Message.objects.filter(template=f"students/{template}").order_by("pk"))


def march(day, hour=12, minute=0):
    return time_machine.travel(local(2027, 3, day, hour, minute), tick=False)
