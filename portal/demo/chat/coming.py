"""Sessions to come: one that is full, with questions in every state; one that is cancelled; one announced."""

from itertools import islice

from chat_sessions.enums import DeclineReason, Topic
from chat_sessions.services import callers, declining, sessions, sign_ups, triage
from portal.demo.chat import words
from portal.demo.chat.finished import vote_each
from portal.demo.chat.planning import ask, come, evenly, sign_up
from portal.demo.moments import DAY, HOUR, MINUTE, as_of
from portal.demo.people import everybody

PLACES, IN_LINE = 12, 4
# In the order in which people signed up: who asks what.
ASKED = {
    "patrols": Topic.BURGLARY,
    "parcels": Topic.BURGLARY,
    "vote_first": Topic.OTHER,
    "phone": Topic.BURGLARY,
    "review": Topic.OVERSIGHT,
    "returned": Topic.OTHER,
    "advert": Topic.OTHER,
    "own_case": Topic.OVERSIGHT,
}
LISTED = ["vote_first", "parcels", "patrols"]


def fill(planner, first):
    session = _full(planner)
    people = islice(everybody(), 40, None)
    _questions(session, _people(session, people, planner.calendar.now, first), planner.calendar.now, first)
    _cancelled(planner, people)
    planner.publish(planner.wednesday(63), announced=3, has_door=False, topic="Hiring: who becomes an officer")


def _full(planner):
    return planner.publish(
        planner.wednesday(14), announced=20, topic="Safe through the holidays", agenda=words.AGENDA_NEXT,
        languages=["es", "ko", "ja"], has_asl=True, moderated_by=words.LEADER, capacity=PLACES, line_capacity=20,
    )  # fmt: skip


def _people(session, people, now, first):
    """Eleven have a place (one of them called), a twelfth gave it up: it is offered to the first in line."""
    with as_of(now - 9 * DAY):
        answers = {"name": "Marjorie", "phone": "+13105550188", "language": "en", "zip_code": "90505"}
        callers.sign_up_caller(session=session, answers=answers, by=first, form_key="demo-chat-caller")
    places = come(session, islice(people, PLACES - 2), evenly(now - 8 * DAY, now - 4 * DAY, PLACES - 2))
    last = sign_up(session, next(people), now - 3 * DAY, question=words.NEXT["held"])
    with as_of(now - 3 * DAY + HOUR):
        sign_ups.confirm(last)
    for number, person in enumerate(islice(people, IN_LINE)):
        sign_up(session, person, now - 2 * DAY + number * 5 * HOUR)
    with as_of(now - 90 * MINUTE):
        sign_ups.withdraw(places.pop())
    return places


def _questions(session, places, now, first):
    """One in each state before the hour."""
    asked = {
        key: ask(place, words.NEXT[key], now - 3 * DAY + number * 2 * HOUR, topic, is_own_case=key == "own_case")
        for number, ((key, topic), place) in enumerate(zip(ASKED.items(), places, strict=False))
    }
    with as_of(now - 2 * DAY):
        for key in LISTED:
            triage.approve(asked[key], by=first)
        triage.take_in_review(asked["review"], by=first)
        triage.return_for_edit(asked["returned"], note=words.RETURNED_NOTE, by=first)
        declining.propose(asked["advert"], reason=DeclineReason.ADVERTISING, by=first)
    with as_of(now - DAY):
        vote_each(places, [asked[key] for key in LISTED])
        triage.queue(asked["patrols"], by=first)
    with as_of(now - 4 * HOUR):
        answers = {"text": words.NEXT["caller"], "topic": Topic.OTHER, "language": "en"}
        callers.ask_for_caller(session=session, answers=answers, by=first, form_key="demo-chat-call")


def _cancelled(planner, people):
    """Three had signed up, and were told."""
    now = planner.calendar.now
    session = planner.publish(planner.wednesday(21), announced=10, topic="Ask about traffic stops")
    come(session, islice(people, 3), evenly(now - 9 * DAY, now - 5 * DAY, 3))
    with as_of(now - 2 * DAY):
        sessions.cancel(session, reason=words.CANCELLED_REASON)
