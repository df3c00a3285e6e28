"""What the walk through the admin (admin_pages.py) needs of CHAT: a session with something of everything."""

from datetime import timedelta

from django.utils import timezone

from chat_sessions.models import ChatSession, Question, SessionInterest, SignUp, SurveyAnswer
from chat_sessions.services import callers, declining, merging, sign_ups, triage
from tests.chat_sessions.asked import approved, proposed, question_of, somebody, vote
from tests.chat_sessions.builders import make_session, place, sign_up
from tests.chat_sessions.hours import reviewed, written

SPANISH = "¿Por qué hay tan pocos guardias en los cruces cerca de las escuelas?"


def fill():
    """The fullest session: people in every state, questions in every column."""
    session = make_session(capacity=14, questions_close_at=timezone.now() + timedelta(days=13), languages=["es"])
    cal = place(session, "cal", accommodations=["asl", "captions"], accommodation_note="Near the screen.")
    sign_ups.withdraw(place(session, "gone"))
    sign_up(session, "held")
    callers.sign_up_caller(
        session=session, answers={"name": "Cy", "phone": "+13105550123", "language": "ko"}, by=somebody()
    )
    listed = approved("ana", session=session)
    for by in (cal, listed.sign_up):
        vote(listed, by)
    merging.merge(question_of("ben", session=session), listed, by=somebody())
    reviewed(written(approved("kim", session=session)))
    written(approved("lou", session=session), links="https://example.com/report")
    triage.queue(approved("dan", session=session, wants_writing=True), by=somebody())
    flagged = {"flags": ["a phone number"], "shows_name": True}
    spanish = question_of("eve", session=session, text=SPANISH, language="es", **flagged)
    triage.translate(spanish, translation="Why so few crossing guards?", translated_by="R. Diaz", by=somebody())
    question_of("flo", session=session, text="My case 4711 of last year is still open.", is_own_case=True)
    proposed(question_of("gus", session=session))
    triage.return_for_edit(question_of("hal", session=session), note="Leave out the name.", by=somebody())
    declined = proposed(question_of("ina", session=session), note="Call the city.")
    declining.confirm(declined, by=somebody("second"))
    for _ in range(5):
        SurveyAnswer.objects.create(session=session, answers={"useful": 4}, next_topic="Parking")
    SessionInterest.objects.create(email="jo@example.com")


def rows_shown():
    """Which row of a model has the fullest pages, where it is not the first."""
    return {
        ChatSession: Question.objects.get(text=SPANISH).session,
        Question: Question.objects.get(text=SPANISH),
        SignUp: SignUp.objects.get(email="cal@example.com"),
    }
