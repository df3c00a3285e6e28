"""A class that runs on Thursdays from March 4, 2027, six weeks, the last one graduation; and what happens there."""

from datetime import timedelta

import time_machine

from programs import standings
from programs.models import Attendance, ClassOffering
from programs.services import attendance
from programs.services.attendance import Marked
from tests.programs.builders import local, make_offering, seated

BEFORE = local(2027, 1, 10)
FIRST = local(2027, 3, 4, 18)


def running_class(*names, **fields):
    """The class, and its people, who were seated long before. (offering, ana, ben, ...)"""
    with time_machine.travel(BEFORE, tick=False):
        offering = make_offering(first_date=FIRST.date(), sessions=fields.pop("sessions", 6), **fields)
        return offering, *[seated(offering, name) for name in names]


def evening(offering, number):
    """The session of this week, counted from 1."""
    return fresh(offering).held_sessions[number - 1]


def after(number, days=1, hour=10):
    """The morning after the session of this week."""
    return time_machine.travel(local(2027, 3, 4, hour) + timedelta(weeks=number - 1, days=days), tick=False)


def during(number, hour=18, minute=10):
    return time_machine.travel(local(2027, 3, 4, hour, minute) + timedelta(weeks=number - 1), tick=False)


def fresh(offering):
    return ClassOffering.objects.get(pk=offering.pk)


def record(session, by, **marks):
    """Write marks by given name, as somebody who sees what stands there now; "" clears."""
    people = {person.given_name.lower(): person.pk for person in session.offering.registrations.all()}
    rows = {row.registration_id: row for row in Attendance.objects.filter(session=session)}
    seen = {key: Marked(rows[key].mark, rows[key].note) for key in people.values() if key in rows}
    wanted = {people[name]: Marked(mark) for name, mark in marks.items()}
    return attendance.record_marks(session, wanted, seen, by)


def marks_of(session):
    rows = Attendance.objects.filter(session=session).select_related("registration")
    return {row.registration.given_name.lower(): row.mark for row in rows}


def standing(registration):
    """How the person stands now, read anew."""
    return standings.of_registrations([type(registration).objects.get(pk=registration.pk)])[registration.pk]
