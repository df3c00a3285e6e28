"""The session of today: with a queue, and under way if noon is over."""

from datetime import datetime, time, timedelta
from itertools import islice

from django.utils import timezone

from chat_sessions.enums import SessionPhase, Topic
from chat_sessions.services import door, live, triage
from core.enums import Language
from portal.demo.chat import words
from portal.demo.chat.finished import vote_each
from portal.demo.chat.planning import ask, come, evenly
from portal.demo.moments import DAY, HOUR, MINUTE, as_of
from portal.demo.people import everybody

NOON, LAST_MOMENT = time(12), time(23, 59, 59)
HALF_HOUR = 30
SIGNED_UP, CAME = 12, 9
# Who asks what: place in the order of sign-up.
ASKED = {
    "bikes": (0, Topic.TRAFFIC),
    "scooters": (1, Topic.TRAFFIC),
    "night": (2, Topic.TRAFFIC),
    "cameras": (3, Topic.OVERSIGHT),
    "mental": (5, Topic.HOMELESSNESS),
    "hiring": (8, Topic.HIRING),
}
QUEUE = ["night", "bikes", "hiring"]


def hour_of_today(now):
    """(start, end): noon as a rule. Once that is over, the hour that begins now, so that the live pages can be seen."""
    local = timezone.localtime(now)
    day = datetime.combine(local, time(0))
    start = datetime.combine(local, NOON)
    wall = local.replace(tzinfo=None)
    if wall >= start + timedelta(minutes=HALF_HOUR):
        start = wall.replace(minute=wall.minute // HALF_HOUR * HALF_HOUR, second=0, microsecond=0)
    return start.time(), min(start + HOUR, datetime.combine(day, LAST_MOMENT)).time()


def fill(planner, first, second):
    """Questions are listed, voted for and queued; if the hour has begun, the first of them is answered."""
    now = planner.calendar.now
    start_time, end_time = hour_of_today(now)
    session = planner.publish(
        0, announced=38, start_time=start_time, end_time=end_time, hosts=planner.hosts, languages=["es"],
        topic="Streets for everyone", agenda=words.AGENDA_TODAY, moderated_by=words.LEADER,
    )  # fmt: skip
    people = list(islice(everybody(), 20, 20 + SIGNED_UP))
    places = come(session, people, evenly(now - 12 * DAY, now - 2 * DAY, SIGNED_UP))
    asked = {
        key: ask(
            places[number], words.TODAY[key], now - 2 * DAY + number * HOUR, topic,
            language=words.LANGUAGES.get(key, Language.ENGLISH),
        )
        for key, (number, topic) in ASKED.items()
    }  # fmt: skip
    with as_of(now - 30 * HOUR):
        triage.translate(asked["hiring"], **words.HIRING_IN_ENGLISH, by=first)
    with as_of(now - 28 * HOUR):
        for question in asked.values():
            triage.approve(question, by=first)
    with as_of(now - 25 * HOUR):
        vote_each(places[::2], [asked[key] for key in ("night", "cameras", "bikes", "scooters", "hiring")])
    with as_of(now - 40 * MINUTE):
        for key in QUEUE:
            triage.queue(asked[key], by=second)
    if session.phase(now) == SessionPhase.LIVE:
        _begin(session, places, asked, now, first)


def _begin(session, places, asked, now, first):
    """As far as the hour has come: people go in, and the first question is answered."""
    for number, place in enumerate(places[:CAME]):
        with as_of(min(session.door_opens_at + number * MINUTE, now)):
            door.go_in(place)
    with as_of(now):
        live.answer_live(
            asked["night"], speaker=str(session.hosts.first()), note=words.RACES_ANSWER,
            seconds=int((now - session.starts_at).total_seconds()), by=first,
        )  # fmt: skip
