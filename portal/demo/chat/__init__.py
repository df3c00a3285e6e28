"""CHAT with the Chief in the demo: one session that was, one today, three to come.

The Chief and all who ask are invented. Every step is one of the room's services, as of the moment
at which somebody would have done it; the meeting and the recording are addresses of example.com.
"""

from chat_sessions.models import Host, SessionInterest
from chat_sessions.services import interest
from portal.demo.chat import coming, finished, today
from portal.demo.chat.planning import Planner
from portal.demo.homes.calendar import Calendar
from portal.demo.moments import DAY, MINUTE, as_of

CHIEF = {"name": "Adrian Calloway", "title": "Chief of Police"}
CAPTAIN = {"name": "Noemi Bright", "title": "Captain"}


def live_through(now, *, first, second):
    """The last weeks of the room, up to this moment. `first`, `second`: the two moderators."""
    calendar = Calendar(now)
    hosts = [Host.objects.create(**CHIEF), Host.objects.create(**CAPTAIN)]
    planner = Planner(calendar, hosts, first)
    finished.hold(planner, first, second)
    today.fill(planner, first, second)
    coming.fill(planner, first)
    _wishes(now)


def _wishes(now):
    """Two want to hear of every new session; one of them has confirmed the address, and hears."""
    with as_of(now - 2 * DAY):
        interest.ask_to_be_told(email="grace.ellison@example.com", language="en")
        interest.confirm(SessionInterest.objects.get(email="grace.ellison@example.com"))
    with as_of(now - 20 * MINUTE):
        interest.ask_to_be_told(email="tomas.rivas@example.com", language="es")
    with as_of(now - DAY):
        interest.tell_of_new_sessions()
