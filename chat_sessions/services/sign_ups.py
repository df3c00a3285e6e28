"""What a resident does about a place: sign up, confirm, accept, give up."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat_sessions import emails
from chat_sessions.enums import SessionPhase, SignUpState
from chat_sessions.models import SignUp
from chat_sessions.services import first_questions, seats
from chat_sessions.services.errors import ChatError
from core.codes import redeem_code
from core.contact import email_key
from core.models import DepartmentProfile
from core.references import new_reference

PREFIX = "CHAT"


@transaction.atomic
def sign_up(*, session, answers, form_key, question=""):
    """Hold a place until the address is confirmed, else the end of the line; the same form sent twice is one sign-up.

    `answers`: the fields of a SignUp. `question`: kept at once, and passed to the moderators with the confirmation.
    """
    locked = seats.lock(session)
    first = SignUp.objects.filter(form_key=form_key).first()
    if first:
        return first
    now = timezone.now()
    refuse_unless_open(locked, now)
    place = SignUp(reference=new_reference(PREFIX), session=locked, form_key=form_key, **answers)
    place.is_late_wish = bool(place.accommodations) and is_late(locked, now)
    refuse_second_place(place)
    event = _take(place, locked, now)
    if question:
        first_questions.keep(place, question, form_key=form_key)
    tell = emails.queue_held if place.state == SignUpState.HELD else emails.queue_waitlisted
    tell(place, event)
    return place


def _take(place, locked, now):
    """A place, or one in a line that still moves."""
    taking = seats.SessionSeats(locked)
    event = taking.take(place, now=now, hold_until=_hold_until(locked, now))
    if event is None:
        raise ChatError(_("All places are taken, and the line is full. You can watch the recording afterwards."))
    if place.state == SignUpState.WAITLISTED and taking.next_deadline(now) is None:
        raise ChatError(
            _("All places are taken, and it is too late for the line. You can watch the recording afterwards.")
        )
    return event


def refuse_unless_open(session, now):
    """Say why nobody can sign up now."""
    phase = session.phase(now)
    if phase in {SessionPhase.OPEN, SessionPhase.LIVE}:
        return
    if phase in {SessionPhase.DRAFT, SessionPhase.ANNOUNCED}:
        raise ChatError(_("Sign-up for this session is not open yet."))
    refuse_once_over(session, now)


def refuse_once_over(session, now):
    """Nobody gets a place in what is cancelled or over, not even one that was held or offered before."""
    phase = session.phase(now)
    if phase == SessionPhase.CANCELLED:
        raise ChatError(_("This session was cancelled."))
    if phase in {SessionPhase.ENDED, SessionPhase.ANSWERED}:
        raise ChatError(_("This session is over."))


def refuse_second_place(place):
    """One address has one live sign-up in a session."""
    same = place.session.sign_ups.live().filter(email_key=email_key(place.email)).exclude(email_key="")
    if same.exists():
        raise ChatError(_("This mail address is signed up already. See My requests."))


def confirm(place):
    """The mail address is proved: the place is theirs. Doing it twice is no error."""
    return _claim(place, SignUpState.HELD, _("This place is no longer held for you. You can sign up again."))


def confirm_with_code(place, code):
    """The same, proved by the code in the mail. Not one transaction: a miss must stay counted."""
    if not redeem_code(purpose=emails.confirm_purpose(place), email_key=place.email_key, code=code):
        raise ChatError(_("This code is not right, or it has ended. Check the newest mail from us."))
    return confirm(place)


def accept_offer(place):
    """Take the offered place, in time. Doing it twice is no error."""
    return _claim(place, SignUpState.OFFERED, _("This offer has ended. You can sign up again to join the line."))


@transaction.atomic
def _claim(place, expected, refusal):
    locked, now = seats.lock_with(place), timezone.now()
    if place.state == SignUpState.CONFIRMED:
        return place
    refuse_once_over(locked, now)
    if place.state != expected or place.is_overdue(now):
        raise ChatError(refusal)
    place.email_confirmed_at = now
    place.save(update_fields=["email_confirmed_at"])
    event = seats.change_state(place, SignUpState.CONFIRMED, now=now)
    emails.queue_confirmed(place, event)
    first_questions.pass_on(place, now)
    return place


@transaction.atomic
def withdraw(place, *, by=None, note=""):
    """Give up a place, an offer or a place in line; a freed place goes to the line. Twice is no error."""
    locked = seats.lock_with(place)
    if not place.is_live:
        return place
    now = timezone.now()
    had_seat = place.state == SignUpState.CONFIRMED
    event = seats.change_state(place, SignUpState.WITHDRAWN, now=now, by=by, note=note)
    emails.queue_withdrawn(place, event, had_seat=had_seat)
    seats.settle(locked, now)
    return place


def _hold_until(session, now):
    """Until when a new sign-up waits for its confirmation: never beyond the end of the session."""
    return min(now + timedelta(hours=DepartmentProfile.current().hold_hours), session.closing_moment)


def is_late(session, now):
    """Whether a wish comes too late to be sure; it is taken all the same."""
    return session.starts_at - now < timedelta(hours=DepartmentProfile.current().accommodation_notice_hours)
