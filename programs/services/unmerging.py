"""Taking a merge back: both registrations as they were, as far as the seats of today allow."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programs import emails
from programs.enums import ClassStatus, RegistrationState
from programs.models import AcceptancePacket, Attendance, Merge, Registration
from programs.services import seats
from programs.services.errors import RegistrationError
from programs.services.line import FrontOfLine
from programs.services.merging import refuse_twin
from programs.services.snapshots import FILLED, has_fact, value_from

SEATED = [RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.HELD]


@dataclass
class Undone:
    """What became of the two; who had a seat that is gone waits at the front of the line."""

    merge: Merge
    at_the_front: list[Registration] = field(default_factory=list)


@transaction.atomic
def undo(merge, *, by):
    """Put both registrations back. What has been changed since the merge stays changed. Twice is no error."""
    kept = merge.kept
    locked = seats.lock_with(kept)
    merge.refresh_from_db()
    if merge.undone_at:
        return Undone(merge)
    merged = merge.merged
    _refuse(merge, kept, merged, locked)
    now = timezone.now()
    seats.settle(locked, now)
    for each in (kept, merged):
        each.refresh_from_db()
        each.offering = locked
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    _give_back_belongings(merge, kept, merged)
    _give_back_facts(merge, kept)
    undone = Undone(merge)
    steps = _give_back_standings(undone, kept, merged, locked, now=now, by=by)
    seats.settle(locked, now)
    if locked.ends_at is None or now < locked.ends_at:
        _tell(steps)
    return undone


def _refuse(merge, kept, merged, locked):
    if merged.offering_id != locked.pk:
        raise RegistrationError(f"{kept} is in another class by now. Move this person back first.")
    if locked.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{locked} is cancelled.")
    both = [kept.pk, merged.pk]
    later = Merge.objects.filter(Q(kept__in=both) | Q(merged__in=both), undone_at=None, pk__gt=merge.pk).first()
    if later:
        raise RegistrationError(f"One of the two was joined again since. First undo: {later.merged} into {later.kept}.")
    if kept.certificates.filter(issued_at__gte=merge.at).exists():
        raise RegistrationError(f"{kept} has a certificate since. It cannot be undone any more.")


def _give_back_belongings(merge, kept, merged):
    """What the merge brought, if it is still with the kept one."""
    facts = merge.before
    kept.will_miss.remove(*facts["missed"])
    Attendance.objects.filter(pk__in=facts["attendance"], registration=kept).update(registration=merged)
    AcceptancePacket.objects.filter(pk=facts["packet"], registration=kept).update(registration=merged)


def _give_back_facts(merge, kept):
    """Empty again what the merge filled in; not what somebody has corrected since."""
    before, given = merge.before["kept"], merge.before["given"]
    changed = [name for name in FILLED if given[name] != before[name] and has_fact(kept, given, name)]
    for name in changed:
        setattr(kept, name, value_from(before, name))
    if changed:
        kept.save(update_fields=changed)


def _give_back_standings(undone, kept, merged, locked, *, now, by):
    """The kept one first: the seat that it leaves is the other's. Returns [(registration, step)]."""
    before, given = undone.merge.before["kept"], undone.merge.before["given"]
    steps = []
    has_moved_on = not has_fact(kept, given, "state")
    hands_over = not has_moved_on and kept.state in SEATED and before["state"] not in SEATED
    note = f"no longer joined with {merged.reference}"
    if has_moved_on or all(has_fact(kept, before, name) for name in ("state", "expires_at", "queued_at")):
        kept.events.create(at=now, from_state=kept.state, to_state=kept.state, by=by, note=note)
    else:
        keeps_seat = kept.state in SEATED
        steps.append((kept, _put_back(undone, kept, before, keeps_seat, now=now, by=by, note=note)))
    has_seat = hands_over or bool(seats.free_seats(locked, now))
    note = f"no longer joined with {kept.reference}"
    facts = undone.merge.before["merged"]
    steps.append((merged, _put_back(undone, merged, facts, has_seat, now=now, by=by, note=note)))
    return steps


def _put_back(undone, registration, facts, has_seat, *, now, by, note):
    """As it was; without the seat, or with its time over: in line, ahead of everyone."""
    state, expires_at = facts["state"], value_from(facts, "expires_at")
    queued_at = value_from(facts, "queued_at")
    if state in SEATED and (not has_seat or (expires_at and expires_at <= now)):
        state, expires_at = RegistrationState.WAITLISTED, None
        queued_at = FrontOfLine().place(registration.offering, now)
        undone.at_the_front.append(registration)
    registration.closing_note = ""
    if state in [*SEATED, RegistrationState.WAITLISTED]:
        refuse_twin(registration)
    step = seats.change_state(
        registration, state, now=now, expires_at=expires_at, queued_at=queued_at, by=by, note=note
    )
    if not registration.is_live:
        registration.closing_note = facts["closing_note"]
        registration.save(update_fields=["closing_note"])
    return step


def _tell(steps):
    """How they stand now; unless the line was served at once, and its mail says so."""
    for registration, step in steps:
        stood = registration.state
        offering = registration.offering
        registration.refresh_from_db()
        registration.offering = offering
        if registration.is_live and registration.state == stood:
            emails.queue_standing(registration, step)
