"""One sign-up, for the person it belongs to: GET shows, POST acts."""

from chat_sessions.models import SignUp
from core.access import OwnRecords


def _rows():
    return SignUp.objects.select_related("session")


OWN = OwnRecords("chat-sign-up", _rows, lambda place: place.email_key)
# Decorator: a page about one sign-up, for its owner alone; the view gets (request, place, ...).
own_place = OWN.own
