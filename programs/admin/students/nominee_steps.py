"""What can be done with one nominee: each is a verb of the services, behind a page that says what will happen."""

from collections.abc import Callable
from dataclasses import dataclass

from programs.admin.students.nominee_forms import AimForm, FlagForm, LinkForm, NomineeForm, RemoveForm, SchoolForm
from programs.enums.nominations import NominationState
from programs.services.nominations import coordinating, inviting, promoting, selecting

S = NominationState
NEXT, FAMILY, END = "Next", "The family", "The end"
GROUPS = [NEXT, FAMILY, END]


@dataclass(frozen=True)
class Step:
    """One of them. `is_open(nomination)`: whether it makes sense now; the verb decides under its locks."""

    name: str
    group: str
    label: str
    explanation: str
    done: str
    verb: Callable
    is_open: Callable
    form: type[NomineeForm] = NomineeForm
    warns: bool = False


def _resend(nomination, *, party, by):
    return coordinating.resend_link(party, by=by)


def _aim(nomination, *, party, by, **contact):
    inviting.aim_anew(party, by=by, **contact)


def _promote(nomination, *, by):
    promoting.promote(nomination, by=by)


STEPS = {
    step.name: step
    for step in [
        Step(
            "promote", NEXT, "Move up from the alternates",
            "A place of this school must be free. The student and the guardian each get their link by mail at once.",
            "Moved up: the family is asked.",
            _promote, lambda each: each.state == S.ALTERNATE,
        ),
        Step(
            "settle", NEXT, "Settle the flag",
            "Call the family first. While the flag is there, the student cannot be accepted.",
            "The flag is settled.",
            coordinating.resolve_flag, lambda each: bool(each.flag) and each.is_live, form=FlagForm,
        ),
        Step(
            "accept", NEXT, "Accept",
            "The student gets a seat when you publish the roster. Until then nobody is told.",
            "Accepted.",
            selecting.accept, lambda each: each.state == S.READY and not each.flag,
        ),
        Step(
            "take-back", NEXT, "Take back the acceptance",
            "The student is ready again, without a promise. Nobody was told of the acceptance.",
            "The acceptance is taken back.",
            selecting.take_back, lambda each: each.state == S.ACCEPTED,
        ),
        Step(
            "link", FAMILY, "Mail the link again",
            "The same link once more, to the address that is on file.",
            "The link is mailed again.",
            _resend, lambda each: each.is_live and each.state != S.ALTERNATE, form=LinkForm,
        ),
        Step(
            "aim", FAMILY, "Mend an address",
            "Another mail address, phone number or language. The link that went out before ends, and a new one is "
            "mailed; what was answered stays.",
            "The link is aimed anew.",
            _aim, lambda each: each.is_live, form=AimForm,
        ),
        Step(
            "school", FAMILY, "Move to another school",
            "The student changed school. The new school must have a place. The family is told by mail.",
            "Moved to the other school.",
            coordinating.move_to_school, lambda each: each.is_live, form=SchoolForm,
        ),
        Step(
            "withdraw", END, "Withdraw: the family called",
            "The student does not take part, and the family said so. It is confirmed to them by mail. A seat in the "
            "class becomes free.",
            "Withdrawn for the family.",
            coordinating.withdraw_for_family, lambda each: each.is_live, warns=True,
        ),
        Step(
            "remove", END, "Remove, with a reason",
            "The student does not take part any more, also in the middle of the course. The family is told by mail "
            "that the place has ended and asked to call; the reason is in no mail. A seat in the class becomes free.",
            "Removed.",
            coordinating.remove, lambda each: each.is_live, form=RemoveForm, warns=True,
        ),
    ]
}  # fmt: skip
