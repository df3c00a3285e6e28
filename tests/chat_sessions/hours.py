"""An hour that runs, with a queue; an hour that is over, with answers."""

from chat_sessions.models import ChatSession, Question
from chat_sessions.services import answers, closing, live, queue_order, triage
from tests.chat_sessions.asked import again, question_of, somebody
from tests.chat_sessions.builders import live_session

WORDS = {
    "text": "We hire four more guards this summer.",
    "speaker": "Chief of Police Pat Doe",
    "recording_seconds": None,
    "links": "",
    "translation": "",
    "translated_by": "",
}


def listed(session, *names, by=None):
    """A question of each, on the list."""
    rows = [question_of(name, session=session) for name in names]
    for row in rows:
        triage.approve(row, by=by or somebody())
    return [again(row) for row in rows]


def queued(session, *names):
    """A question of each, in the queue in this order."""
    rows = listed(session, *names)
    for row in rows:
        triage.queue(row, by=somebody())
    return [again(row) for row in rows]


def queue_of(session):
    """The names of the askers in their order; their positions are 1, 2, 3."""
    rows = list(Question.objects.filter(session=session).queued().select_related("sign_up"))
    assert [row.queue_position for row in rows] == list(range(1, len(rows) + 1))
    assert queue_order.keys_of(session.pk) == [row.pk for row in rows]
    return [row.sign_up.name.lower() for row in rows]


def answer_live(question, *, by=None, note="Yes, from June on.", **said):
    said = {"speaker": "Chief of Police Pat Doe", "seconds": 750, **said}
    done = live.answer_live(question, note=note, by=by or somebody(), **said)
    return done


def closed(session, *, owner=None):
    """The session, its hour closed."""
    closing.close_hour(session, owner=owner or somebody("owner"), by=somebody())
    return ChatSession.objects.get(pk=session.pk)


def written(question, *, by="writer", **wording):
    """The question, its answer written and not reviewed yet."""
    seen = answers.version_of(question)
    answers.write(question, wording=WORDS | wording, seen=seen, by=somebody(by))
    return again(question)


def reviewed(question, *, by="reviewer"):
    answers.review(question, seen=answers.version_of(question), by=somebody(by))
    return again(question)


def over(*names):
    """A session whose hour is closed, and the open questions that it left."""
    session = live_session()
    rows = listed(session, *names)
    return closed(session), [again(row) for row in rows]
