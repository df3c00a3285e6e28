"""What a moderator can do to a question: one button, one page and one verb of the services each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from chat_sessions.admin import question_forms as forms
from chat_sessions.enums import LISTED_STATES, OPEN_STATES, WAITING_STATES
from chat_sessions.enums import QuestionState as State
from chat_sessions.services import declining, merging, triage

MODERATE = "chat_sessions.change_question"


@dataclass(frozen=True)
class Verb:
    """`call(question, by=, **form.cleaned_data)`; offered in these states, and if `fits(question, user)`."""

    name: str
    label: str
    call: Callable
    done: str
    states: list
    explanation: str
    form: type[forms.QuestionForm] = forms.SureForm
    permission: str = MODERATE
    # Whether it is offered while a decline waits for a second person.
    while_waiting: bool = False
    is_main: bool = False
    warns: bool = False
    # One click on the board is enough.
    is_quick: bool = False
    tells_asker: bool = True
    fits: Callable = lambda question, user: True

    @property
    def url_name(self):
        return f"admin:chat_sessions_question_{self.name}"

    def is_offered(self, user, question):
        if question.state not in self.states or question.awaits_second != self.while_waiting:
            return False
        if question.waits_for_its_place:
            return False
        return user.has_perm(self.permission) and self.fits(question, user)


def _is_second(question, user):
    return question.reason_proposed_by_id != user.pk


def _has_asker(question, user):
    return question.sign_up_id is not None


def _merge(question, *, kept, by):
    return merging.merge(question, kept, by=by)


VERBS = {
    verb.name: verb
    for verb in [
        Verb(
            "approve", "Approve", triage.approve, "approved", WAITING_STATES,
            "It stands on the public list, and people vote for it. The asker is told.", is_main=True, is_quick=True,
        ),
        Verb(
            "review", "Take in review", triage.take_in_review, "in review",
            [State.RECEIVED, State.RETURNED, State.APPROVED],
            "Colleagues see that somebody looks at it. An approved question leaves the list; votes are kept.",
            is_quick=True, tells_asker=False,
        ),
        Verb(
            "queue", "Queue for the hour", triage.queue, "queued", [State.APPROVED],
            "The last in the queue of what is asked next.", is_main=True, is_quick=True, tells_asker=False,
        ),
        Verb(
            "unqueue", "Back to approved", triage.unqueue, "back to approved", [State.QUEUED],
            "Out of the queue, and still on the list.", is_quick=True, tells_asker=False,
        ),
        Verb(
            "merge", "Merge", _merge, "merged", OPEN_STATES,
            "It is asked together with another question of the session. Its words are kept, and every asker is told. "
            "This cannot be taken back.", forms.MergeForm,
        ),
        Verb(
            "translate", "Translate", triage.translate, "translated", [*OPEN_STATES, State.ANSWERED_LIVE],
            "Beside the words of the asker, never in their place.", forms.TranslateForm, tells_asker=False,
        ),
        Verb(
            "return", "Return for edit", triage.return_for_edit, "returned to the asker", triage.RETURNABLE_STATES,
            "The asker can change it, and sends it again.", forms.ReturnForm, fits=_has_asker,
        ),
        Verb(
            "redirect", "Redirect", triage.redirect, "passed on", OPEN_STATES,
            "It is not for the session, but somebody else can answer it. The asker is told where it went.",
            forms.RedirectForm,
        ),
        Verb(
            "decline", "Propose to decline", declining.propose, "decline proposed", OPEN_STATES,
            "A second person decides. Until then it is off the list, and the asker hears nothing.", forms.DeclineForm,
            warns=True, tells_asker=False,
        ),
        Verb(
            "confirm", "Confirm the decline", declining.confirm, "declined", OPEN_STATES,
            "It is not asked. The asker is told the reason; the words are kept, and the figures are published.",
            while_waiting=True, warns=True, fits=_is_second,
        ),
        Verb(
            "refuse", "Do not decline", declining.refuse, "not declined", OPEN_STATES,
            "It goes back to where it was: on the list, if it was there.", forms.RefuseForm, while_waiting=True,
            tells_asker=False, is_main=True,
        ),
    ]
}  # fmt: skip


def offered(user, question):
    return [verb for verb in VERBS.values() if verb.is_offered(user, question)]


def quick_verbs(user, question):
    """[(verb, address)] for the board. What is about an own case is read before it is decided."""
    if question.is_own_case and question.state not in LISTED_STATES:
        return []
    found = [verb for verb in offered(user, question) if verb.is_quick]
    return [(verb, reverse(verb.url_name, args=[question.pk])) for verb in found]
