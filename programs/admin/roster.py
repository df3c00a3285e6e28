"""The people of a class as staff read them: found, counted and put in order."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime

from core.references import PATTERN, normalise_reference
from core.seats.places import LIVE_STATES, TIMED_STATES, seat_taken_at
from programs.enums import RegistrationState
from programs.models import Registration
from programs.people import by_family_name, phone_words
from programs.services.nominations.names import with_names

# Nobody reads on beyond this; search reaches everyone.
MOST_ROWS = 500

WORDS = {
    RegistrationState.CONFIRMED: "Seat confirmed",
    RegistrationState.HELD: "Seat held",
    RegistrationState.OFFERED: "Seat offered",
    RegistrationState.WAITLISTED: "In line",
    RegistrationState.LAPSED: "Ended: time ran out",
    RegistrationState.WITHDRAWN: "Given up",
    RegistrationState.DECLINED: "Declined",
    RegistrationState.MERGED: "Joined with another",
}
LIVE, EVERYONE = "live", "all"
FILTERS = {LIVE: "Now in the class or in line", **{str(key): word for key, word in WORDS.items()}, EVERYONE: "Everyone"}
FOR_STUDENTS = {
    LIVE: "Now in the class",
    str(RegistrationState.WITHDRAWN): "Not in the class any more",
    EVERYONE: "Everyone",
}


def standing(registration, now, position=None):
    """How a registration stands at this moment, in a few words."""
    word = WORDS[registration.state]
    if registration.is_overdue(now):
        return f"{word}: time ran out"
    if registration.state in TIMED_STATES:
        return f"{word} until {format_date(localtime(registration.expires_at), 'M j, g:i A')}"
    return f"{word}, number {position}" if position else word


def search_people(queryset, text):
    """By reference, however it was typed; by phone; else every word in name, mail or reference."""
    text = text.replace("\x00", "").strip()[:100]
    reference = normalise_reference(text)
    is_reference = bool(PATTERN.match(reference))
    if is_reference and any(letter.isdigit() for letter in text):
        return queryset.filter(reference=reference)
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 3 and re.fullmatch(r"[\d\s().+/-]+", text):
        return queryset.filter(phone__contains=digits)
    # A reference may happen to have no digit, and then it looks like a name: it may be either.
    by_reference = Q(reference=reference) if is_reference else Q(pk__in=[])
    return queryset.filter(by_reference | _every_word(text)) if text else queryset


def _every_word(text):
    found = Q()
    for word in text.split():
        found &= (
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(email__icontains=word)
            | Q(reference__icontains=word)
        )
    return found


def positions_in_line(offering):
    """Primary key and place in line of everyone who waits."""
    waiting = offering.registrations.in_line().values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(waiting, start=1)}


@dataclass(frozen=True)
class Row:
    """One person on the roster."""

    registration: Registration
    standing: str
    position: int | None
    phone: str


class Roster:
    """The people of one class that a state and a search text leave, in the order in which staff look for them."""

    def __init__(self, offering, params, now):
        self.offering = offering
        self.now = now
        self.state = params.get("state") if params.get("state") in FILTERS else LIVE
        self.text = params.get("q", "").replace("\x00", "").strip()[:100]

    def queryset(self):
        people = self.offering.registrations.all()
        if self.state == LIVE:
            people = people.live()
        elif self.state != EVERYONE:
            people = people.filter(state=self.state)
        return search_people(people, self.text).order_by(Lower("family_name"), Lower("given_name"), "pk")

    def rows(self, most=None, reader=None):
        """Sorted by family name; people in line alone: by their place. For a `reader`, students by name."""
        positions = positions_in_line(self.offering)
        # The database folds the case of some scripts only, so the last word is here.
        people = with_names(self.queryset().prefetch_related("will_miss")[:most], reader)
        people.sort(key=by_family_name)
        if self.state == RegistrationState.WAITLISTED:
            people.sort(key=lambda person: positions.get(person.pk, 0))
        return [self._row(person, positions.get(person.pk)) for person in people]

    def _row(self, registration, position):
        return Row(registration, standing(registration, self.now, position), position, phone_words(registration))


def figures(offering, now):
    """Who has the seats of a class, counted in one query: by state, and the seats taken."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in RegistrationState.values}
    open_still = {f"open_{state}": Count("pk", filter=Q(state=state, expires_at__gt=now)) for state in TIMED_STATES}
    taken = Count("pk", filter=seat_taken_at(now))
    # Nobody is told apart by the clock except holds and offers whose time ran out.
    return offering.registrations.order_by().aggregate(taken=taken, **counts, **open_still)


def filter_links(roster, counts):
    """The state filter: value, words, how many, and whether it is the one that is on.

    Of students only what there is: nobody of them holds a seat for a day, or stands in line.
    """
    numbers = {
        LIVE: sum(counts[state] for state in LIVE_STATES),
        EVERYONE: sum(counts[state] for state in RegistrationState.values),
        **{state: counts[state] for state in RegistrationState.values},
    }
    filters = FILTERS
    if roster.offering.program.is_for_students:
        filters = FOR_STUDENTS
    return [(value, words, numbers[value], value == roster.state) for value, words in filters.items()]
