"""A hundred thousand registrations, as a table has them after many years: classes of forty, of every state."""

from django.utils import timezone

from bench import content
from mailroom.enums import MessageState
from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import ClassOffering, Registration

# These have rows enough: see fill.
FILLED = {ClassOffering, Registration, Message}
A_CLASS = 40
BATCH = 5_000
STATES = [
    *[RegistrationState.CONFIRMED] * 6,
    RegistrationState.WITHDRAWN,
    RegistrationState.LAPSED,
    RegistrationState.WAITLISTED,
    RegistrationState.DECLINED,
]
GIVEN = ["Ana", "Ben", "Chiyo", "Dũng", "Elena", "Farid", "Grace", "Hana", "Ivan", "Jun", "Kira"]
FAMILY = [
    "Rivera",
    "Nguyễn",
    "Ōta",
    "Kim",
    "García",
    "Chen",
    "Smith",
    "Okafor",
    "Haddad",
    "Novak",
    "Lee",
    "Park",
    "Ito",
]


def fill(how_many):
    """So many registrations, a mail for each, and their classes with sessions."""
    offerings = make_classes(how_many // A_CLASS or 1)
    for start in range(0, how_many, BATCH):
        numbers = range(start, min(start + BATCH, how_many))
        people = [registration(offerings[number // A_CLASS % len(offerings)], number) for number in numbers]
        Registration.objects.bulk_create(people)
        Message.objects.bulk_create(mail(number) for number in numbers)


def make_classes(how_many):
    program = content.make_program("old", "Classes of many years")
    return [content.make_class(program, number) for number in range(1, how_many + 1)]


def registration(offering, number):
    state = STATES[number % len(STATES)]
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    email = f"{given.lower()}.{number}@example.com"
    return Registration(
        reference=f"OLD-{number // 10_000:04}-{number % 10_000:04}",
        offering=offering,
        state=state,
        queued_at=timezone.now() if state == RegistrationState.WAITLISTED else None,
        closing_note="not 18" if state == RegistrationState.DECLINED else "",
        given_name=given,
        family_name=family,
        certificate_name=f"{given} {family}",
        email=email,
        email_key=email,
        name_key=f"{given} {family}".lower(),
        phone=f"+1310555{number % 10_000:04}",
        badge_code=f"{number % 10_000:04}",
    )


def mail(number):
    now = timezone.now()
    return Message(
        to=f"person.{number}@example.com",
        language="en",
        subject=f"Your seat is confirmed: {number}",
        html="<title>Your seat is confirmed</title>" + content.TEXT * 20,
        about=f"OLD-{number // 10_000:04}-{number % 10_000:04}",
        template="programs/confirmed",
        dedupe_key=f"bench-crowd-{number}",
        state=MessageState.SENT,
        next_attempt_at=None,
        sent_at=now,
    )
