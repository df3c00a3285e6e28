"""Calendar files (RFC 5545): dates in local time with their time zone spelled out."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from functools import lru_cache

import icalendar
from django.conf import settings
from django.utils import timezone

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


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
    refers to the VTIMEZONE in the file and not to UTC. PUBLISH says what takes place, CANCEL
    takes out what is known; both name the organizer (RFC 5546).
    """
    # When a class fills up, many mails carry the same file: it is made once a minute.
    stamp = timezone.now().replace(second=0, microsecond=0)
    return _text(tuple(events), str(name), method, stamp)


@lru_cache(maxsize=64)
def _text(events, name, method, stamp):
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Torrance Police Community Programs//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", icalendar.vText(_plain(name)))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for event in events:
        calendar.add_component(_component(event, stamp))
    # Only the clock changes of these years: all that there ever were would be most of the file.
    years = [event.starts.year for event in events] or [timezone.localdate().year]
    calendar.add_missing_timezones(first_date=date(min(years), 1, 1), last_date=date(max(years) + 1, 1, 1))
    return calendar.to_ical().decode()


def _component(event, stamp):
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", stamp)
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends)
    component.add("summary", _plain(event.summary))
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("organizer", _organizer())
    for field in ("location", "description"):
        if value := _plain(getattr(event, field)):
            component.add(field, value)
    if event.url:
        component.add("url", event.url)
    return component


def _organizer():
    """Who writes the mails is who holds the events."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    if name:
        organizer.params["CN"] = icalendar.vText(_plain(name))
    return organizer


def _plain(text):
    # Whatever some program takes for a line break becomes the one that the library escapes,
    # so that no text can write a line of its own into the file.
    return _CONTROL_CHARACTERS.sub("", "\n".join(str(text).splitlines()))
