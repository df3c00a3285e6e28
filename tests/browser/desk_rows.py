"""One of each record of the watch desk, for the pages of the admin."""

from tests.vacation_checks.builders import approved, beat, make_check, submitted, user
from tests.vacation_checks.desk.pages import make_alert, seal
from vacation_checks.enums import AlertOutcome
from vacation_checks.models import StreetRange, VacationCheckRequest
from vacation_checks.services import desk
from vacation_checks.services.alerts import close_alert
from vacation_checks.services.checks import add_addendum

HOUSE = "1 LONGEST STREET NAME IN THE CITY BLVD"


def fill():
    """A running request with everything on its page, others of the same house and person, a sealed one."""
    by = user("desk")
    running = approved(leaves=-3, house=HOUSE, unit="APT 12", by=by, language="ja", may_shut_water=True)
    close_alert(make_alert(running, minutes_ago=300), outcome=AlertOutcome.REPORT, by=by, reached="Kenji, 9 pm")
    make_alert(running, minutes_ago=20, action_taken="Closed it.", is_late_entry=True, is_after_end=True)
    add_addendum(make_check(running), by, reason="Typing error", text="It was the side door.", is_wrong_home=True)
    desk.restrict(running, True, by=by, note="court order")
    desk.ask(submitted(leaves=1, house=HOUSE, email="", jurisdiction="outside", beat=None), "Which gate?", by=by)
    submitted(leaves=9, nights=45, house="2 ELM AVE")
    seal(approved(leaves=-1, house="3 ELM AVE", by=by))
    StreetRange.objects.create(street="ELM AVE", low=1, high=99, beat=beat(), is_sample=True)


def fullest():
    """The running request of `fill`."""
    return VacationCheckRequest.objects.get(house_index=HOUSE, is_restricted=True)


def sealed():
    return VacationCheckRequest.objects.sealed().first()
