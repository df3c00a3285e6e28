"""Joining two registrations of one person in one class, and taking that back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from programs import emails
from programs.enums import ClassStatus, RegistrationState
from programs.models import Attendance, Merge
from programs.services import seats
from programs.services.entry import refuse_for_student
from programs.services.errors import RegistrationError
from programs.services.packets import packet_of
from programs.services.snapshots import FILLED, as_dict

# The better standing first; whatever has ended comes last.
BEST_FIRST = [
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.HELD,
    RegistrationState.WAITLISTED,
]


def has_ended(registration):
    """A hold or an offer whose time ran out counts as ended."""
    return registration.state not in BEST_FIRST or registration.is_overdue()


def rank(registration):
    """0 is best."""
    return len(BEST_FIRST) if has_ended(registration) else BEST_FIRST.index(registration.state)


@dataclass(frozen=True)
class Standing:
    """What the kept registration will have."""

    state: str
    expires_at: object
    queued_at: object


def better_standing(kept, merged):
    """The better of two standings; of two alike, the longer deadline and the earlier place in line."""
    if rank(kept) != rank(merged):
        best = min(kept, merged, key=rank)
        return Standing(best.state, best.expires_at, best.queued_at)
    deadlines = [each.expires_at for each in (kept, merged) if each.expires_at]
    since = [each.queued_at for each in (kept, merged) if each.queued_at]
    return Standing(kept.state, max(deadlines, default=None), min(since, default=None))


def missing_fields(kept, merged):
    """What the kept registration lacks and the other one has: {field name: value}."""
    filled = {name: getattr(merged, name) for name in FILLED if getattr(merged, name) and not getattr(kept, name)}
    if "email" not in filled:  # the proof belongs to the address
        filled.pop("email_confirmed_at", None)
    return filled


def refuse_to_merge(kept, merged):
    """Say why these two cannot be joined."""
    if kept.pk == merged.pk:
        raise RegistrationError("Choose two different registrations.")
    if kept.offering_id != merged.offering_id:
        raise RegistrationError("These two registrations are in different classes: move one of them first.")
    for each in (kept, merged):
        refuse_for_student(each)
        if each.state == RegistrationState.MERGED:
            raise RegistrationError(f"{each} is joined with another registration already.")
    if not (kept.is_live or merged.is_live):
        raise RegistrationError("Both registrations have ended: there is nothing to join.")
    if merged.certificates.exists():
        raise RegistrationError(f"{merged} has a certificate. Keep this one, and join the other with it.")


@transaction.atomic
def merge(kept, merged, *, by):
    """Join `merged` into `kept`, which gets the better of both. A seat that becomes free goes to the line.

    The person is mailed once. Doing it twice is no error.
    """
    locked = seats.lock_with(kept)
    now = timezone.now()
    merged.refresh_from_db()
    done = Merge.objects.filter(kept=kept, merged=merged, undone_at=None).first()
    if done:
        return done
    refuse_to_merge(kept, merged)
    if locked.status == ClassStatus.CANCELLED:
        raise RegistrationError(f"{locked} is cancelled.")
    seats.settle(locked, now)  # what has run out is no standing that could be kept
    for each in (kept, merged):
        each.refresh_from_db()
        each.offering = locked
    refuse_to_merge(kept, merged)
    before = {"kept": as_dict(kept), "merged": as_dict(merged)}
    standing, filled = better_standing(kept, merged), missing_fields(kept, merged)
    seats.change_state(merged, RegistrationState.MERGED, now=now, by=by, note=f"joined with {kept.reference}")
    event = _take_over(kept, standing, filled, now=now, by=by, note=f"joined with {merged.reference}")
    before |= {"given": as_dict(kept), **_take_belongings(kept, merged)}
    done = Merge.objects.create(kept=kept, merged=merged, before=before, at=now, by=by)
    seats.settle(locked, now)
    emails.queue_merged(kept, event)
    return done


def _take_over(kept, standing, filled, *, now, by, note):
    for name, value in filled.items():
        setattr(kept, name, value)
    kept.closing_note = ""
    kept.save(update_fields=FILLED)
    refuse_twin(kept)
    return seats.change_state(
        kept,
        standing.state,
        now=now,
        by=by,
        note=note,
        expires_at=standing.expires_at,
        queued_at=standing.queued_at,
    )


def refuse_twin(registration):
    """One person has one live registration in a class."""
    twin = registration.offering.registrations.same_person(registration).first()
    if twin:
        raise RegistrationError(f"{twin} has the same name and address and is live too. Look at that one first.")


def _take_belongings(kept, merged):
    """Announced absences, attendance and the answers before the first session; what came from the other one."""
    own = set(kept.will_miss.values_list("pk", flat=True))
    missed = [pk for pk in merged.will_miss.values_list("pk", flat=True) if pk not in own]
    kept.will_miss.add(*missed)
    marked = kept.attendance.values("session")
    moved = list(merged.attendance.exclude(session__in=marked).values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=moved).update(registration=kept)
    packet = None if packet_of(kept) else packet_of(merged)
    if packet:
        packet.registration = kept
        packet.save(update_fields=["registration"])
    return {"missed": missed, "attendance": moved, "packet": packet.pk if packet else None}
