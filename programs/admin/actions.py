"""What staff do to chosen people. The list of registrations and the page of a class share all of it.

Every action is a verb of the services, called once for each person, so that one refusal
undoes nothing for the others and is reported by name.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages

from programs.admin.duplicates import merge_page
from programs.admin.people_forms import DeclineForm, MoveForm, OverbookForm, PeopleForm
from programs.people import listed, name_and_phone
from programs.services import merging, registrations, roster
from programs.services.errors import RegistrationError

# More than a class and its line: beyond it, it is a slip of the mouse.
MOST_PEOPLE = 200


@dataclass(frozen=True)
class RosterAction:
    """One thing that staff can do to people. With a form, a page of its own asks first."""

    name: str
    label: str
    verb: Callable
    done: str
    form: type[PeopleForm] | None = None
    explanation: str = ""
    button: str = ""
    permission: str = "programs.change_registration"
    is_mailed: bool = True
    page: Callable | None = None  # the address of a page of its own that does it, instead of the verb


def _withdraw(registration, *, by):
    return registrations.withdraw(registration, by=by, note="given up, entered by staff")


ACTIONS = {
    action.name: action
    for action in [
        RosterAction("confirm", "Confirm", roster.confirm, "Seat confirmed"),
        RosterAction("offer", "Offer a seat", roster.offer, "Seat offered"),
        RosterAction(
            "decline",
            "Decline, with a reason",
            roster.decline,
            "Declined",
            form=DeclineForm,
            explanation="Each of them loses the seat or the place in line, and is mailed that we cannot offer a seat, "
            "with your reason. A seat that becomes free is offered to the line.",
            button="Decline",
        ),
        RosterAction(
            "withdraw",
            "Withdraw (they gave it up)",
            _withdraw,
            "Withdrawn",
            form=PeopleForm,
            explanation="Each of them asked to give up the seat or the place in line. They are mailed that it is done. "
            "A seat that becomes free is offered to the line.",
            button="Withdraw",
        ),
        RosterAction("resend", "Mail again how they stand", roster.resend, "Mailed again", is_mailed=False),
        RosterAction(
            "move",
            "Move to another class",
            roster.move,
            "Moved",
            form=MoveForm,
            explanation="Each of them gets a seat in the other class if one is free and nobody waits, else the end of "
            "its line (or its front, if you choose so), and is mailed about it. The seat that they leave is offered "
            "to the line here.",
            button="Move",
        ),
        RosterAction(
            "overbook",
            "Seat beyond the capacity",
            roster.confirm,
            "Seat confirmed",
            form=OverbookForm,
            explanation="Each of them gets a seat now, even where none is free, ahead of everyone in line, "
            "and is mailed that it is confirmed.",
            button="Seat them",
            permission="programs.overbook_registration",
        ),
        RosterAction(
            "merge", "Join two of one person", merging.merge, "Joined", permission="programs.add_merge", page=merge_page
        ),
    ]
}


def allowed_actions(user):
    """The actions that this member of staff may choose from."""
    if not user.has_perm("programs.change_registration"):
        return []
    return [action for action in ACTIONS.values() if user.has_perm(action.permission)]


def run(request, action, people, arguments):
    """Do it to each of them, then tell the member of staff what happened, by name."""
    done, refused = [], defaultdict(list)
    for person in people:
        try:
            action.verb(person, by=request.user, **arguments)
        except RegistrationError as error:
            refused[str(error).removeprefix(f"{person}: ")].append(person)
        else:
            done.append(person)
    if done:
        messages.success(request, f"{action.done}: {_names(done)}.")
    to_call = [name_and_phone(person) for person in done if action.is_mailed and not person.email]
    if to_call:
        messages.warning(request, f"No mail address, please call: {listed(to_call)}.")
    for reason, those in refused.items():
        messages.error(request, f"Not done for {_names(those)}: {reason}")


def _names(people):
    return listed([person.full_name for person in people])
