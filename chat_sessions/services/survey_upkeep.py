"""Worker's duty: whoever came is asked the next day how it was."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chat_sessions import emails
from chat_sessions.models import ChatSession, SignUp
from chat_sessions.services import seats
from core.seats.deadlines import is_night

# After a longer stop of the worker nobody is asked out of the blue.
STILL_ASKED_DAYS = 7


def ask_how_it_was():
    """Each person who was let in and has a mail address, once. Nobody is mailed at night."""
    now = timezone.now()
    if is_night(now):
        return
    today = timezone.localdate(now)
    days = today - timedelta(days=STILL_ASKED_DAYS), today - timedelta(days=1)
    waiting = SignUp.objects.to_survey(days).order_by().values_list("session", flat=True).distinct()
    for session in ChatSession.objects.filter(pk__in=list(waiting)):
        _ask_all(session, days, now)


@transaction.atomic
def _ask_all(session, days, now):
    locked = seats.lock(session)
    for place in locked.sign_ups.to_survey(days):
        place.session = locked
        place.surveyed_at = now
        place.save(update_fields=["surveyed_at"])
        emails.queue_survey(place)
