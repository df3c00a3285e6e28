"""How a session of the demo is planned, and how people sign up for it and ask."""

from dataclasses import dataclass

from chat_sessions.enums import Accommodation, Topic
from chat_sessions.services import questions, sessions, sign_ups
from core.enums import Language
from portal.demo.homes.calendar import Calendar
from portal.demo.moments import DAY, MINUTE, as_of

WEDNESDAY = 2
ZIP_CODES = ["90503", "90503", "90504", "90501", "90505", "90503", "90504", ""]
# Of every twenty people, who needs what.
NEEDS = {
    5: {"accommodations": [Accommodation.CAPTIONS]},
    9: {"accommodations": [Accommodation.ASL]},
    11: {
        "accommodations": [Accommodation.INTERPRETER, Accommodation.OTHER],
        "accommodation_note": "In my language, and please send the agenda before.",
    },
}


@dataclass(frozen=True)
class Planner:
    """Makes sessions ready for people, as of the day on which they were announced."""

    calendar: Calendar
    hosts: list
    moderator: object

    def wednesday(self, offset):
        """So many days from today that it is a Wednesday near `offset`."""
        away = (self.calendar.day(offset).weekday() - WEDNESDAY + 3) % 7 - 3
        return offset - away

    def publish(self, offset, *, announced, hosts=None, has_door=True, **facts):
        """Planned and published `announced` days before today's date; as the rules propose it, but for `facts`."""
        with as_of(self.calendar.on(-announced, 9)):
            session = sessions.proposal(self.calendar.day(offset))
            for name, value in ({"platform": "Zoom"} | facts).items():
                setattr(session, name, value)
            sessions.create(session, hosts=self.hosts[:1] if hosts is None else hosts)
            if has_door:
                sessions.change_door(session, _door(session), by=self.moderator)
            sessions.publish(session)
        session.refresh_from_db()
        return session


def _door(session):
    return {
        "join_link": f"https://meeting.example.com/chat/{session.number}",
        "passcode": "pelican",
        "dial_in": "310-555-0190, code 555 019",
    }


def come(session, people, moments):
    """Each of the people signs up at the moment beside them, and confirms the address; their places."""
    return [_come(session, person, moment) for person, moment in zip(people, moments, strict=False)]


def _come(session, person, moment):
    place = sign_up(session, person, moment)
    with as_of(moment + 10 * MINUTE):
        return sign_ups.confirm(place)


def sign_up(session, person, moment, question=""):
    """The form, sent; the address is not confirmed yet (or it is the line)."""
    with as_of(moment):
        return sign_ups.sign_up(
            session=session,
            answers=_answers(person),
            form_key=f"demo-chat-{session.number}-{person.number}",
            question=question,
        )


def _answers(person):
    return {
        "name": person.given_name,
        "email": f"{person.mailbox}@example.com",
        "language": person.language,
        "zip_code": ZIP_CODES[person.number % len(ZIP_CODES)],
        "may_use_name": person.number % 3 == 0,
        **NEEDS.get(person.number % 20, {}),
    }


def ask(place, text, moment, topic=Topic.OTHER, *, language=Language.ENGLISH, **fields):
    """A question of somebody who is signed up. `fields`: of a Question."""
    with as_of(moment):
        answers = {"text": text, "topic": topic, "language": language, "shows_name": place.may_use_name}
        key = f"demo-chat-ask-{place.session.number}-{place.session.questions.count()}"
        return questions.ask(place=place, answers=answers | fields, form_key=key)


def evenly(start, end, number):
    """So many moments from `start` on, the last one before `end`."""
    step = (end - start) / number
    return [start + step * each for each in range(number)]


def days_before(session, days):
    return session.starts_at - days * DAY
