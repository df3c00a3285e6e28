"""What people say of a session, once, without a way back to who said it (core.surveys).

On the sign-up stands only that it was asked and answered, and the day.
"""

from django.db import transaction
from django.utils import timezone

from chat_sessions.enums import SurveyQuestion
from chat_sessions.models import SignUp, SurveyAnswer
from chat_sessions.services import seats
from core.surveys import means, store_among_the_others


def is_asked(place):
    """Whether this person was asked how it was, and has not said it yet."""
    return place.surveyed_at is not None and place.survey_answered_on is None


@transaction.atomic
def answer(place, *, answers, next_topic):
    """Store what was said, once; False if this person answered before (a double click) or was never asked."""
    locked = seats.lock(place.session)
    asked = SignUp.objects.filter(pk=place.pk, survey_answered_on=None).exclude(surveyed_at=None)
    if not asked.update(survey_answered_on=timezone.localdate()):
        return False
    said = SurveyAnswer(session=locked, answers=answers, next_topic=next_topic)
    store_among_the_others(said, SurveyAnswer.objects.filter(session=locked))
    return True


def results(session):
    """(how many answered, the mean of each question or None when too few did, the wished topics in order of letters)"""
    rows = list(session.survey_answers.all())
    shown = means(rows, SurveyQuestion.values)
    topics = sorted(row.next_topic for row in rows if row.next_topic) if shown else []
    return len(rows), shown, topics
