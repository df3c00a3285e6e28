"""Keeps what a family says yes and no to, and moves the nomination to where that brings it."""

from dataclasses import dataclass, field

from programs.enums.nominations import ConsentKind, FamilyTextKind, FlagKind, NominationState, PartyRole
from programs.models import ConsentDecision, FamilyText
from programs.services.nominations import asking, states

# Answers move the state only between these; who has been accepted stays so.
ANSWERING = {
    NominationState.INVITED,
    NominationState.STUDENT_DONE,
    NominationState.GUARDIAN_DONE,
    NominationState.READY,
}


def current_texts():
    """The newest version of each text, by its kind."""
    return {text.kind: text for text in FamilyText.objects.order_by("version")}


@dataclass(frozen=True)
class Consents:
    """What one person signed: yes or no to each kind that was asked, and the texts that were shown, by kind."""

    given: dict
    signature: str = ""
    texts: dict = field(default_factory=current_texts)


def newest_decisions(party):
    """{kind: the decision that counts}, of one party."""
    decisions = ConsentDecision.objects.filter(party=party).select_related("text").defer("signature")
    return {decision.kind: decision for decision in decisions.order_by("at", "pk")}


def keep(party, consents, *, now, by=None):
    """Write down what is new in it: the kinds that changed. The same once more is nothing new."""
    newest, changed = newest_decisions(party), []
    for kind, given in consents.given.items():
        text, before = consents.texts[FamilyTextKind(str(kind))], newest.get(kind)
        is_same = before is not None and before.given == given and (before.text_id == text.pk or not given)
        if not is_same:
            ConsentDecision.objects.create(
                party=party, kind=kind, given=given, text=text, signature=consents.signature, at=now, by=by
            )
            changed.append(ConsentKind(kind))
    return changed


def settle(nomination, *, now, role, note, by=None):
    """Where the answers so far bring a locked nomination; the event says who answered."""
    parties = list(nomination.parties.all())
    target = _target(nomination, now)
    if nomination.state in ANSWERING and target != nomination.state:
        event = states.change_state(nomination, target, now=now, role=role, note=note, by=by)
    else:
        event = states.note_event(nomination, now=now, role=role, note=note, by=by)
    _end_disagreement(nomination, parties, now=now, role=role)
    return event


def _target(nomination, now):
    return {
        (): NominationState.READY,
        (PartyRole.STUDENT,): NominationState.GUARDIAN_DONE,
        (PartyRole.GUARDIAN,): NominationState.STUDENT_DONE,
    }.get(tuple(asking.missing(nomination, now)), NominationState.INVITED)


def _end_disagreement(nomination, parties, *, now, role):
    """Once the guardians agree, there is nothing left to decide."""
    if nomination.flag == FlagKind.DISAGREE and not any(each.says_yes is False for each in parties if each.is_guardian):
        nomination.flag = ""
        nomination.save(update_fields=["flag"])
        states.note_event(nomination, now=now, role=role, note="No longer flagged: the guardians agree.")
