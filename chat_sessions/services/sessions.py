"""What staff do with a whole session: plan it, publish, move, cancel, change its places and its door."""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from chat_sessions import emails
from chat_sessions.enums import SessionPhase, SessionStatus, SignUpState
from chat_sessions.models import ChatRules, ChatSession
from chat_sessions.services import seats
from chat_sessions.services.errors import ChatError
from core import audit
from core.models import DepartmentProfile
from core.seats.places import TIMED_STATES

# On its day, sign-up opens in the morning.
OPENS_AT = time(8)
# Of an earlier session, a new one takes over these. How to get in is new each time, and stays out of this list.
COPIED = [
    "title", "topic", "agenda", "languages", "has_captions", "has_asl", "platform", "capacity", "line_capacity",
    "public_list", "recording_notice", "moderated_by",
]  # fmt: skip
DOOR = {"join_link": "link", "passcode": "passcode", "dial_in": "dial-in"}


def proposal(day, like=None):
    """A session on this day as the rules have it, not saved; `like`: an earlier one whose facts are taken over."""
    rules = ChatRules.current()
    start = like.start_time if like else rules.start_time
    minutes = _minutes(like) if like else rules.minutes
    session = ChatSession(
        number=next_number(),
        date=day,
        start_time=start,
        end_time=(datetime.combine(day, start) + timedelta(minutes=minutes)).time(),
        opens_at=_moment(day - timedelta(days=rules.sign_up_days), OPENS_AT),
        questions_close_at=_moment(day - timedelta(days=1), rules.questions_close_at),
    )
    for name in COPIED if like else []:
        setattr(session, name, getattr(like, name))
    return session


def next_number():
    return (ChatSession.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _minutes(session):
    return (session.ends_at - session.starts_at).seconds // 60


def _moment(day, wall_time):
    """An instant by the clock on the wall; a change of the clock moves nothing."""
    return datetime.combine(day, wall_time, tzinfo=timezone.get_default_timezone())


@transaction.atomic
def create(session, *, hosts=()):
    """Save a planned session as a draft."""
    session.status = SessionStatus.DRAFT
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:
        raise ChatError(f"There is a session number {session.number} already.") from None
    session.hosts.set(hosts)
    return session


@transaction.atomic
def save_facts(session, names):
    """What staff changed in the form, and no more: the rest may have moved on since. Its calendar entry follows."""
    locked = seats.lock(session)
    if {"title", "topic"} & set(names):
        session.sequence = locked.sequence + 1
        names = [*names, "sequence"]
    if names:
        session.save(update_fields=names)


@transaction.atomic
def publish(session):
    """Residents see it. Sign-up opens on its own day. Twice is no error, and False."""
    locked = seats.lock(session)
    if locked.status == SessionStatus.PUBLISHED:
        return False
    _refuse_cancelled(locked)
    if locked.ends_at <= timezone.now():
        raise ChatError("Its date is over: choose a new one first.")
    locked.status = SessionStatus.PUBLISHED
    locked.save(update_fields=["status"])
    return True


@transaction.atomic
def reschedule(session, *, date, start_time, end_time, reason=""):
    """Another day or hour. Everyone with a live sign-up is told once, with the new calendar file.

    The close of early questions keeps its distance; so does the opening of sign-up, when the session comes earlier. No
    hold or offer outlasts it, and nobody has been there yet. False where it is so already.
    """
    locked = seats.lock(session)
    _refuse_over(locked)
    before = (locked.date, locked.start_time, locked.end_time)
    if before == (date, start_time, end_time):
        return False
    old_start = locked.starts_at
    locked.questions_close_at = _moved(locked.questions_close_at, date - locked.date)
    locked.date, locked.start_time, locked.end_time = date, start_time, end_time
    now = timezone.now()
    if locked.starts_at <= now:
        raise ChatError("Choose a time that is still to come.")
    if locked.opens_at and now < locked.opens_at and locked.date < before[0]:
        locked.opens_at = _moved(locked.opens_at, locked.date - before[0])
    locked.sequence += 1
    locked.save(update_fields=["date", "start_time", "end_time", "opens_at", "questions_close_at", "sequence"])
    locked.sign_ups.exclude(joined_at=None).update(joined_at=None)
    _shorten(locked, now)
    _weigh_wishes_anew(locked, now)
    seats.settle(locked, now)
    for place in locked.sign_ups.live():
        place.session = locked
        _tell("moved", place, calendar=place.state == SignUpState.CONFIRMED, old_start=old_start, reason=reason.strip())
    return True


@transaction.atomic
def cancel(session, *, reason):
    """It does not take place. Everyone with a live sign-up is told once, with the reason. Twice: False."""
    reason = reason.strip()
    if not reason:
        raise ChatError("Write the reason: it is mailed to everyone who signed up.")
    locked = seats.lock(session)
    if locked.status == SessionStatus.CANCELLED:
        return False
    _refuse_over(locked)
    was_public = locked.status == SessionStatus.PUBLISHED
    locked.status, locked.cancelled_reason = SessionStatus.CANCELLED, reason
    locked.sequence += 1
    locked.save(update_fields=["status", "cancelled_reason", "sequence"])
    for place in locked.sign_ups.live() if was_public else []:
        place.session = locked
        _tell("cancelled", place, gone=place.state == SignUpState.CONFIRMED)
    return True


@transaction.atomic
def change_capacity(session, capacity):
    """Another number of places (None: no limit). More: the line is offered them. Fewer: nobody loses a place."""
    locked = seats.lock(session)
    _refuse_over(locked)
    is_new = locked.capacity != capacity
    locked.capacity = capacity
    locked.save(update_fields=["capacity"])
    seats.settle(locked)
    return is_new


@transaction.atomic
def change_door(session, changes, *, by):
    """How to get in, in the one place where it stands. `changes`: {field: text}; the history quotes nothing."""
    locked = seats.lock(session)
    new = {name: text for name, text in changes.items() if text != getattr(locked, name)}
    if not new:
        return False
    for name, text in new.items():
        setattr(locked, name, text)
    locked.save(update_fields=list(new))
    parts = [f"{label} {'changed' if new[name] else 'removed'}" for name, label in DOOR.items() if name in new]
    audit.record(by, locked, f"How to get in: {', '.join(parts)}.")
    return True


def read_door(session, *, by):
    """How to get in, in clear: {field: text}. Who reads it is kept."""
    audit.record(by, session, "How to get in: read.")
    return {name: getattr(session, name) for name in DOOR}


def known_of_door(session):
    """[(label, whether it is set)]: nothing is decrypted for it."""
    row = ChatSession.objects.filter(pk=session.pk)
    return [(label, row.exclude(**{name: ""}).exists()) for name, label in DOOR.items()]


def _moved(moment, by):
    """The same wall time, so many days away."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    return _moment(local.date() + by, local.time())


def _shorten(locked, now):
    seats.SessionSeats(locked).shorten_offers(now)
    for place in locked.sign_ups.filter(state=SignUpState.HELD, expires_at__gt=locked.ends_at):
        note = "less time to confirm: the date has changed"
        seats.change_state(place, SignUpState.HELD, now=now, expires_at=locked.ends_at, note=note)


def _weigh_wishes_anew(locked, now):
    """Whether there is time enough for what people need, counted from today."""
    is_late = locked.starts_at - now < timedelta(hours=DepartmentProfile.current().accommodation_notice_hours)
    wishes = [place.pk for place in locked.sign_ups.live() if place.accommodations]
    locked.sign_ups.filter(pk__in=wishes).update(is_late_wish=is_late)


def _tell(template, place, **context):
    session = place.session
    key = f"chat_sessions.{template}:{session.pk}:{session.sequence}:{place.pk}"
    has_deadline = place.state in TIMED_STATES
    emails.queue_about(template, place, None, key=key, has_deadline=has_deadline, **context)


def _refuse_cancelled(session):
    if session.status == SessionStatus.CANCELLED:
        raise ChatError(f"{session} is cancelled.")


def _refuse_over(session):
    _refuse_cancelled(session)
    if session.phase() in {SessionPhase.ENDED, SessionPhase.ANSWERED}:
        raise ChatError(f"{session} is over.")
