"""To whom a letter goes: some of the people of one class, chosen by state and, if wanted, narrowed."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from core.seats.places import TIMED_STATES
from programs.enums import Mark, Outcome, RegistrationState
from programs.models import ClassSession

STATE_WORDS = {
    RegistrationState.CONFIRMED: "Seat confirmed",
    RegistrationState.WAITLISTED: "In line",
    RegistrationState.HELD: "Seat held",
    RegistrationState.OFFERED: "Seat offered",
    RegistrationState.LAPSED: "Ended: time ran out",
    RegistrationState.WITHDRAWN: "Ended: given up",
    RegistrationState.DECLINED: "Ended: declined",
}


class Only(models.TextChoices):
    """Which of the people in the chosen states."""

    EVERYONE = "everyone", "All of them"
    NOT_ANSWERED = "not_answered", "Only who has not answered the questions before the first session"
    WILL_MISS = "will_miss", "Only who told us that they will miss this session"
    WAS_ABSENT = "was_absent", "Only who was absent at this session"
    GRADUATED = "graduated", "Only who graduated"


OF_A_SESSION = [Only.WILL_MISS, Only.WAS_ABSENT]


@dataclass(frozen=True)
class Audience:
    """The people in these states; of them, those whom `only` (and its session) leaves."""

    states: tuple[str, ...]
    only: str = Only.EVERYONE
    session: ClassSession | None = None

    def __str__(self):
        """In words, as it stays on record."""
        words = ", ".join(STATE_WORDS[state] for state in STATE_WORDS if state in self.states)
        if self.only == Only.EVERYONE:
            return words
        of_session = f" ({self.session})" if self.only in OF_A_SESSION else ""
        return f"{words}. {Only(self.only).label}{of_session}"


def recipients(offering, audience, now):
    """The registrations of an audience as they stand at `now`, by family name.

    A hold or an offer whose time ran out counts as ended, whether or not the worker has seen it.
    """
    in_time = Q(expires_at=None) | Q(expires_at__gt=now)
    wanted = Q(state__in=audience.states) & in_time
    if RegistrationState.LAPSED in audience.states:
        wanted |= Q(state__in=TIMED_STATES, expires_at__lte=now)
    people = offering.registrations.filter(wanted & _narrowed(audience))
    return people.order_by(Lower("family_name"), Lower("given_name"), "pk")


def _narrowed(audience):
    return {
        Only.EVERYONE: Q(),
        Only.NOT_ANSWERED: Q(packet=None),
        Only.WILL_MISS: Q(will_miss=audience.session),
        Only.WAS_ABSENT: Q(attendance__session=audience.session, attendance__mark=Mark.ABSENT),
        Only.GRADUATED: Q(outcome=Outcome.GRADUATED),
    }[audience.only]
