"""People who graduated before the portal: entered as what they are, with no mail and no certificate."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.contact import email_key, person_key
from core.references import new_block, new_reference
from core.seats.places import LIVE_STATES
from programs.enums import ClassPhase, ClassStatus, Fate, Outcome, RegistrationState, Source
from programs.models import ClassOffering, ClassSession, Program, Registration, RegistrationEvent
from programs.services.errors import RegistrationError

# Nobody knows any more; the evening classes have always met at this time.
START, END = time(18), time(20)
BATCH = 500


@dataclass(frozen=True)
class Graduate:
    """One person who graduated from one class."""

    number: int
    season: str
    graduated_on: date
    given_name: str
    family_name: str
    certificate_name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def key(self):
        """The same person in the same class."""
        return self.number, person_key(self.given_name, self.family_name)


@dataclass(frozen=True)
class Conflict:
    """Why one of them (by its place in the list) cannot be entered, and which fact is in the way."""

    index: int
    field: str
    text: str


class ConflictError(RegistrationError):
    """Some of them cannot be entered, so none is."""

    def __init__(self, conflicts):
        super().__init__(conflicts[0].text)
        self.conflicts = conflicts


@dataclass(frozen=True)
class Outlook:
    """What would become of each of them now: new, there already, or twice in the list."""

    fates: list[str]
    conflicts: list[Conflict]
    classes: dict[int, ClassOffering]  # those that are here, by number
    new_classes: dict[int, Graduate]  # those to be created, by number, as the first of their graduates tells


def look(program, graduates, now=None):
    """Compare them with each other and with what is here. Changes nothing."""
    now = now or timezone.now()
    numbers = {graduate.number for graduate in graduates}
    here = ClassOffering.objects.filter(program=program, number__in=numbers).prefetch_related("sessions")
    classes = {offering.number: offering for offering in here}
    refusals = {number: _refusal(offering, now) for number, offering in classes.items()}
    known = _known_people(classes)
    firsts, seen, fates, conflicts = {}, {}, [], []
    for index, graduate in enumerate(graduates):
        first = firsts.setdefault(graduate.number, graduate)
        twin = seen.setdefault(graduate.key, graduate)
        fates.append(_fate(graduate, twin, known))
        if graduate.number in classes:
            found = refusals[graduate.number] or _other_date(classes[graduate.number], graduate)
        else:
            found = _other_class(first, graduate)
        found = found or _other_person(twin, graduate)
        if found:
            conflicts.append(Conflict(index, *found))
    new_classes = {number: first for number, first in firsts.items() if number not in classes}
    return Outlook(fates, conflicts, classes, new_classes)


def _known_people(classes):
    """Who is in these classes, or was joined with another registration there: (class number, name)."""
    numbers = {offering.pk: number for number, offering in classes.items()}
    rows = Registration.objects.filter(
        offering__in=list(numbers), state__in=[*LIVE_STATES, RegistrationState.MERGED]
    ).values_list("offering_id", "name_key")
    return {(numbers[pk], name) for pk, name in rows}


def _fate(graduate, twin, known):
    if graduate.key in known:
        return Fate.THERE
    return Fate.NEW if twin is graduate else Fate.TWICE


def _refusal(offering, now):
    if offering.phase(now) == ClassPhase.FINISHED:
        return None
    return "number", f"Class {offering.number} is here and has not finished. Past graduates go into finished classes."


def _other_date(offering, graduate):
    day = offering.held_sessions[-1].date
    if day == graduate.graduated_on:
        return None
    return "graduated_on", f"Class {offering.number} is here, and graduated on {_day(day)}."


def _other_class(first, graduate):
    if first.graduated_on != graduate.graduated_on:
        return "graduated_on", f"Above, class {first.number} graduated on {_day(first.graduated_on)}."
    if first.season.casefold() != graduate.season.casefold():
        return "season", f"Above, class {first.number} is called “{first.season}”."
    return None


def _other_person(twin, graduate):
    for field, name in (("email", "mail address"), ("phone", "phone number")):
        mine, other = getattr(graduate, field).casefold(), getattr(twin, field).casefold()
        if mine and other and mine != other:
            return field, (
                f"Above, the same name stands in class {graduate.number} with another {name}. One person: "
                "remove one row. Two people: tell them apart, for instance by a middle initial."
            )
    return None


def _day(day):
    return format_date(day, "F j, Y")


@transaction.atomic
def enter(program, graduates, *, by, note):
    """Enter all who are not there yet, and create their classes as finished ones; or refuse, and enter nobody.

    Doing it twice is no error. Returns the Outlook by which it was done.
    """
    # Classes to be created cannot be locked yet: the program stands for them.
    program = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    numbers = {graduate.number for graduate in graduates}
    list(program.offerings.select_for_update().filter(number__in=numbers).order_by("pk").values_list("pk"))
    outlook = look(program, graduates)
    if outlook.conflicts:
        raise ConflictError(outlook.conflicts)
    new = [graduate for graduate, fate in zip(graduates, outlook.fates, strict=True) if fate == Fate.NEW]
    classes = outlook.classes | _create_classes(program, outlook.new_classes, new)
    _register(program, classes, new, by=by, note=note)
    return outlook


def _create_classes(program, firsts, graduates):
    people = Counter(graduate.number for graduate in graduates)
    usual = ClassOffering._meta.get_field("capacity").default
    created = ClassOffering.objects.bulk_create(
        [
            ClassOffering(
                program=program,
                number=number,
                title=first.season,
                status=ClassStatus.PUBLISHED,
                capacity=max(people[number], usual),
            )
            for number, first in firsts.items()
        ],
        batch_size=BATCH,
    )
    evenings = [
        ClassSession(
            offering=offering,
            date=firsts[offering.number].graduated_on,
            start_time=START,
            end_time=END,
            topic="Graduation",
            is_graduation=True,
        )
        for offering in created
    ]
    ClassSession.objects.bulk_create(evenings, batch_size=BATCH)
    return {offering.number: offering for offering in created}


def _register(program, classes, graduates, *, by, note):
    taken = _badge_codes(classes)
    rows = [_registration(program, classes[graduate.number], graduate, taken) for graduate in graduates]
    rows = Registration.objects.bulk_create(rows, batch_size=BATCH)
    now = timezone.now()
    steps = [
        RegistrationEvent(registration=row, at=now, to_state=RegistrationState.CONFIRMED, by=by, note=note[:300])
        for row in rows
    ]
    RegistrationEvent.objects.bulk_create(steps, batch_size=BATCH)


def _badge_codes(classes):
    """Codes that are taken, by class."""
    taken = {offering.pk: set() for offering in classes.values()}
    for pk, code in Registration.objects.filter(offering__in=list(taken)).values_list("offering_id", "badge_code"):
        taken[pk].add(code)
    return taken


def _registration(program, offering, graduate, taken):
    code = new_block()
    while code in taken[offering.pk]:
        code = new_block()
    taken[offering.pk].add(code)
    full_name = f"{graduate.given_name} {graduate.family_name}"
    return Registration(
        reference=new_reference(program.prefix),
        badge_code=code,
        offering=offering,
        state=RegistrationState.CONFIRMED,
        outcome=Outcome.GRADUATED,
        source=Source.IMPORTED,
        given_name=graduate.given_name,
        family_name=graduate.family_name,
        certificate_name=(graduate.certificate_name or full_name)[:120],
        email=graduate.email,
        # Rows written in bulk do not pass through save().
        email_key=email_key(graduate.email),
        name_key=graduate.key[1],
        phone=graduate.phone,
    )
