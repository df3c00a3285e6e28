"""Paper invitations: for a family that has not agreed yet to a name being sent. Nothing about the student is stored."""

from django.db import transaction
from django.utils import timezone

from programs.models import PaperInvitation
from programs.models.families import count_places
from programs.services.nominations.paper_codes import code_of
from programs.services.nominations.states import NominationError, lock_quota


@transaction.atomic
def invite_on_paper(quota, *, counselor, language, form_key, now=None):
    """(the invitation, its code). Uses a place of the school until it is used, withdrawn or over."""
    now = now or timezone.now()
    locked = lock_quota(quota)
    shown, code_hash = code_of(f"{form_key}.{locked.pk}")
    earlier = locked.paper_invitations.filter(code_hash=code_hash).first()
    if earlier:
        return earlier, shown
    if not locked.semester.takes_nominations(now):
        raise NominationError("Nominations are closed.")
    places, _alternates = count_places(locked, now)
    if places >= locked.places:
        raise NominationError("No place of your school is free, so there is nothing to invite to.")
    return keep(locked, counselor=counselor, language=language, code_hash=code_hash, now=now), shown


def keep(locked_quota, *, counselor, language, code_hash, now):
    """The row of an invitation whose place has been found free."""
    return PaperInvitation.objects.create(
        quota=locked_quota,
        counselor=counselor,
        code_hash=code_hash,
        language=language,
        created_at=now,
        expires_at=locked_quota.semester.families_answer_by,
    )


@transaction.atomic
def withdraw_paper(invitation, *, now=None):
    """The code ends, and its place is free. False if that was so already."""
    now = now or timezone.now()
    return bool(PaperInvitation.objects.open(now).filter(pk=invitation.pk).update(withdrawn_at=now))
