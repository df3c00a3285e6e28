"""How seats change hands. A free seat with people waiting goes to the line first, whatever freed it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from core.seats.deadlines import shortened_deadline
from core.seats.places import TIMED_STATES, PlaceState, seat_taken_at

LINE_CLOSED = "line closed"


@dataclass(frozen=True)
class Seats:
    """How the seats stand at one moment, under the lock."""

    free: int
    waiting: int
    overdue: int


class Seating:
    """The seats of one class or one CHAT session. Make it of the locked row: what it counts holds until the end.

    A room says what is below; everything else is the same everywhere.
    """

    def __init__(self, locked):
        self.locked = locked

    # --- what a room says ------------------------------------------------------------------------

    @property
    def places(self):
        """The related manager of the places; its queryset is a PlaceQuerySet."""
        raise NotImplementedError

    @property
    def capacity(self):
        raise NotImplementedError

    @property
    def line_capacity(self):
        """How many may stand in line."""
        raise NotImplementedError

    @property
    def stands_still(self):
        """Whether nothing moves any more, because it was cancelled."""
        raise NotImplementedError

    @property
    def line_ends_at(self):
        """The last moment at which a seat is of use to a person in line; None: not planned yet."""
        raise NotImplementedError

    def next_deadline(self, now):
        """When an offer made now would end; None when it is too late to offer."""
        raise NotImplementedError

    def change_state(self, place, state, *, now, expires_at=None, by=None, note=""):
        """Write the state and the step that led to it; returns the step, by which mails are told apart."""
        raise NotImplementedError

    def tell_lapsed(self, place, event):
        raise NotImplementedError

    def tell_offered(self, place, event):
        raise NotImplementedError

    # --- what is the same everywhere -------------------------------------------------------------

    def count(self, now):
        """Seats that nobody has and nobody is being offered, people in line, and what has run out: in one query."""
        counted = self.places.aggregate(
            taken=Count("pk", filter=seat_taken_at(now)),
            waiting=Count("pk", filter=Q(state=PlaceState.WAITLISTED)),
            overdue=Count("pk", filter=Q(state__in=TIMED_STATES, expires_at__lte=now)),
        )
        free = max(self.capacity - counted["taken"], 0)
        return Seats(free=free, waiting=counted["waiting"], overdue=counted["overdue"])

    def settle(self, now=None):
        """End what has run out, then offer every free seat to the line, longest-waiting first.

        Called before a seat is given and after one is freed. Safe to call at any time and any
        number of times. Returns the Seats after it.
        """
        now = now or timezone.now()
        counted = self.count(now)
        if self.stands_still:
            return counted
        if counted.overdue:
            for place in self.places.overdue(now).order_by("expires_at", "pk"):
                self._lapse(place, now, "time ran out")
        if counted.waiting and self._serve_line(counted.free, now):
            return self.count(now)
        return counted

    def take(self, place, *, now, hold_until):
        """A free seat is held for a newcomer, else it is the end of the line; the step, or None when the line is full.

        Whoever waits comes before a newcomer, even while a seat is free.
        """
        counted = self.settle(now)
        if counted.free and not counted.waiting:
            return self.change_state(place, PlaceState.HELD, now=now, expires_at=hold_until)
        if counted.waiting >= self.line_capacity:
            return None
        return self.change_state(place, PlaceState.WAITLISTED, now=now)

    def make_offer(self, place, deadline, *, now, by=None, note=""):
        """Offer a seat that is known to be free to a person in line."""
        event = self.change_state(place, PlaceState.OFFERED, now=now, expires_at=deadline, by=by, note=note)
        self.tell_offered(place, event)

    def shorten_offers(self, now):
        """After `line_ends_at` has moved earlier: no offer ends later than that moment.

        Returns the steps, by the primary key of the place, so that each person can be told.
        """
        last = self.line_ends_at
        if last is None:
            return {}
        too_long = self.places.filter(state=PlaceState.OFFERED, expires_at__gt=max(last, now))
        return {
            place.pk: self.change_state(
                place,
                PlaceState.OFFERED,
                now=now,
                expires_at=shortened_deadline(last, now),
                note="less time to answer: the dates have changed",
            )
            for place in too_long
        }

    def _serve_line(self, free, now):
        """Offer the free seats to the line, or close it when it is too late; whether anything changed."""
        deadline = self.next_deadline(now)
        if deadline is None:
            return self._close_line_if_too_late(now)
        offered = list(self.places.in_line()[:free])
        for place in offered:
            self.make_offer(place, deadline, now=now)
        return bool(offered)

    def _close_line_if_too_late(self, now):
        """After the last moment nobody waits in vain: everyone in line is told that it is over."""
        if self.line_ends_at is None or now < self.line_ends_at:
            return False
        for place in self.places.in_line():
            self._lapse(place, now, LINE_CLOSED)
        return True

    def _lapse(self, place, now, note):
        self.tell_lapsed(place, self.change_state(place, PlaceState.LAPSED, now=now, note=note))
