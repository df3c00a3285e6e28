"""A family is asked: each gets a link of their own, in their language; and a link that went wrong is aimed anew."""

from django.db import transaction
from django.utils import timezone

from core.contact import email_key
from programs.emails.student_roster import queue_link
from programs.emails.students import queue_to_party
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Party
from programs.services.nominations.asking import FamilyPage, page_of
from programs.services.nominations.paper_codes import make_code
from programs.services.nominations.states import NominationError, change_state, has_ended, lock, note_event


class ContactError(NominationError):
    """An address or number that cannot be used. `field`: the answer that it is about."""

    def __init__(self, message, field):
        super().__init__(message)
        self.field = field


def invite_family(nomination, *, now, by=None, counselor=None):
    """Mail each party their own link. Whoever has no address waits for paper. The nomination is locked, or new."""
    change_state(nomination, NominationState.INVITED, now=now, by=by, counselor=counselor)
    for party in Party.objects.filter(nomination=nomination):
        party.nomination = nomination
        _mail_link(party, now)


def _mail_link(party, now):
    if not party.email:
        return
    nomination = party.nomination
    queue_to_party(
        "invited",
        party,
        key=f"students.invited:{party.pk}:{party.link_number}",
        school=nomination.quota.school.name,
    )
    party.invited_at = now
    party.save(update_fields=["invited_at"])


@transaction.atomic
def aim_anew(party, *, email="", phone="", language, by=None, counselor=None, now=None):
    """Another address, number or language. The link and the code that went out before end; a new link is mailed.

    What a family has answered stays theirs: then only staff change where their link goes.
    """
    now = now or timezone.now()
    nomination = lock(party.nomination)
    party = Party.objects.select_for_update().get(pk=party.pk)
    party.nomination = nomination
    if has_ended(nomination):
        raise NominationError("This nomination has ended. Nothing was changed.")
    if counselor and party.answered_at:
        raise NominationError("This person has answered. Only the coordinator can change their link now: please call.")
    refuse_shared(party.role, email, phone, Party.objects.filter(nomination=nomination).exclude(pk=party.pk))
    party.email, party.phone, party.language = email, phone, language
    party.link_number += 1
    party.code_hash, party.reminded_at, party.invited_at = "", None, None
    party.save(
        update_fields=["email", "email_index", "phone", "language", "link_number", "code_hash", "reminded_at",
                       "invited_at"]
    )  # fmt: skip
    event = note_event(nomination, now=now, by=by, counselor=counselor, role=party.role, note="Link aimed anew.")
    if page_of(party, now) == FamilyPage.ASK:
        _mail_link(party, now)
    elif nomination.state != NominationState.ALTERNATE and party.email:
        # Who has answered, or takes part already, is not asked once more.
        queue_link(party, event)
        party.invited_at = now
        party.save(update_fields=["invited_at"])
    return party


def refuse_shared(role, email, phone, others):
    """A student and a guardian are two people: one must not answer for the other by sharing a mailbox or a phone."""
    for other in others:
        if (role == PartyRole.STUDENT) == (other.role == PartyRole.STUDENT):
            continue  # two guardians may share
        if email and other.email and email_key(email) == email_key(str(other.email)):
            raise ContactError("The student and the guardian need two different mail addresses.", "email")
        if phone and str(phone) == str(other.phone):
            raise ContactError("The student and the guardian need two different phone numbers.", "phone")


@transaction.atomic
def code_for_party(party, *, by=None, counselor=None, now=None):
    """A code on paper for somebody without mail, as it is printed. An earlier one ends."""
    nomination = lock(party.nomination)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if has_ended(nomination) or nomination.state == NominationState.ALTERNATE:
        raise NominationError("This family is not being asked now, so there is no code.")
    if counselor and party.answered_at:
        raise NominationError("This person has answered. A new code comes from the coordinator: please call.")
    shown, party.code_hash = make_code()
    party.save(update_fields=["code_hash"])
    note_event(
        nomination, now=now or timezone.now(), by=by, counselor=counselor, role=party.role, note="Code on paper made."
    )
    return shown
