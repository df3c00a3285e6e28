"""Who reads a page of a session: its sign-up in that session, if they have proved their mail address."""

from django.http import Http404

from chat_sessions.emails import SIGN_UP_LINK
from chat_sessions.models import ChatSession, SignUp
from chat_sessions.views.places import OWN
from core.access import proved_email
from core.links import open_token


def public_session(number):
    """A session that residents may know of, or 404."""
    session = ChatSession.objects.public().filter(number=number).first()
    if session is None:
        raise Http404
    return session


def own_sign_up(request, number):
    """The live sign-up of this visitor in the session of this number, or None. Asks nothing without a proof."""
    keys, address_key = OWN.proved_keys(request), proved_email(request)
    if not keys and not address_key:
        return None
    theirs = SignUp.objects.of_visitor(keys, address_key).filter(session__number=number)
    return theirs.with_session().first()


def opened_sign_up(request, token):
    """The sign-up of a mailed link, open from now on for an hour: (it, None), or (None, why not)."""
    opened = open_token(SIGN_UP_LINK, token)
    place = SignUp.objects.filter(pk=opened.subject).first() if opened.subject and not opened.trouble else None
    if place is not None:
        OWN.open(request, place, proved=True)
    return place, opened.trouble
