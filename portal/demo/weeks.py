"""The last three weeks in the life of the classes, lived through at one go: up to this very moment.

A service that runs inside `as_of` takes that moment for now. So holds and offers begin and
run out when they would have, and no row is touched by anything but the services.
(The mails stand in the outbox as of the real now: see the defaults of mailroom.Message.)
"""

from itertools import islice

from django.utils import timezone

from portal.demo import evenings, files
from portal.demo.content import make_classes
from portal.demo.moments import DAY, HOUR, MINUTE, as_of
from portal.demo.people import everybody
from programs.enums import RegistrationState
from programs.models import ClassInterest
from programs.services import classes, interest, registrations, roster, upkeep

NOT_AN_ADULT = (
    "This class is for people who are 18 or older. Please ask your school counselor about Teens and Policing."
)
SUMMER_REASON = "The training room is needed for other purposes this summer. The spring and fall classes take place."


def live_through(now, *, coordinator):
    """All classes, and the people who came to them in the last three weeks. Returns the classes, by number."""
    opened = now - 21 * DAY
    made = make_classes(
        timezone.localdate(now), open_thursdays=opened, open_tuesdays=now - 12 * DAY, open_summer=now - 10 * DAY
    )
    people = everybody()
    evenings.last_season(made["PIP 45"], people, coordinator)
    evenings.this_season(made["PIP 46"], people, coordinator, now)
    _the_class_fills_up(made["PIP 47"], people, now, coordinator)
    _one_offer_runs_out(made["PIP 47"], people, now)
    _the_last_day(made["PIP 47"], people, now, coordinator)
    for number, person in enumerate(islice(people, 9)):
        _take_a_seat(made["PIP 48"], person, now - 11 * DAY + number * DAY)
    _the_summer_class_is_cancelled(made["PIP 51"], people, now)
    _wishes(made["PIP 47"].program, now)
    files.bring_in(made["PIP 48"].program, made["PIP 48"], coordinator, now)
    return made


def _register(offering, person, moment):
    with as_of(moment):
        return registrations.register(
            offering=offering, answers=person.answers(), form_key=f"demo-{offering.pk}-{person.number}"
        )


def _take_a_seat(offering, person, moment):
    registration = _register(offering, person, moment)
    with as_of(moment + 20 * MINUTE):
        return registrations.confirm(registration)


def _withdraw(registration, moment):
    with as_of(moment):
        registrations.withdraw(registration)


def _the_class_fills_up(offering, people, now, coordinator):
    """40 confirmed seats ten days ago; on the way there two never confirmed, and one gave the seat up."""
    start = now - 21 * DAY + HOUR
    with as_of(start):
        caller = next(people).answers(email="", first_time=True)
        roster.register_caller(offering=offering, answers=caller, by=coordinator)
    seated = [_take_a_seat(offering, person, start + n * 4 * HOUR) for n, person in enumerate(islice(people, 30))]
    for person in islice(people, 2):
        _register(offering, person, now - 15 * DAY)
    with as_of(now - 14 * DAY + HOUR):
        upkeep.settle_overdue_seats()
    _withdraw(seated[7], now - 14 * DAY + 2 * HOUR)
    for n, person in enumerate(islice(people, 10)):
        _take_a_seat(offering, person, now - 13 * DAY + n * 6 * HOUR)
    with as_of(now - 12 * DAY):
        registrations.announce_absence(seated[3], offering.sessions.all()[2])
        registrations.announce_absence(seated[9], offering.sessions.all()[5])


def _one_offer_runs_out(offering, people, now):
    """Somebody waited, was offered a seat and did not answer; the line is empty again."""
    waiting = _register(offering, next(people), now - 9 * DAY)
    _withdraw(_confirmed(offering)[11], now - 8 * DAY)
    waiting.refresh_from_db()
    with as_of(waiting.expires_at - 6 * HOUR):
        upkeep.warn_of_ending_offers()
    with as_of(waiting.expires_at + MINUTE):
        upkeep.settle_overdue_seats()
    _withdraw(_confirmed(offering)[20], now - 3 * DAY)


def _the_last_day(offering, people, now, coordinator):
    """The last two seats are held, eight stand in line, and two seats become free for them."""
    _register(offering, next(people), now - 23 * HOUR)
    _register(offering, next(people), now - 16 * HOUR)
    for n, person in enumerate(islice(people, 8)):
        _register(offering, person, now - 14 * HOUR + n * HOUR)
    _withdraw(_confirmed(offering)[5], now - 4 * HOUR)
    with as_of(now - 2 * HOUR):
        roster.decline(_confirmed(offering)[25], by=coordinator, reason=NOT_AN_ADULT)


def _confirmed(offering):
    """Those with a confirmed seat, the first to come first."""
    return list(offering.registrations.filter(state=RegistrationState.CONFIRMED).order_by("pk"))


def _the_summer_class_is_cancelled(offering, people, now):
    for number, person in enumerate(islice(people, 3)):
        _take_a_seat(offering, person, now - 9 * DAY + number * DAY)
    with as_of(now - 3 * DAY):
        classes.cancel_class(offering, reason=SUMMER_REASON)


def _wishes(program, now):
    """Two want to hear of the next class; one of them has confirmed the address."""
    with as_of(now - DAY):
        for mailbox in ("grace.ellison", "tomas.rivas"):
            interest.ask_to_be_told(program=program, email=f"{mailbox}@example.com", language="en")
        interest.confirm_interest(ClassInterest.objects.get(email="grace.ellison@example.com"))
