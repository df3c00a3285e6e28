"""How a nominee stands, in plain words: the state, and who is awaited. Nothing of what a family said."""

from dataclasses import dataclass

from programs.enums.nominations import LIVE_NOMINATIONS, NominationState, PartyRole

S = NominationState

WORDS = {
    S.ALTERNATE: "Alternate: not asked yet",
    S.NOMINATED: "Nominated",
    S.INVITED: "Invited",
    S.STUDENT_DONE: "The student has answered",
    S.GUARDIAN_DONE: "The guardian has answered",
    S.READY: "Everybody has answered",
    S.ACCEPTED: "Accepted",
    S.ENROLLED: "Enrolled",
    S.DECLINED: "Declined by the student",
    S.REFUSED: "Consent refused",
    S.REVOKED: "Consent taken back",
    S.EXPIRED: "Expired: no answer in time",
    S.WITHDRAWN: "Withdrawn",
    S.REMOVED: "Removed from the class",
}
_ANSWERING = {S.NOMINATED, S.INVITED, S.STUDENT_DONE, S.GUARDIAN_DONE}
_CALLED = {
    PartyRole.STUDENT: "student",
    PartyRole.GUARDIAN: "guardian",
    PartyRole.SECOND: "second guardian",
}


@dataclass(frozen=True)
class Nominee:
    """One line of a school's list."""

    nomination: object
    state: str
    awaited: str

    @property
    def name(self):
        return self.nomination.full_name or "(erased)"


def nominee(nomination):
    return Nominee(nomination, WORDS[nomination.state], awaited(nomination))


def awaited_parties(nomination):
    """Who of the family has still to answer. An adult student may be the only one who is asked.

    A second guardian whom nobody is asking (the coordinator set them aside) is not waited for.
    """
    if nomination.state not in _ANSWERING:
        return []
    silent = [party for party in nomination.parties.all() if party.answered_at is None]
    return [party for party in silent if party.role != PartyRole.SECOND or party.invited_at]


def is_missing(nomination):
    """Whether the family has still to answer."""
    return nomination.state in _ANSWERING


def awaited(nomination):
    """Who has to act next; empty when nobody has."""
    if nomination.flag or nomination.state in {S.READY, S.ACCEPTED}:
        return "the coordinator"
    if nomination.state == S.ALTERNATE:
        return "a free place"
    return " and ".join(_called(party) for party in awaited_parties(nomination))


def _called(party):
    called = f"the {_CALLED[party.role]}"
    if party.email or party.code_hash:
        return called
    return f"{called} (no mail address)"


def has_begun_to_answer(nomination):
    """Whether somebody of the family has answered: from then on the details are theirs."""
    return any(party.answered_at for party in nomination.parties.all())


def can_be_withdrawn(nomination):
    return nomination.state in LIVE_NOMINATIONS and nomination.state != S.ENROLLED
