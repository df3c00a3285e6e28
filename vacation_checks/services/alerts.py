"""What the desk does about an alert: one person closes it, with how it ended."""

from django.db import transaction

from vacation_checks.models import Alert
from vacation_checks.services import clock, states
from vacation_checks.services.errors import RequestError
from vacation_checks.services.tours import name_of


@transaction.atomic
def close_alert(alert, *, outcome, by, reached="", report_number="", note=""):
    """`outcome`: enums.AlertOutcome. Whoever is second learns who was first, and changes nothing."""
    locked_request, now = clock.locked_now(alert.check_record.request)
    locked = Alert.objects.select_for_update(of=["self"]).select_related("closed_by").get(pk=alert.pk)
    if locked.closed_at:
        first = name_of(locked.closed_by) if locked.closed_by else "Somebody"
        raise RequestError(f"{first} closed this alert already: {locked.get_outcome_display()}.")
    locked.closed_at, locked.closed_by, locked.outcome = now, by, outcome
    locked.reached, locked.report_number, locked.note = reached, report_number, note
    locked.save(update_fields=["closed_at", "closed_by", "outcome", "reached", "report_number", "note"])
    states.note_event(locked_request, now=now, by=by, note=f"alert closed: {locked.get_outcome_display()}")
    return locked
