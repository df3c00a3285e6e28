"""Going in: only who has a place, only in time, only by a POST. How to get in is read here and nowhere else."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat_sessions import emails
from chat_sessions.enums import SessionStatus, SignUpState
from chat_sessions.models import SignUp
from chat_sessions.services.errors import ChatError
from core.codes import redeem_code


@dataclass(frozen=True)
class WayIn:
    """What a person at the open door is told. `link` is empty when staff have not entered one that a browser opens."""

    link: str
    passcode: str
    dial_in: str


@transaction.atomic
def go_in(place):
    """Let this person through. Whoever comes again (a lost connection) is let through again."""
    now = timezone.now()
    place = SignUp.objects.select_for_update(of=("self",)).select_related("session").get(pk=place.pk)
    _refuse_at_the_door(place, now)
    if place.joined_at is None:
        place.joined_at = now
        place.save(update_fields=["joined_at"])
    session = place.session
    link = session.join_link if session.join_link.startswith("https://") else ""
    return WayIn(link=link, passcode=session.passcode, dial_in=session.dial_in)


def _refuse_at_the_door(place, now):
    session = place.session
    if session.status == SessionStatus.CANCELLED:
        raise ChatError(_("This session was cancelled."))
    if now >= session.closing_moment:
        raise ChatError(_("This session is over."))
    if place.state != SignUpState.CONFIRMED:
        raise ChatError(_("This place is not confirmed, so we cannot let you in."))
    if not session.is_door_open(now):
        opens = date_format(session.door_opens_at, "l, F j, g:i A")
        raise ChatError(_("It is too early. You can go in from %(moment)s.") % {"moment": opens})


@transaction.atomic
def mail_code(place):
    """A fresh code to the address of the sign-up; earlier ones end."""
    emails.queue_door_code(place)


def prove(place, code):
    """Whoever types the code reads the mail. Not one transaction: a miss must stay counted."""
    if not redeem_code(purpose=emails.door_purpose(place), email_key=place.email_key, code=code):
        raise ChatError(_("This code is not right, or it has ended. Check the newest mail from us."))
