"""The programs in the department's own words, and classes as they are planned season by season."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.services import enter_break
from portal.demo.moments import DAY
from programs.enums import Entry
from programs.models import ClassOffering, Program
from programs.services import classes

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
MARCH, JUNE, AUGUST, SEPTEMBER = 3, 6, 8, 9
LEAST_LEAD, BETWEEN_CLASSES = timedelta(weeks=6), timedelta(weeks=35)
EVENINGS_SO_FAR, EVENINGS_OF_STUDENTS = 6, 5

PARTNERS_IN_POLICING = {
    "slug": "pip",
    "prefix": "PIP",
    "name": "Partners in Policing",
    "entry": Entry.OPEN,
    "position": 1,
    "classes_before": 44,
    "graduates_before": 1000,
    "summary": (
        "Twelve evenings with the Torrance Police Department: meet the Gang Detail, SWAT, K9 and others, hands-on. "
        "Registration for this class fills up quickly."
    ),
    "description": (
        "Partners in Policing takes place twice a year, with 25 to 40 participants: Thursdays from 6 to 8 pm for "
        "12 weeks, 11 sessions and then graduation.\n\n"
        "Participants meet the Gang Detail, SWAT, K9 and others, and it is hands-on.\n\n"
        "Registration for this class fills up quickly."
    ),
    "who_may_come": (
        "Torrance residents, people who work in Torrance, and anyone affiliated with the City: you attend school "
        "here, or you are a member of a church or a civic organization based here (Kiwanis, Rotary, Chamber of "
        "Commerce ...).\n\n"
        "You must be 18 or older."
    ),
    "at_graduation": "After 11 sessions, the twelfth evening is graduation.",
}
TEENS_AND_POLICING = {
    "slug": "tap",
    "prefix": "TAP",
    "name": "Teens and Policing",
    "entry": Entry.NOMINATION,
    "position": 2,
    "summary": (
        "With the Torrance Unified School District, for select juniors and seniors of its high schools: twelve "
        "evenings at the Torrance Police Department, for school credits."
    ),
    "description": (
        "Teens and Policing takes place once per semester, in fall and in spring: 12 weeks, one night a week, from "
        "6 to 8 pm, at the department.\n\n"
        "Students meet the Chief, tour the station, see SWAT and K9, and hear the DUI team, the Gang Detail and the "
        "Detectives.\n\n"
        "They earn school credits on successful completion."
    ),
    "who_may_come": (
        "Select juniors and seniors of the high schools of the Torrance Unified School District.\n\n"
        "Students are selected by their counselor."
    ),
}
HANDS_ON = "Use of force scenarios"
PIP_TOPICS = [
    "Chief's welcome and tour of the station",
    "Patrol and traffic",
    "Gang Detail",
    "Detectives",
    "Crime scene and forensic identification",
    "K9",
    "SWAT",
    "Drones and motor officers",
    HANDS_ON,
    "Dispatch and 911",
    "Community and Neighborhood Watch",
]
TAP_TOPICS = ["Meet the Chief and tour the station", "DUI team", "Gang Detail", "K9", "Detectives", "SWAT"]
TAP_HANDS_ON = [4, 6]


def make_classes(today, *, open_thursdays, open_tuesdays, open_summer):
    """Every class of the demo, by number, none of them with people yet. The arguments: when registration opened."""
    pip = Program.objects.create(**PARTNERS_IN_POLICING)
    tap = Program.objects.create(**TEENS_AND_POLICING)
    spring = next_spring(today)
    last, this = season_before(today), season_now(today)
    tuesdays = f"Spring {spring}, Tuesday evenings"
    made = [
        _publish(_plan(pip, 44, "Spring 2020", date(2020, 3, 5), opens_at=None)),
        _publish(_plan(pip, 45, season(last), last, opens_at=midnight(last) - 60 * DAY)),
        _publish(_plan(pip, 46, season(this), this, opens_at=midnight(this) - 60 * DAY, capacity=25)),
        _publish(_plan(pip, 47, f"Spring {spring}", first(THURSDAY, spring, MARCH), opens_at=open_thursdays)),
        _publish(_plan(pip, 48, tuesdays, first(TUESDAY, spring, MARCH), opens_at=open_tuesdays, capacity=25)),
        _publish(_plan(pip, 49, f"Fall {spring}", first(THURSDAY, spring, SEPTEMBER), opens_at=None)),
        _plan(pip, 50, f"Spring {spring + 1}", first(THURSDAY, spring + 1, MARCH), opens_at=None),
        _publish(_plan(pip, 51, f"Summer {spring}", first(THURSDAY, spring, JUNE), opens_at=open_summer)),
        *classes_for_students(tap, today),
    ]
    return {f"{offering.program.prefix} {offering.number}": offering for offering in made}


def classes_for_students(tap, today):
    """One that was, one in its fifth week, one in the coming term."""
    _winter_breaks(today.year)
    this, coming = wednesdays_now(today), next_term(today)
    last = this - BETWEEN_CLASSES
    enter_break(coming + timedelta(days=26), coming + timedelta(days=30), "School break")
    return [
        _publish(_plan(tap, number, term(day), day, opens_at=None, capacity=capacity))
        for number, (day, capacity) in enumerate([(last, 25), (this, 25), (coming, 30)], start=1)
    ]


def _winter_breaks(year):
    for each in (year - 2, year - 1, year, year + 1):
        # First the holidays: on them nobody meets.
        classes.ensure_closure_days(date(each, 1, 1))
        enter_break(date(each, 12, 21), date(each + 1, 1, 3), "Winter break")


def next_spring(today):
    """The year of the next spring class that is still far enough ahead to be filled."""
    year = today.year
    return year if first(THURSDAY, year, MARCH) - today >= LEAST_LEAD else year + 1


def next_term(today):
    """The first Wednesday of the next class for students, in March or September, that is far enough ahead."""
    terms = [first(WEDNESDAY, year, month) for year in (today.year, today.year + 1) for month in (MARCH, SEPTEMBER)]
    return next(day for day in terms if day - today >= LEAST_LEAD)


def term(day):
    """Schools know two."""
    return f"{'Spring' if day.month <= JUNE else 'Fall'} {day.year}"


def season_now(today):
    """The first Thursday of a class that has had, or has today, its sixth evening."""
    return _begun(today, THURSDAY, EVENINGS_SO_FAR, sessions=11, with_graduation=True)


def wednesdays_now(today):
    """The first Wednesday of a class for students that has had, or has today, its fifth evening."""
    return _begun(today, WEDNESDAY, EVENINGS_OF_STUDENTS, sessions=12, with_graduation=False)


def _begun(today, weekday, evenings, *, sessions, with_graduation):
    day = today - timedelta(days=(today.weekday() - weekday) % 7, weeks=evenings - 1)
    while True:
        classes.ensure_closure_days(day)
        plan = classes.propose_dates(first_date=day, session_count=sessions, with_graduation=with_graduation,
                                     for_students=not with_graduation)  # fmt: skip
        if sum(each <= today for each in plan.dates) >= evenings:
            return day
        day -= timedelta(weeks=1)


def season_before(today):
    """The first Thursday of a class that ended half a year ago."""
    return season_now(today) - BETWEEN_CLASSES


def season(day):
    """What a class that begins on this day is called."""
    name = "Spring" if day.month < JUNE else "Summer" if day.month < AUGUST else "Fall"
    return f"{name} {day.year}"


def midnight(day):
    return datetime.combine(day, time(0), tzinfo=timezone.get_default_timezone())


def first(weekday, year, month):
    """The first Thursday of March, and the like."""
    begin = date(year, month, 1)
    return begin + timedelta(days=(weekday - begin.weekday()) % 7)


def _plan(program, number, title, first_date, **fields):
    """A draft with its sessions. PIP: 11 and graduation. TAP: 12 weeks."""
    with_graduation = program.slug == "pip"
    topics = PIP_TOPICS if with_graduation else TAP_TOPICS
    classes.ensure_closure_days(first_date)
    plan = classes.propose_dates(
        first_date=first_date,
        session_count=11 if with_graduation else 12,
        with_graduation=with_graduation,
        for_students=program.is_for_students,
    )
    offering = classes.create_season(
        offering=ClassOffering(program=program, number=number, title=title, **fields),
        dates=plan.dates,
        start_time=time(18),
        end_time=time(20),
        with_graduation=with_graduation,
        topics=topics,
        hands_on=() if with_graduation else TAP_HANDS_ON,
    )
    offering.sessions.filter(topic=HANDS_ON).update(hands_on=True)
    return offering


def _publish(offering):
    classes.publish(offering)
    offering.refresh_from_db()
    return offering
