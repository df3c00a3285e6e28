"""Classes that are over, with people who were there or not."""

from datetime import datetime, time, timedelta

import time_machine
from django.utils import timezone

from programs.enums import Mark, Outcome
from programs.models import Attendance, Registration
from programs.services import graduation
from tests.programs.builders import make_offering, seated


def ended_class(names=("ana", "ben", "cleo"), *, days_ago=1, mark=Mark.PRESENT, people=None, **fields):
    """A class with eleven sessions and graduation night, the last so many days ago. Everybody was always there.

    `people`: {name: fields of the registration} for those who are not just a name.
    """
    last = timezone.localdate() - timedelta(days=days_ago)
    first = last - timedelta(weeks=11)
    before = datetime.combine(first - timedelta(days=20), time(12), tzinfo=timezone.get_default_timezone())
    with time_machine.travel(before):
        offering = make_offering(first_date=first, **fields)
        for name in names:
            seated(offering, name, **(people or {}).get(name, {}))
    if mark:
        mark_all(offering, mark)
    return offering


def mark_all(offering, mark, *, name=None, sessions=None):
    """The same mark for everybody (or one person) at all teaching sessions (or the first so many)."""
    people = offering.registrations.filter(given_name=name.capitalize()) if name else offering.registrations.all()
    for person in people:
        for session in offering.teaching_sessions[:sessions]:
            Attendance.objects.update_or_create(
                registration=person, session=session, defaults={"mark": mark, "at": session.ends_at}
            )


def person(offering, name):
    return Registration.objects.get(offering=offering, given_name=name.capitalize())


def graduate_all(offering, by):
    """All who have finished; the class as it is after that."""
    chosen = {each.registration.pk for each in graduation.eligible(offering) if each.may_graduate}
    return graduation.graduate(offering, chosen, by=by)


def outcomes(offering):
    return {person.given_name.lower(): person.outcome for person in offering.registrations.all()}


def numbers(offering):
    """{given name: number of the valid certificate}"""
    rows = Registration.objects.filter(offering=offering, certificates__replaced_at=None)
    return {name.lower(): number for name, number in rows.values_list("given_name", "certificates__number") if number}


GRADUATED, INCOMPLETE = Outcome.GRADUATED, Outcome.INCOMPLETE
