"""Which requests stand on which list: the resident's, the desk's, the officers'."""

from django.db.models import Exists, OuterRef, Subquery

from vacation_checks.enums import CLOCK_STATES, INTAKE_STATES, LIVE_STATES, RequestState
from vacation_checks.models.request_times import ByTheClock


class VacationCheckRequestQuerySet(ByTheClock):
    def unsealed(self):
        """All that any list may show."""
        return self.filter(sealed_at=None)

    def sealed(self):
        """For the records role alone."""
        return self.filter(sealed_at__isnull=False).order_by("-sealed_at", "pk")

    def of(self, address_key):
        """What the reader of this mail address has."""
        return self.unsealed().filter(email_index=address_key)

    def last_of(self, address_key):
        """The newest confirmed request of the reader of this mail address, sealed or not: to ask again like it."""
        return self.filter(email_index=address_key, confirmed_at__isnull=False).order_by("-created_at", "-pk").first()

    def intake(self):
        """What waits for the desk, the first to leave first."""
        return self.unsealed().filter(state__in=INTAKE_STATES).order_by("leaves_on", "leaves_at", "pk")

    def on_the_list(self, today):
        """Homes that officers look at on this day, whatever the clock's job has written so far."""
        return self.unsealed().filter(state__in=CLOCK_STATES, leaves_on__lte=today, returns_on__gte=today)

    def known_only(self, today):
        """Homes that officers know of today and do not check."""
        return self.unsealed().filter(state=RequestState.INFORMATION, leaves_on__lte=today, returns_on__gte=today)

    def back_early(self, since):
        """Homes whose residents told us, since then, that they are back: whoever is inside lives there."""
        return self.unsealed().filter(state=RequestState.ENDED_EARLY, ended_at__gte=since)

    def in_beat(self, beat):
        """Of one beat; None: of all."""
        return self if beat is None else self.filter(beat=beat)

    def same_house(self, request):
        """Other live requests for the same house number, whatever the unit."""
        return self.unsealed().filter(state__in=LIVE_STATES, house_index=request.house).exclude(pk=request.pk)

    def with_last_check(self):
        """Adds last_check_at and has_alert, so that a list of homes needs no query for each."""
        checks = self.model._meta.get_field("checks").related_model.objects.of_this_home()
        checks = checks.filter(request=OuterRef("pk"))
        newest = checks.order_by("-checked_at").values("checked_at")[:1]
        return self.annotate(
            last_check_at=Subquery(newest), has_alert=Exists(checks.filter(alert__isnull=False, alert__closed_at=None))
        )
