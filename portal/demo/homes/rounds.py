"""Tours of the last weeks, what they found, and the one that is out now."""

from portal.demo.homes.asking import open_page
from portal.demo.moments import HOUR, MINUTE, as_of
from vacation_checks.enums import Area, Viewed
from vacation_checks.models import Beat, ResultCode
from vacation_checks.services import checks, tours

# Days from today | hour | beat | who | home and result, ...
_TOURS = """
-27 | 9 | 4 | officer | sealed clear
-22 | 14 | 4 | officer | sealed front-only
-15 | 10 | 5 | officer volunteer | long clear
-13 | 10 | 5 | officer volunteer | long clear
-12 | 14 | 4 | officer | completed clear
-11 | 10 | 5 | officer volunteer | long front-only
-10 | 10 | 3 | volunteer | awaiting clear
-10 | 14 | 4 | officer | completed clear
-9 | 10 | 5 | officer volunteer | long clear, extended clear
-9 | 15 | 1 | officer | returning clear
-8 | 10 | 3 | volunteer | awaiting authorised
-7 | 9 | 1 | officer | returning authorised, late clear
-7 | 14 | 4 | officer | completed hazard
-6 | 10 | 5 | officer volunteer | long authorised, extended clear
-5 | 9 | 1 | officer | returning clear, late front-only, alert clear, early clear
-5 | 11 | 3 | volunteer | awaiting clear
-5 | 14 | 4 | officer | completed clear
-4 | 10 | 5 | officer volunteer | long clear, extended vehicle, paused front-only
-3 | 9 | 1 | officer | seen clear, returning front-only, alert mail, early clear
-2 | 10 | 5 | officer volunteer | long clear, extended no-access
-1 | 15 | 1 | officer | late clear, seen clear, returning clear, alert open
"""
# Result: what was seen, and what was done.
FOUND = {
    "authorised": ("Somebody from the list was watering the plants.", "Talked with her."),
    "hazard": ("Water ran from under the kitchen door.", "Called the contact; shut off the water at the street."),
    "vehicle": ("A black pickup that is not on the list stood in the driveway.", "Plate checked with dispatch."),
    "mail": ("Three packages on the porch, one of them open.", "Moved them out of sight behind the gate."),
    "open": ("The sliding door to the patio was unlocked. Nobody inside, nothing disturbed.", "Officer closed it."),
    "no-access": ("The street was closed for work on the sewer.", "Try again tomorrow."),
}
FRONT = [Area.FRONT, Area.WINDOWS]
EVERYWHERE = [*FRONT, Area.GARAGE, Area.SIDE_GATE, Area.BACK]
UNITS = {"officer": "21A", "volunteer": "VOP 2"}
LOOK = 17 * MINUTE


def look_at(homes, calendar, people):
    """Every tour with its checks; `people`: accounts by user name."""
    beats = {beat.name: beat for beat in Beat.objects.all()}
    codes = {code.code: code for code in ResultCode.objects.all()}
    for line in _TOURS.strip().splitlines():
        day, hour, beat, who, found = (cell.strip() for cell in line.split("|"))
        pair = [people[name] for name in who.split()]
        moment = calendar.on(int(day), int(hour), int(day) * -7 % 23)
        tour = _start(moment, pair, beats[beat], who)
        for number, look in enumerate(found.split(", ")):
            key, code = look.split()
            _look(homes[key], codes[code], tour, pair[(number + int(day)) % len(pair)], moment + (number + 1) * LOOK)
        _end(tour, moment + 2 * HOUR)
    _it_was_another_home(homes["late"], calendar)
    _the_tour_of_now(homes["returning"], codes["clear"], calendar, people["officer"], beats["1"])


def _start(moment, pair, beat, who):
    with as_of(moment):
        partner = pair[1] if len(pair) > 1 else None
        tour = tours.start_tour(pair[0], partner=partner, beat=beat, unit=UNITS[who.split()[0]])
        open_page(pair[0], what=Viewed.TOUR, tour=tour)
    return tour


def _look(home, code, tour, officer, moment):
    """The officer opens the home's page, and logs what there is."""
    narrative, done = FOUND.get(code.code, ("", ""))
    with as_of(moment):
        open_page(officer, home, what=Viewed.HOME, tour=tour)
        return checks.log_check(
            home, tour, officer, result=code, areas=FRONT if code.code == "front-only" else EVERYWHERE,
            form_key=f"demo-{tour.pk}-{home.pk}", narrative=narrative, action_taken=done,
        )  # fmt: skip


def _end(tour, moment):
    with as_of(moment):
        tours.end_tour(tour)


def _it_was_another_home(home, calendar):
    """Logged at the wrong door yesterday: said so afterwards, and the home is overdue as before."""
    check = home.checks.order_by("-checked_at").first()
    with as_of(calendar.on(-1, 16)):
        checks.add_addendum(
            check, check.officer, reason="Logged at the wrong home", is_wrong_home=True,
            text="I stood at the house across the street. This one I have not seen.",
        )  # fmt: skip


def _the_tour_of_now(home, clear, calendar, officer, beat):
    """Out since an hour, the sheet printed, one home seen."""
    tour = _start(calendar.now - HOUR, [officer], beat, "officer")
    with as_of(calendar.now - HOUR + MINUTE):
        open_page(officer, what=Viewed.PRINT, tour=tour)
    _look(home, clear, tour, officer, calendar.now - 20 * MINUTE)
