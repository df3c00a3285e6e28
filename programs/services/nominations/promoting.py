"""An alternate of the same school moves up when one of its places is free."""

from django.db import transaction
from django.utils import timezone

from programs.enums.nominations import NominationState
from programs.models.families import count_places
from programs.services.nominations.inviting import invite_family
from programs.services.nominations.states import NominationError, change_state, lock, lock_quota


@transaction.atomic
def promote(nomination, *, by=None, counselor=None, now=None):
    """The family of an alternate is asked."""
    quota = lock_quota(nomination.quota)
    return promote_locked(quota, lock(nomination), by=by, counselor=counselor, now=now or timezone.now())


def promote_locked(quota, nomination, *, by, counselor, now):
    """The same under the locks of the school and of the nomination."""
    if nomination.state != NominationState.ALTERNATE:
        raise NominationError("Only an alternate can move up.")
    if not quota.semester.takes_answers(now):
        raise NominationError("Families cannot answer any more. The coordinator can move their deadline.")
    places, _alternates = count_places(quota, now)
    if places >= quota.places:
        raise NominationError("No place of the school is free.")
    change_state(nomination, NominationState.NOMINATED, now=now, by=by, counselor=counselor, note="Moved up.")
    invite_family(nomination, now=now, by=by, counselor=counselor)
    return nomination
