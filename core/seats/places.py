"""One person's place in something with seats: held, confirmed, in line, offered, or ended.

taken = confirmed + holds and offers whose time has not run out: counted when the question is asked, never kept
in a counter. So a stopped worker blocks no seat.
"""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone


class PlaceState(models.TextChoices):
    """The states that the mechanism knows. A room lists them again with its own words, and may add ends of its own."""

    HELD = "held"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


LIVE_STATES = [PlaceState.HELD, PlaceState.CONFIRMED, PlaceState.WAITLISTED, PlaceState.OFFERED]
TIMED_STATES = [PlaceState.HELD, PlaceState.OFFERED]
# Live, but nobody has said yet that the place is theirs.
NOT_YET_STATES = [PlaceState.HELD, PlaceState.WAITLISTED, PlaceState.OFFERED]


def seat_taken_at(now):
    """Which places take a seat: confirmed ones, and holds and offers whose time has not run out."""
    return Q(state=PlaceState.CONFIRMED) | Q(state__in=TIMED_STATES, expires_at__gt=now)


class PlaceQuerySet(models.QuerySet):
    def live(self):
        """Those who have a seat, a hold, an offer or a place in line."""
        return self.filter(state__in=LIVE_STATES)

    def taking_a_seat(self, now):
        return self.filter(seat_taken_at(now))

    def overdue(self, now):
        """Holds and offers whose time ran out, and that nothing has closed yet."""
        return self.filter(state__in=TIMED_STATES, expires_at__lte=now)

    def in_line(self):
        """Longest-waiting first: the order in which seats are offered."""
        return self.filter(state=PlaceState.WAITLISTED).order_by("queued_at", "pk")

    def with_line_position(self):
        """Adds position_in_line, so that a list of people needs no query for each."""
        whole = self.model.seats_of
        earlier = Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk"))
        ahead = self.model._default_manager.in_line().filter(earlier, **{whole: OuterRef(whole)}).order_by()
        counted = ahead.values(whole).annotate(n=Count("pk")).values("n")
        return self.annotate(position_in_line=Coalesce(Subquery(counted), 0) + 1)


class Place(models.Model):
    """For the model of a place: it adds `state` with its own choices, and names in `seats_of` what it is a place in."""

    seats_of = ""

    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_deadline_iff_timed",
                condition=Q(state__in=TIMED_STATES, expires_at__isnull=False)
                | (~Q(state__in=TIMED_STATES) & Q(expires_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_in_line_since",
                condition=~Q(state__in=[PlaceState.WAITLISTED]) | Q(queued_at__isnull=False),
            ),
        ]

    @property
    def is_live(self):
        return self.state in LIVE_STATES

    def is_overdue(self, now=None):
        """Whether its hold or offer has run out (it counts as ended from that moment)."""
        return self.state in TIMED_STATES and self.expires_at <= (now or timezone.now())

    def line_position(self):
        """1 for the person who waits longest."""
        known = getattr(self, "position_in_line", None)
        if known is not None:
            return known
        earlier = Q(queued_at__lt=self.queued_at) | Q(queued_at=self.queued_at, pk__lt=self.pk)
        whole = {f"{self.seats_of}_id": getattr(self, f"{self.seats_of}_id")}
        return type(self)._default_manager.in_line().filter(earlier, **whole).count() + 1
