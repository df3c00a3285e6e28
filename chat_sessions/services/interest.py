""" "Tell me about future sessions", with the owner of the address confirming."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from chat_sessions import emails
from chat_sessions.enums import SessionPhase, SessionStatus
from chat_sessions.models import ChatSession, SessionInterest
from core.contact import email_key
from mailroom.services import not_promised


@transaction.atomic
def ask_to_be_told(*, email, language):
    """Write to the address; only its owner can switch the wish on. The same answer whether it is known or not."""
    wish = _wish_of(email) or _new_wish(email, language)
    if not wish.confirmed_at:
        emails.queue_interest_confirmation(wish)


def _wish_of(email):
    return SessionInterest.objects.filter(email_key=email_key(email)).first()


def _new_wish(email, language):
    try:
        with transaction.atomic():
            return SessionInterest.objects.create(email=email, language=language)
    except IntegrityError:  # asked twice in the same moment
        return _wish_of(email)


@transaction.atomic
def confirm(wish):
    """The owner of the address wants to hear. Doing it twice is no error."""
    SessionInterest.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def forget(wish):
    """The owner of the address does not want to hear (any more)."""
    wish.delete()


def tell_of_new_sessions():
    """Worker's duty: each confirmed wish hears of each session that is published and still to come, once."""
    now = timezone.now()
    coming = ChatSession.objects.coming(timezone.localdate(now)).filter(status=SessionStatus.PUBLISHED)
    for session in coming:
        if session.phase(now) in {SessionPhase.ANNOUNCED, SessionPhase.OPEN}:
            _tell(session)


def _tell(session):
    wishes = SessionInterest.objects.confirmed()
    keys = {emails.new_session_key(pk, session): pk for pk in wishes.values_list("pk", flat=True)}
    for key in not_promised(keys):
        with transaction.atomic():
            # Who said stop a moment ago is not written to.
            wish = wishes.select_for_update().filter(pk=keys[key]).first()
            if wish:
                emails.queue_new_session(wish, session)
