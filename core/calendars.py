"""Calendar files (RFC 5545): dates in local time with their time zone spelled out."""

from dataclasses import dataclass
from datetime import datetime

import icalendar
from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Event:
    """One dated meeting. `uid` never changes; `sequence` grows with every change of it."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_text(events, *, name, method="PUBLISH"):
    """The .ics file for these events.

    A calendar program keeps the event it knows by its UID and replaces it when the
    SEQUENCE is higher; wall time stays right over both clock changes, because each time
    refers to the VTIMEZONE in the file and not to UTC.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Torrance Police Community Programs//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for event in events:
        calendar.add_component(_component(event))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _component(event):
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", timezone.now())
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends)
    component.add("summary", event.summary)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for field in ("location", "description", "url"):
        if value := getattr(event, field):
            component.add(field, value)
    return component
