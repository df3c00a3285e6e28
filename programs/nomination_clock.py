"""What the time has decided about a nomination. Read from here, it is true however late the worker is."""

from programs.enums import ClassPhase
from programs.enums.nominations import ASKED_STATES, NominationState

# Somebody of the family still has to answer.
AWAITED_STATES = [state for state in ASKED_STATES if state != NominationState.READY]
MAY_RUN_OUT = [NominationState.ALTERNATE, *ASKED_STATES, NominationState.ACCEPTED]


def is_over(nomination, now):
    """Whether nothing more can come of it: it has ended, or its time has run out and the worker is late."""
    return not nomination.is_live or nomination.state in states_run_out(nomination.semester, now)


def states_run_out(semester, now):
    """The states whose time is over in this semester; what still stands in them becomes expired.

    Who was asked has until the deadline of the families; alternates wait until the class begins; and whose family
    has answered, but who never came onto the roster, until the class is over.
    """
    answers_over = now >= semester.families_answer_by
    phase = semester.offering.phase(now)
    nothing_comes = phase == ClassPhase.FINISHED or (phase == ClassPhase.CANCELLED and answers_over)
    run_out = set(AWAITED_STATES) if answers_over else set()
    if nothing_comes or has_begun(semester, now):
        run_out.add(NominationState.ALTERNATE)
    if nothing_comes:
        run_out |= {NominationState.READY, NominationState.ACCEPTED}
    return run_out


def has_begun(semester, now):
    """Whether the first evening has begun: from then on nobody moves up, and what was not needed is erased.

    Of a cancelled class: when it would have been too late to answer.
    """
    if semester.offering.phase(now) == ClassPhase.CANCELLED:
        return now >= semester.families_answer_by
    begins_at = semester.offering.begins_at
    return begins_at is not None and now >= begins_at
