"""What staff do for people: a caller is signed up or asks a question, somebody is removed."""

from django.db import transaction
from django.utils import timezone

from chat_sessions import emails
from chat_sessions.enums import QuestionState, SessionStatus, SignUpState
from chat_sessions.models import Question, SignUp
from chat_sessions.services import first_questions, seats, sign_ups
from chat_sessions.services.errors import ChatError
from chat_sessions.services.questions import PREFIX, change_state
from core.references import new_reference


@transaction.atomic
def sign_up_caller(*, session, answers, by, form_key=None):
    """A place for somebody who calls: nothing is to be confirmed; else the end of the line. No mail address is needed.

    The same form sent twice is one sign-up.
    """
    locked = seats.lock(session)
    first = SignUp.objects.filter(form_key=form_key).first() if form_key else None
    if first:
        return first
    now = timezone.now()
    _refuse_unless_coming(locked, now)
    place = SignUp(reference=new_reference(sign_ups.PREFIX), session=locked, form_key=form_key, **answers)
    place.is_late_wish = bool(place.accommodations) and sign_ups.is_late(locked, now)
    sign_ups.refuse_second_place(place)
    event = seats.SessionSeats(locked).take(place, now=now, hold_until=locked.closing_moment)
    if event is None:
        raise ChatError("All places are taken, and the line is full.")
    event.by, event.note = by, "entered for a caller"
    event.save(update_fields=["by", "note"])
    if place.state == SignUpState.WAITLISTED:
        emails.queue_waitlisted(place, event)
        return place
    event = seats.change_state(place, SignUpState.CONFIRMED, now=now, by=by, note="entered for a caller")
    emails.queue_confirmed(place, event)
    return place


@transaction.atomic
def accept_for_caller(place, *, by):
    """Somebody with an offer or a hold says on the phone that they want the place."""
    locked, now = seats.lock_with(place), timezone.now()
    if place.state == SignUpState.CONFIRMED:
        return False
    sign_ups.refuse_once_over(locked, now)
    if place.state not in {SignUpState.OFFERED, SignUpState.HELD} or place.is_overdue(now):
        raise ChatError(f"{place} has no place to accept any more.")
    emails.queue_confirmed(place, seats.change_state(place, SignUpState.CONFIRMED, now=now, by=by, note="by phone"))
    first_questions.pass_on(place, now)
    return True


@transaction.atomic
def save_facts(place, names):
    """What staff changed in the form, and no more: the rest may have moved on. A wish added late is marked as late."""
    locked = seats.lock(place.session)
    if "accommodations" in names:
        before = SignUp.objects.values_list("accommodations", flat=True).get(pk=place.pk)
        is_more = bool(set(place.accommodations) - set(before))
        was_late = place.is_late_wish and bool(place.accommodations)
        place.is_late_wish = was_late or (is_more and sign_ups.is_late(locked, timezone.now()))
        names = [*names, "is_late_wish"]
    if names:
        place.save(update_fields=names)


@transaction.atomic
def remove(place, *, reason, by):
    """Staff take the place away, and say why. The votes of this person count no more; the place goes to the line."""
    reason = reason.strip()
    if not reason:
        raise ChatError("Write the reason: it is mailed to the person.")
    locked = seats.lock_with(place)
    if place.state == SignUpState.DECLINED:
        return False
    if not place.is_live:
        raise ChatError(f"{place} has ended already: “{place.get_state_display()}”.")
    now = timezone.now()
    had_seat = place.state == SignUpState.CONFIRMED
    event = seats.change_state(place, SignUpState.DECLINED, now=now, by=by, note=reason)
    emails.queue_about("removed", place, event, gone=had_seat, reason=reason)
    seats.settle(locked, now)
    return True


@transaction.atomic
def ask_for_caller(*, session, answers, by, place=None, form_key=None):
    """A question by phone; `place`: the caller's sign-up, if there is one. Nobody must sign up to ask."""
    first = Question.objects.filter(form_key=form_key).first() if form_key else None
    if first:
        return first
    locked = seats.lock(session)
    if not _takes_calls(locked, timezone.now()):
        raise ChatError("The session is over, or not published: it takes no questions.")
    question = Question(
        reference=new_reference(PREFIX), session=locked, sign_up=place, form_key=form_key, **answers
    )  # fmt: skip
    event = change_state(question, QuestionState.RECEIVED, by=by, note="asked by phone")
    emails.queue_about_question("question_received", question, event)
    return question


def _takes_calls(session, now):
    """Staff need not wait for the day on which sign-up opens."""
    return session.status == SessionStatus.PUBLISHED and now < session.closing_moment


def _refuse_unless_coming(session, now):
    if not _takes_calls(session, now):
        raise ChatError("The session is over, cancelled, or not published yet: nobody can be signed up.")
