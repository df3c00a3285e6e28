"""What was asked and answered, and the account of every question: for anyone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chat_sessions.models import ChatRules
from chat_sessions.recording import at_second
from chat_sessions.services import counts
from chat_sessions.views.visitor import public_session
from core.pages import same_for_everyone
from core.services import business_day


@require_safe
@same_for_everyone
def answers(request, number):
    session = public_session(number)
    context = {"session": session}
    if session.answers_published_at is None:
        is_over = timezone.now() >= session.closing_moment
        context |= {"is_over": is_over, "due_on": business_day(session.date, ChatRules.current().answer_days)}
    else:
        context |= {
            "entries": [_entry(session, each) for each in _shown(session)],
            "counts": counts.of_session(session),
        }
    return render(request, "chat_sessions/answers.html", context)


def _shown(session):
    return session.questions.for_answers()


def _entry(session, question):
    """A question beside its answer; an answer that is not reviewed is not shown yet."""
    answer = getattr(question, "answer", None)
    if answer is not None and answer.reviewed_at is None:
        answer = None
    moment = at_second(session.recording_link, answer.recording_seconds) if answer else None
    return {
        "question": question,
        "name": question.sign_up.name if question.shows_name and question.sign_up else "",
        "askers": question.merged_count + 1,
        "others": question.merged_count,
        "answer": answer,
        "moment": moment,
        "links": _links(answer.links) if answer else [],
    }


def _links(text):
    """The addresses of an answer that lead to the web; what else stands there is left as words."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [{"text": line, "url": line if line.startswith(("https://", "http://")) else ""} for line in lines]
