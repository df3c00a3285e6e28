"""A no, from the family: before the student takes part, or later. At any time, by the same link."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.emails import families as emails
from programs.enums.nominations import ConsentKind, FlagKind, NominationState
from programs.services import seats
from programs.services.nominations import answering, asking, deciding, mixups, states
from programs.services.nominations.leaving import leave
from programs.services.nominations.states import NominationError

SEATED = {NominationState.ACCEPTED, NominationState.ENROLLED}


def _lock(party):
    """The party as it is now; the class and the nomination are locked, in this order."""
    seats.lock(party.nomination.semester.offering)
    return answering.lock_party(party)


@transaction.atomic
def decline(party, *, by=None, now=None):
    """The student does not want to take part; later: not any more."""
    now = now or timezone.now()
    party = _lock(party)
    if not party.nomination.is_live and party.says_yes is False:
        return party
    _refuse_unless_open(party, now)
    state = NominationState.WITHDRAWN if party.nomination.state in SEATED else NominationState.DECLINED
    _say_no(party, now, by)
    if asking.is_adult(party.nomination, now):
        deciding.keep(party, _no_to(ConsentKind.PARTICIPATION), now=now, by=by)
    _end(party, state, now, by, note="The student does not want to take part.")
    return party


@transaction.atomic
def refuse(party, *, by=None, now=None):
    """A guardian does not want the student to take part. If another guardian said yes, the coordinator decides."""
    now = now or timezone.now()
    party = _lock(party)
    if party.says_yes is False:
        return party
    _refuse_unless_open(party, now)
    if party.says_yes:
        return _take_back_participation(party, now, by)
    _say_no(party, now, by)
    deciding.keep(party, _no_to(ConsentKind.PARTICIPATION), now=now, by=by)
    parties = list(party.nomination.parties.all())
    if any(each.is_guardian and each.says_yes for each in parties):
        states.note_event(party.nomination, now=now, role=party.role, by=by, note="Does not consent.")
        mixups.set_flag(party.nomination, FlagKind.DISAGREE, role=party.role, by=by)
        return party
    state = NominationState.REVOKED if party.nomination.state in SEATED else NominationState.REFUSED
    _end(party, state, now, by, note="Does not consent.")
    return party


@transaction.atomic
def take_back(party, kind, *, by=None, now=None):
    """A yes is a no from now on. Without the yes to taking part, the student leaves; twice is no error."""
    now, kind = now or timezone.now(), ConsentKind(kind)
    party = _lock(party)
    newest = deciding.newest_decisions(party).get(kind)
    if newest is None or not newest.given:
        return party
    if kind == ConsentKind.PARTICIPATION:
        _refuse_unless_open(party, now)
        return _take_back_participation(party, now, by)
    deciding.keep(party, _no_to(kind), now=now, by=by)
    _note_consents(party, [kind], now, by)
    return party


@transaction.atomic
def change_consents(party, consents, *, by=None, now=None):
    """Yes or no to each kind but taking part, after the first answer. What did not change is not written again."""
    now = now or timezone.now()
    party = _lock(party)
    if not asking.can_change_consents(party, now):
        raise NominationError(_("Consents can no longer be changed here. Please call us."))
    others = {kind: given for kind, given in consents.given.items() if kind != ConsentKind.PARTICIPATION}
    changed = deciding.keep(party, deciding.Consents(others, consents.signature, consents.texts), now=now, by=by)
    if changed:
        _note_consents(party, changed, now, by)
    return party


def _take_back_participation(party, now, by):
    deciding.keep(party, _no_to(ConsentKind.PARTICIPATION), now=now, by=by)
    _say_no(party, now, by)
    _end(party, NominationState.REVOKED, now, by, note="Took back the consent to taking part.")
    return party


def _refuse_unless_open(party, now):
    if not asking.can_say_no(party, now):
        raise NominationError(_("This cannot be changed here any more. Please call us."))


def _no_to(kind):
    return deciding.Consents({kind: False})


def _say_no(party, now, by):
    party.answered_at, party.says_yes, party.entered_by = now, False, by
    party.save(update_fields=["answered_at", "says_yes", "entered_by"])


def _end(party, state, now, by, *, note):
    """The way of the student ends; everybody who was asked is told that, and nobody who said what."""
    nomination = leave(party.nomination, state, now=now, by=by, role=party.role, note=note)
    for each in nomination.parties.all():
        each.nomination = nomination
        if each.pk == party.pk or each.invited_at:
            emails.queue_ended(each, is_own_word=each.pk == party.pk)


def _note_consents(party, kinds, now, by):
    words = ", ".join(f"{kind.value}" for kind in kinds)
    event = states.note_event(party.nomination, now=now, role=party.role, by=by, note=f"Changed consents: {words}.")
    emails.queue_consents_changed(party, event)
