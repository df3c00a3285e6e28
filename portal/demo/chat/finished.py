"""A session about five weeks ago: held, answered, published, and judged by those who came."""

from itertools import islice

from chat_sessions.enums import DeclineReason, Destination, SurveyQuestion, Topic
from chat_sessions.services import (
    answers,
    closing,
    declining,
    door,
    live,
    merging,
    questions,
    sessions,
    survey_upkeep,
    surveys,
    triage,
    votes,
)
from core.enums import Language
from portal.demo.chat import words
from portal.demo.chat.planning import ask, come, days_before, evenly
from portal.demo.moments import DAY, HOUR, MINUTE, WEEK, as_of
from portal.demo.people import everybody

SIGNED_UP, CAME, ANSWERED_SURVEY = 22, 17, 8
# Who asks what: place in the order of sign-up, days before the session.
ASKED = {
    "crossing": (0, 12, Topic.TRAFFIC),
    "crossing_again": (9, 9, Topic.TRAFFIC),
    "crossing_es": (11, 5, Topic.TRAFFIC),
    "korean": (4, 8, Topic.BURGLARY),
    "force": (7, 10, Topic.FORCE),
    "trust": (8, 11, Topic.OVERSIGHT),
    "own_case": (12, 6, Topic.FORCE),
    "lamp": (13, 4, Topic.OTHER),
    "neighbor": (10, 7, Topic.OTHER),
    "thanks": (16, 3, Topic.PRAISE),
    "taken_back": (18, 2, Topic.OTHER),
}
LISTED = ["trust", "force", "crossing", "korean", "thanks"]
QUEUE = ["crossing", "trust", "korean"]
TOPICS_NEXT = ["Bicycle theft", "", "More about hiring, please", "", "School drop-off", "", "", "Drones"]


def hold(planner, first, second):
    """The whole story of the session. `first` moderates; `second` decides with `first`, and reviews."""
    offset = planner.wednesday(-35)
    session = planner.publish(
        offset, announced=45 - offset, topic="What changes, and how you can see it", agenda=words.AGENDA_BEFORE,
        languages=["ko", "es"], has_asl=True, moderated_by=words.LEADER,
    )  # fmt: skip
    places = come(session, islice(everybody(), SIGNED_UP), evenly(days_before(session, 14), session.starts_at, 30))
    asked = _ask(session, places)
    _triage(session, asked, places, first, second)
    asked["in_the_hour"] = _the_hour(session, places, asked, first)
    _write_answers(session, asked, first, second)
    _survey(session)


def _ask(session, places):
    asked = {}
    for key, (person, days, topic) in ASKED.items():
        fields = {"is_own_case": key == "own_case", "wants_writing": key == "force", "topic": topic}
        fields["language"] = words.LANGUAGES.get(key, Language.ENGLISH)
        asked[key] = ask(places[person], words.FINISHED[key], days_before(session, days) + 3 * HOUR, **fields)
    return asked


def _triage(session, asked, places, first, second):
    for days, key in [(9, "force"), (10, "trust"), (11, "crossing"), (7, "korean"), (2, "thanks")]:
        with as_of(days_before(session, days)):
            triage.approve(asked[key], by=first)
    with as_of(days_before(session, 7) + HOUR):
        triage.translate(asked["korean"], **words.KOREAN_IN_ENGLISH, by=first)
    for days, key in [(8, "crossing_again"), (4, "crossing_es")]:
        with as_of(days_before(session, days)):
            merging.merge(asked[key], asked["crossing"], by=first)
    with as_of(days_before(session, 5)):
        triage.redirect(asked["own_case"], destination=Destination.COMPLAINT, by=second)
    with as_of(days_before(session, 3)):
        triage.redirect(asked["lamp"], destination=Destination.CITY, note=words.LAMP_NOTE, by=first)
    with as_of(days_before(session, 6)):
        declining.propose(asked["neighbor"], reason=DeclineReason.PRIVATE_PERSON, note=words.NEIGHBOR_NOTE, by=first)
    with as_of(days_before(session, 6) + 2 * HOUR):
        declining.confirm(asked["neighbor"], by=second)
    with as_of(days_before(session, 2) + 5 * HOUR):
        questions.withdraw(asked["taken_back"])
    with as_of(days_before(session, 1)):
        vote_each(places[::2], [asked[key] for key in LISTED])


def vote_each(places, listed):
    """The first of the listed questions gets the most votes."""
    for number, place in enumerate(places):
        for question in listed[: 1 + number % len(listed)]:
            if question.sign_up_id != place.pk:
                votes.vote(place, question)


def _the_hour(session, places, asked, first):
    """Three are answered from the queue, and one that is asked meanwhile; the rest is left for later."""
    for number, place in enumerate(places[:CAME]):
        with as_of(session.starts_at - 12 * MINUTE + number * MINUTE):
            door.go_in(place)
    asked_meanwhile = ask(
        places[2], words.FINISHED["in_the_hour"], session.starts_at + 20 * MINUTE, Topic.HIRING,
        language=Language.JAPANESE,
    )  # fmt: skip
    with as_of(session.starts_at + 22 * MINUTE):
        triage.approve(asked_meanwhile, by=first)
        triage.translate(asked_meanwhile, **words.JAPANESE_IN_ENGLISH, by=first)
    for key in QUEUE:
        with as_of(session.starts_at - 5 * MINUTE):
            triage.queue(asked[key], by=first)
    for number, key in enumerate([*QUEUE, "in_the_hour"]):
        minutes = 8 + 12 * number
        with as_of(session.starts_at + (minutes + 6) * MINUTE):
            live.answer_live(
                {**asked, "in_the_hour": asked_meanwhile}[key], speaker=str(session.hosts.get()),
                note=words.ANSWERS[key], seconds=minutes * 60, by=first,
            )  # fmt: skip
    with as_of(session.ends_at):
        closing.close_hour(session, owner=first, by=first)
    return asked_meanwhile


def _write_answers(session, asked, first, second):
    """Two answers in writing, one more translation, all read by the second person, and the page."""
    with as_of(session.ends_at + 2 * DAY):
        session.recording_link = words.RECORDING
        sessions.save_facts(session, ["recording_link"])
        for key, wording in words.written(str(session.hosts.get())).items():
            question = asked[key]
            before = answers.wording_of(question)
            answers.write(question, wording=before | wording, seen=answers.version_of(question), by=first)
    with as_of(session.ends_at + WEEK):
        for key in [*QUEUE, "in_the_hour", "force", "thanks"]:
            answers.review(asked[key], seen=answers.version_of(asked[key]), by=second)
        answers.publish(session)


def _survey(session):
    with as_of(session.starts_at + DAY):
        survey_upkeep.ask_how_it_was()
    with as_of(session.starts_at + DAY + 5 * HOUR):
        for number, place in enumerate(session.sign_ups.exclude(surveyed_at=None).order_by("pk")[:ANSWERED_SURVEY]):
            surveys.answer(place, answers=_opinion(number), next_topic=TOPICS_NEXT[number])


def _opinion(number):
    """Those who came trust a little more afterwards; some of them not."""
    said = {question: 5 - (number + place) % 3 for place, question in enumerate(SurveyQuestion.values)}
    return said | {SurveyQuestion.TRUST_BEFORE.value: 2 + number % 3, SurveyQuestion.TRUST_AFTER.value: 3 + number % 3}
