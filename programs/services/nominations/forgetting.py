"""Erases who a student was and what the family said, where the student never had a seat. What is left is a count."""

from django.db.models import F

from programs.models import ConsentDecision
from programs.services.nominations.states import NominationError, has_ended


def forget(nomination, *, now):
    """Empty every name, contact and answer of a nomination that has ended; links and codes open nothing any more.

    The nomination is locked. Twice is once.
    """
    if nomination.forgotten_at:
        return
    if not has_ended(nomination) or nomination.registration_id:
        raise NominationError("Only what has ended, and never led to a seat, is erased.")
    ConsentDecision.objects.filter(party__nomination=nomination).update(signature="")
    nomination.parties.update(
        name="",
        email="",
        email_index="",
        phone="",
        answers={},
        health="",
        has_allergy=False,
        signature="",
        code_hash="",
        link_number=F("link_number") + 1,
    )
    nomination.given_name = nomination.family_name = nomination.reason = nomination.closing_note = ""
    nomination.forgotten_at = now
    nomination.save(update_fields=["given_name", "family_name", "reason", "closing_note", "forgotten_at"])
