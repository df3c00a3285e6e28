"""Plain functions that build what a test is about; a test names only what matters to it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.references import new_reference
from programs.enums import ClassStatus, RegistrationState
from programs.models import ClassOffering, ClassSession, Program, Registration
from programs.services import registrations, roster


def make_program(slug="pip", **fields):
    defaults = {
        "name": "Partners in Policing",
        "prefix": slug.upper(),
        "summary": "Meet your police.",
        "description": "Twelve evenings.",
        "who_may_come": "Adults connected to Torrance.",
    }
    return Program.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_offering(*, number=45, capacity=40, sessions=12, first_date=None, status=ClassStatus.PUBLISHED, **fields):
    """A class that is open now: weekly sessions at 6 pm from sixty days ahead, the last one graduation."""
    fields.setdefault("program", None)
    program = fields.pop("program") or make_program()
    offering = ClassOffering.objects.create(
        program=program,
        number=number,
        title=fields.pop("title", "Spring 2027"),
        capacity=capacity,
        status=status,
        opens_at=fields.pop("opens_at", timezone.now() - timedelta(days=1)),
        **fields,
    )
    first_date = first_date or timezone.localdate() + timedelta(days=60)
    offering.sessions.bulk_create(
        ClassSession(
            offering=offering,
            date=first_date + timedelta(weeks=week),
            start_time=time(18),
            end_time=time(20),
            topic=f"Topic {week + 1}",
            is_graduation=week == sessions - 1 and sessions > 1,
        )
        for week in range(sessions)
    )
    return offering


def answers_of(name="ana", **fields):
    """What a resident by this name answers."""
    defaults = {
        "given_name": name.capitalize(),
        "family_name": "Rivera",
        "certificate_name": f"{name.capitalize()} Rivera",
        "email": f"{name}@example.com",
        "phone": "+13105550100",
        "connections": ["live"],
        "is_adult": True,
        "can_attend": True,
    }
    return defaults | fields


def sign_up(offering, name="ana", *, form_key=None, **fields):
    """A resident takes a seat (held) or a place in line."""
    return registrations.register(
        offering=offering, answers=answers_of(name, **fields), form_key=form_key or f"key-{offering.pk}-{name}"
    )


def seat(offering, name="ana", **fields):
    """A resident with a confirmed seat."""
    return registrations.confirm(sign_up(offering, name, **fields))


def seated(offering, name="ana", *, form_key=None, **fields):
    """The same rows at once, without the mails and codes that led to them: for whatever is not about signing up."""
    now, answers = timezone.now(), answers_of(name, **fields)
    will_miss = answers.pop("will_miss", [])
    registration = Registration.objects.create(
        reference=new_reference(offering.program.prefix),
        badge_code=registrations.new_badge_code(offering),
        offering=offering,
        form_key=form_key or f"key-{offering.pk}-{name}",
        state=RegistrationState.CONFIRMED,
        email_confirmed_at=now,
        **answers,
    )
    registration.will_miss.add(*will_miss)
    for before, after in (("", RegistrationState.HELD), (RegistrationState.HELD, RegistrationState.CONFIRMED)):
        registration.events.create(at=now, from_state=before, to_state=after)
    return registration


def call_in(offering, name="ana", *, by, **fields):
    """A caller without mail, entered by staff."""
    return roster.register_caller(offering=offering, answers=answers_of(name, email="", **fields), by=by)


def states(offering):
    """Given name (lower case) and state of everyone in the class."""
    rows = Registration.objects.filter(offering=offering).values_list("given_name", "state")
    return {name.lower(): state for name, state in rows}


def local(year, month, day, hour=12, minute=0):
    """A moment by the clock on the wall in Torrance."""
    return datetime.combine(date(year, month, day), time(hour, minute), tzinfo=timezone.get_default_timezone())
