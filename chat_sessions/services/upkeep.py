"""What the worker does for places, once a minute. Each may run twice, or in two workers at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from chat_sessions import emails
from chat_sessions.enums import SessionStatus, SignUpState
from chat_sessions.models import ChatRules, ChatSession, SignUp
from chat_sessions.services import seats
from mailroom.services import not_promised


def settle_overdue_places():
    """Lapse what ran out and offer what is free, in every session where there is something to do."""
    now = timezone.now()
    sign_ups = SignUp.objects.filter(session=OuterRef("pk"))
    to_do = Exists(sign_ups.overdue(now)) | Exists(sign_ups.filter(state=SignUpState.WAITLISTED))
    for session in ChatSession.objects.filter(to_do).exclude(status=SessionStatus.CANCELLED).order_by("pk"):
        with transaction.atomic():
            seats.settle(seats.lock(session))


def remind():
    """Before each session, whoever has a place: as often as the rules say, each reminder once."""
    now = timezone.now()
    leads = _leads(ChatRules.current())
    if not leads:
        return
    last_day = timezone.localdate(now + max(leads.values()))
    for session in ChatSession.objects.coming(timezone.localdate(now)).filter(
        status=SessionStatus.PUBLISHED, date__lte=last_day
    ):
        kind = _due(session, leads, now)
        if kind:
            _remind(session, kind, session.starts_at - leads[kind])


def _leads(rules):
    """How long before the start each reminder is due."""
    leads = {
        "first": timedelta(days=rules.first_reminder_days),
        "second": timedelta(days=rules.second_reminder_days),
        "last": timedelta(minutes=rules.last_reminder_minutes),
    }
    return {kind: lead for kind, lead in leads.items() if lead}


def _due(session, leads, now):
    """The newest reminder whose time has come: after a pause of the worker nobody gets two at once."""
    if now >= session.starts_at:
        return None
    come = [kind for kind, lead in leads.items() if session.starts_at - lead <= now]
    return min(come, key=leads.get, default=None)


def _remind(session, kind, due_at):
    places = {emails.reminder_key(place, kind): place.pk for place in _of(session, due_at)}
    missing = [places[key] for key in not_promised(places)]
    if not missing:
        return
    with transaction.atomic():
        locked = seats.lock(session)
        if (locked.status, locked.starts_at) != (SessionStatus.PUBLISHED, session.starts_at):
            return  # cancelled or moved a moment ago: the next look finds what is due now
        for place in _of(locked, due_at).filter(pk__in=missing):
            place.session = locked
            emails.queue_reminder(place, kind)


def _of(session, due_at):
    return session.sign_ups.to_remind(due_at)
