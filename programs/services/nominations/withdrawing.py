"""A school takes a nominee back, alone or for the first alternate in the same step."""

from django.db import transaction
from django.utils import timezone

from programs.emails.students import queue_to_party
from programs.enums.nominations import NominationState
from programs.models import Party
from programs.nominees import can_be_withdrawn
from programs.services.nominations.promoting import promote_locked
from programs.services.nominations.states import NominationError, change_state, lock, lock_quota


@transaction.atomic
def withdraw(nomination, *, reason, by=None, counselor=None, now=None):
    """The reason stays with the coordinator; the family reads that the nomination has ended."""
    return _withdraw(lock(nomination), reason=reason, by=by, counselor=counselor, now=now or timezone.now())


@transaction.atomic
def replace(nomination, *, reason, by=None, counselor=None, now=None):
    """Withdraw, and the first alternate of the school moves up. Both, or nothing. Returns who moved up."""
    now = now or timezone.now()
    quota = lock_quota(nomination.quota)
    first = quota.nominations.alternates().select_for_update().exclude(pk=nomination.pk).first()
    if first is None:
        raise NominationError("Your school has no alternate. You can withdraw this nominee without a replacement.")
    _withdraw(lock(nomination), reason=reason, by=by, counselor=counselor, now=now)
    return promote_locked(quota, first, by=by, counselor=counselor, now=now)


def _withdraw(nomination, *, reason, by, counselor, now):
    if not can_be_withdrawn(nomination):
        raise NominationError("This nominee cannot be withdrawn any more. Please call the coordinator.")
    change_state(nomination, NominationState.WITHDRAWN, now=now, by=by, counselor=counselor, closing_note=reason)
    for party in Party.objects.filter(nomination=nomination, invited_at__isnull=False):
        queue_to_party("withdrawn", party, key=f"students.withdrawn:{party.pk}")
    return nomination
