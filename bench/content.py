"""Bench content of the portal: two programs, ten classes of twelve sessions, three hundred registrations.

Run by bench.machine.run_module, with the portal's settings.
"""

from datetime import time, timedelta

from django.utils import timezone

from programs.enums import ClassStatus
from programs.models import ClassOffering, ClassSession, Program, Registration
from programs.services import registrations

NUMBERS = range(36, 46)
# The class that everybody registers for: more seats than a bench can fill.
MEASURED = 45
SEATS = 30_000
SESSIONS = 12
PEOPLE_A_CLASS = 30
TEXT = "Participants meet the Gang Detail, SWAT, K9 and others, ask what they like and try some of it themselves."


def make_program(slug, name):
    fields = {"name": name, "prefix": slug.upper(), "summary": TEXT, "description": TEXT, "who_may_come": TEXT}
    return Program.objects.update_or_create(slug=slug, defaults=fields)[0]


def make_class(program, number, sessions=SESSIONS):
    """A class that is open now; its sessions are weekly evenings from two months ahead."""
    offering = ClassOffering.objects.create(
        program=program,
        number=number,
        title=f"Season {number}",
        status=ClassStatus.PUBLISHED,
        capacity=SEATS,
        opens_at=timezone.now() - timedelta(days=1),
    )
    add_sessions(offering, range(sessions))
    return offering


def add_sessions(offering, weeks):
    first = timezone.localdate() + timedelta(days=60)
    ClassSession.objects.bulk_create(
        ClassSession(
            offering=offering,
            date=first + timedelta(weeks=week),
            start_time=time(18),
            end_time=time(20),
            topic=f"Topic of evening {week + 1}",
            hands_on=week % 3 == 0,
        )
        for week in weeks
    )


def register(offering, number, email=None):
    """One person with a confirmed seat."""
    name = f"Person{number}"
    answers = {
        "given_name": name,
        "family_name": "Rivera",
        "certificate_name": f"{name} Rivera",
        "email": email or f"{name.lower()}@example.com",
        "phone": "+13105550100",
        "connections": ["live"],
        "is_adult": True,
        "can_attend": True,
    }
    key = f"bench-{offering.pk}-{number}"
    return registrations.confirm(registrations.register(offering=offering, answers=answers, form_key=key))


def forget_classes():
    """Only inside a transaction that is taken back: the pages as if there had never been a class."""
    Registration.objects.all().delete()
    ClassOffering.objects.all().delete()


def fill():
    make_program("tap", "Teens and Policing")
    program = make_program("pip", "Partners in Policing")
    for number in NUMBERS:
        offering = make_class(program, number)
        for person in range(PEOPLE_A_CLASS):
            register(offering, person)


if __name__ == "__main__":
    fill()
