"""Who reads a page of a session: its sign-up in that session, if they have proved their mail address."""

from django.shortcuts import get_object_or_404

from chat_sessions.models import ChatSession, SignUp
from chat_sessions.views.places import OWN
from core.access import proved_email


def public_session(number):
    """A session that residents may know of, or 404."""
    return get_object_or_404(ChatSession.objects.public(), number=number)


def own_sign_up(request, number):
    """The live sign-up of this visitor in the session of this number, or None. Asks nothing without a proof."""
    keys, address_key = OWN.proved_keys(request), proved_email(request)
    if not keys and not address_key:
        return None
    theirs = SignUp.objects.of_visitor(keys, address_key).filter(session__number=number)
    return theirs.with_session().first()
