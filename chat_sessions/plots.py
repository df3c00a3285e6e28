"""How a session filled."""

from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from chat_sessions.enums import SignUpState
from chat_sessions.models import SignUpEvent
from core import plots


def sign_up_plot(session, now):
    """The people with a place, day by day; None before the first."""
    confirmed = SignUpState.CONFIRMED
    came, went = Q(to_state=confirmed) & ~Q(from_state=confirmed), Q(from_state=confirmed) & ~Q(to_state=confirmed)
    events = SignUpEvent.objects.filter(came | went, sign_up__session=session).order_by()
    rows = events.values(day=TruncDate("at")).annotate(came=Count("pk", filter=came), went=Count("pk", filter=went))
    changes = {row["day"]: row["came"] - row["went"] for row in rows}
    if not changes:
        return None
    counts, people, day, last = [], 0, min(changes), max([*changes, timezone.localdate(now)])
    while day <= last:
        people += changes.get(day, 0)
        counts.append((day, people))
        day += timedelta(days=1)
    return plots.steps(
        title=f"Signed up: {session}", counts=counts, limit=session.capacity, of="Signed up", limit_words="Places"
    )
