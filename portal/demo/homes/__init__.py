"""The Vacation Security Check of the demo: households that ask, the desk that decides, officers who look.

No household exists; its street is one of the sample table, its phone 555-01xx, its mail example.com.
All of them chose the same verification word (residents.WORD), so that a call can be tried out.
"""

from portal.demo.homes import calls, intake, rounds, stays
from portal.demo.homes.calendar import Calendar
from portal.demo.moments import as_of
from vacation_checks.services import clock_upkeep, street_files, streets

# Nights on which something was due: the seal, a lapse, a return and its reminder.
NIGHTS = [-11, -3, -2, -1]


def live_through(now, *, desk, officer, volunteer):
    """The last weeks of the room, up to this moment: every state in which a request can be."""
    streets.replace(street_files.read(street_files.SAMPLE_FILE.read_bytes()).ranges, is_sample=True)
    calendar = Calendar(now)
    homes = stays.approve_all(calendar, desk)
    rounds.look_at(homes, calendar, {"officer": officer, "volunteer": volunteer})
    stays.go_on(homes, calendar, desk)
    calls.answer_alerts(calendar, desk)
    intake.fill(calendar, desk)
    _let_the_clock_run(calendar)


def _let_the_clock_run(calendar):
    """The worker's duties: what ends is closed, reminded of, sealed."""
    for moment in [*(calendar.on(night, 23) for night in NIGHTS), calendar.now]:
        with as_of(moment):
            clock_upkeep.move_on()
            clock_upkeep.remind_returned()
            clock_upkeep.seal_ended()
