"""Whether a student has completed the class: the outcome of the registration says it, and nothing else does."""

from programs.enums import Entry, Outcome, RegistrationState
from programs.enums.nominations import Completion, NominationState, PartyRole
from programs.models import Party

_COMPLETIONS = {
    "": Completion.UNDECIDED,
    Outcome.GRADUATED: Completion.COMPLETED,
    Outcome.INCOMPLETE: Completion.NOT_COMPLETED,
}


def completion(nomination):
    """A Completion; None for who has no seat: never enrolled, withdrawn, removed."""
    if nomination.state != NominationState.ENROLLED:
        return None
    return _COMPLETIONS[nomination.registration.outcome]


def without_conduct_rules(offering):
    """Primary keys of the registrations of students who have not signed the conduct rules. Asks only for teens."""
    if offering.program.entry != Entry.NOMINATION:
        return set()
    students = Party.objects.opened().filter(
        role=PartyRole.STUDENT,
        nomination__registration__offering=offering,
        nomination__registration__state=RegistrationState.CONFIRMED,
    )
    students = students.select_related("nomination")
    return {party.nomination.registration_id for party in students if not party.answers.get("conduct")}
