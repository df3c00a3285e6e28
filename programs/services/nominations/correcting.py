"""A counselor mends a name, a grade, a rank or a reason: until the family has answered."""

from django.db import transaction
from django.utils import timezone

from programs.models import Nomination
from programs.nominees import has_begun_to_answer
from programs.services.nominations.states import NominationError, has_ended, lock, note_event

FIELDS = ("given_name", "family_name", "grade", "rank", "reason")


@transaction.atomic
def correct(nomination, *, counselor=None, by=None, now=None, **details):
    """`details`: any of FIELDS. False if nothing differs."""
    locked = lock(nomination)
    if has_ended(locked) or has_begun_to_answer(Nomination.objects.prefetch_related("parties").get(pk=locked.pk)):
        raise NominationError("The family has answered, or this has ended. The coordinator can still correct it.")
    changed = [name for name in FIELDS if name in details and str(getattr(locked, name)) != str(details[name])]
    if not changed:
        return False
    for name in changed:
        setattr(locked, name, details[name])
    locked.save(update_fields=changed)
    called = ", ".join(name.replace("_", " ") for name in changed)
    note_event(locked, now=now or timezone.now(), counselor=counselor, by=by, note=f"Corrected: {called}.")
    return locked
