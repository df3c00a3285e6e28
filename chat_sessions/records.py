"""What a resident has in this room, for My requests."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat_sessions.enums import SessionPhase, SignUpState
from chat_sessions.models import SignUp
from core.records import Record
from core.seats.places import TIMED_STATES

OVER = {SessionPhase.ENDED, SessionPhase.ANSWERED}


def records_for(address_key):
    """The sign-ups of the reader of this mail address, newest first."""
    now = timezone.now()
    mine = SignUp.objects.of(address_key).select_related("session").with_line_position()
    return [_record(place, now) for place in mine.order_by("-created_at", "-pk")]


def _record(place, now):
    session, overdue = place.session, place.is_overdue(now)
    moves = place.is_live and not overdue and session.phase(now) not in {SessionPhase.CANCELLED, *OVER}
    day = date_format(session.starts_at, "l, F j, Y")
    return Record(
        title=f"{session.title}, {day}: {place.name}",
        reference=place.reference,
        standing=standing(place, now),
        url=place.get_absolute_url(),
        is_live=moves,
        needs_answer=moves and place.state in TIMED_STATES,
    )


def standing(place, now):
    """How a sign-up stands, in one plain sentence."""
    session, phase = place.session, place.session.phase(now)
    if place.is_live and phase == SessionPhase.CANCELLED:
        return _("The session was cancelled.")
    if place.is_overdue(now):
        return _("The time to answer has run out.")
    if place.is_live and phase in OVER:
        return _("The answers are published.") if phase == SessionPhase.ANSWERED else _("The session is over.")
    if place.state == SignUpState.WAITLISTED:
        return _("You are number %(position)s in line.") % {"position": place.line_position()}
    deadline = place.expires_at and date_format(timezone.localtime(place.expires_at), "l, F j, g:i A")
    opens = date_format(session.door_opens_at, "l, F j, g:i A")
    return {
        SignUpState.HELD: _("We hold a place for you until %(deadline)s. Please confirm it."),
        SignUpState.OFFERED: _("A place is yours if you accept it by %(deadline)s."),
        SignUpState.CONFIRMED: _("You are signed up. You can go in from %(opens)s."),
        SignUpState.LAPSED: _("This ended, because the time ran out."),
        SignUpState.WITHDRAWN: _("You gave up your place."),
        SignUpState.DECLINED: _("We could not give you a place."),
    }[place.state] % {"deadline": deadline, "opens": opens}
