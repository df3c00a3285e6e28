"""Which requests the clock has something to do with. Wide enough to miss none: under its lock each is asked again."""

from datetime import timedelta

from django.db import models
from django.db.models import DateTimeField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from vacation_checks.enums import CLOCK_STATES, INTAKE_STATES, LIVE_STATES, RequestState
from vacation_checks.models.rules import CheckRules


def returned_by(moment):
    """Return planned for this moment or earlier, by the wall clock."""
    local = timezone.localtime(moment)
    return Q(returns_on__lt=local.date()) | Q(returns_on=local.date(), returns_at__lte=local.time())


class ByTheClock(models.QuerySet):
    def may_move(self, now):
        """Those whose stored state may no longer be the true one."""
        today = timezone.localdate(now)
        closing = timezone.localdate(now - timedelta(hours=CheckRules.current().close_hours))
        waiting = [RequestState.AWAITING, RequestState.SUSPENDED, RequestState.INFORMATION]
        # Only what is live moves; that none of it is sealed lets the database use its index.
        return self.filter(sealed_at=None).filter(
            Q(state=RequestState.UNCONFIRMED, expires_at__lte=now)
            | Q(state__in=[*INTAKE_STATES, RequestState.ACTIVE], returns_on__lte=today)
            | Q(state=RequestState.SCHEDULED, leaves_on__lte=today)
            | Q(state__in=waiting, returns_on__lte=closing)
        )

    def overdue(self, now):
        """The return is so long ago that the desk should call; and it is not closed yet."""
        rules = CheckRules.current()
        closed = returned_by(now - timedelta(hours=rules.close_hours))
        waiting = self.filter(state__in=CLOCK_STATES, sealed_at=None)
        return waiting.filter(returned_by(now - timedelta(hours=rules.desk_task_hours))).exclude(closed)

    def to_remind(self, now):
        """Those who were not asked yet whether they are back, though it is time."""
        due = returned_by(now - timedelta(hours=CheckRules.current().reminder_hours))
        return self.filter(due, state__in=CLOCK_STATES, reminded_at=None, sealed_at=None).exclude(email="")

    def to_seal(self, now):
        """Those that ended long enough ago, and about which the desk has nothing left to do."""
        related = self.model._meta.get_field
        events = related("events").related_model.objects.filter(request=OuterRef("pk"), to_state=OuterRef("state"))
        checks = related("checks").related_model.objects.filter(request=OuterRef("pk"))
        over = Coalesce("ended_at", Subquery(events.order_by("-at").values("at")[:1]), output_field=DateTimeField())
        ended = self.filter(sealed_at=None).exclude(state__in=LIVE_STATES).annotate(over_at=over)
        long_ago = ended.filter(over_at__lte=now - timedelta(days=CheckRules.current().seal_days))
        return long_ago.exclude(Exists(checks.filter(alert__isnull=False, alert__closed_at=None)))

    def overlapping(self, request):
        """Other live requests from the same mail address, some day of which is one of these."""
        return self.filter(
            sealed_at=None,
            state__in=LIVE_STATES,
            email_index=request.email,
            leaves_on__lte=request.returns_on,
            returns_on__gte=request.leaves_on,
        ).exclude(pk=request.pk)
