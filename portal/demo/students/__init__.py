"""Teens and Policing in the demo: a class that was, one that runs, and one for which schools nominate now.

Students, families and counselors are invented; schools have their mail at example.org. Every step is one of the
room's services, as of the moment at which somebody would have done it.
"""

from portal.demo.homes.calendar import Calendar
from portal.demo.students import coming, past, running, schools


def live_through(now, classes, *, coordinator):
    """`classes`: those for students, by number. The last weeks, up to this moment."""
    calendar = Calendar(now)
    staff = schools.fill(classes["TAP 1"])
    past.hold(classes["TAP 1"], staff, coordinator)
    running.hold(classes["TAP 2"], staff, coordinator, calendar)
    coming.fill(classes["TAP 3"], staff, coordinator, calendar)
