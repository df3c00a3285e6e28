"""The homes that officers look at, or will, or looked at: approved in time, and what became of them."""

from datetime import time

from portal.demo.homes.asking import approve, dates, open_page, send
from portal.demo.moments import HOUR, as_of
from vacation_checks.enums import EndedBy, Identity
from vacation_checks.services import changes, desk, endings

# Whenever the demo is filled, somebody is still to return on that day.
LATE_FLIGHT = time(23, 59)
# Leaves so many days from today, for so many nights.
STAYS = {
    "scheduled": (4, 8),
    "wish": (6, 7),
    "never": (-2, 9),
    "seen": (-5, 12),
    "late": (-8, 15),
    "alert": (-6, 10),
    "leaving": (0, 10),
    "returning": (-11, 11),
    "early": (-7, 12),
    "long": (-16, 24),
    "extended": (-10, 12),
    "paused": (-5, 14),
    "awaiting": (-12, 10),
    "completed": (-14, 10),
    "sealed": (-30, 12),
}
ASKED_BEFORE = 7
TENTED = "The home is tented for termites until Friday. Please tell us when you know that it can be entered again."
TOO_LONG = "This is longer than we can look at a home. Officers know of it; somebody of the family stays some nights."


def approve_all(calendar, by):
    """Every home that was approved, by key."""
    homes = {}
    for number, (key, (leaves, nights)) in enumerate(STAYS.items()):
        stay = dates(calendar, leaves, nights, returns_at=LATE_FLIGHT if key == "returning" else time(18))
        asked_on = min(leaves - ASKED_BEFORE, -2)
        how = list(Identity)[number % len(Identity)]
        request = send(key, calendar.on(asked_on, 9 + number % 8), stay)
        homes[key] = approve(request, calendar.on(asked_on + 1, 9), by, how)
    return homes


def go_on(homes, calendar, by):
    """What their residents and the desk did since."""
    _other_dates(homes, calendar)
    _not_looked_at(homes, calendar, by)
    for key, moment in {
        "sealed": calendar.on(-18, 19),
        "completed": calendar.on(-3, 8),
        "early": calendar.now - 2 * HOUR,
    }.items():
        with as_of(moment):
            endings.back_early(homes[key], EndedBy.RESIDENT)


def _other_dates(homes, calendar):
    with as_of(calendar.on(-1, 21)):
        changes.change_dates(homes["wish"], **dates(calendar, 6, 12))
    with as_of(calendar.on(-2, 20)):
        changes.extend(homes["extended"], calendar.day(6), time(18))


def _not_looked_at(homes, calendar, by):
    """Paused yesterday; and one that is too long for checks."""
    with as_of(calendar.on(-1, 12)):
        open_page(by, homes["paused"])
        desk.suspend(homes["paused"], TENTED, by=by)
    asked = send("information", calendar.on(-28, 10), dates(calendar, -20, 95))
    with as_of(calendar.on(-27, 10)):
        open_page(by, asked)
        desk.inform_only(asked, by=by, explanation=TOO_LONG)
