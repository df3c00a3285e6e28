"""What the desk did about what officers found."""

from portal.demo.homes.asking import open_page
from portal.demo.moments import HOUR, as_of
from vacation_checks.enums import AlertOutcome, Viewed
from vacation_checks.models import Alert
from vacation_checks.services import alerts

# Result of the check: how its alert ended. What is not here is still open.
CALLS = {
    "hazard": (AlertOutcome.SECURED, "The neighbor, by the number of the request: came with the key", ""),
    "vehicle": (AlertOutcome.FALSE_ALARM, "The resident, by phone: it is his nephew's", ""),
    "mail": (AlertOutcome.REPORT, "The resident, by phone, at once", "24-03117"),
    "no-access": (AlertOutcome.HANDED_OVER, "Nobody: the evening patrol went on foot", ""),
}


def answer_alerts(calendar, by):
    """All alerts but the one of yesterday, each within the hour."""
    for alert in Alert.objects.select_related("check_record__result", "check_record__request").order_by("pk"):
        called = CALLS.get(alert.check_record.result.code)
        if called is None:
            continue
        outcome, reached, report = called
        with as_of(alert.opened_at + HOUR):
            open_page(by, what=Viewed.ALERTS, note="1 alert")
            open_page(by, alert.check_record.request, note="alert")
            alerts.close_alert(alert, outcome=outcome, by=by, reached=reached, report_number=report)
