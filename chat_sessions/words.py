"""How staff read what residents read otherwise: no “you”."""

from chat_sessions.enums import QuestionState as State

QUESTION_STATES = {
    State.RECEIVED: "Received",
    State.IN_REVIEW: "In review",
    State.RETURNED: "Back with the asker",
    State.APPROVED: "Approved, on the list",
    State.QUEUED: "Queued for the hour",
    State.ANSWERED_LIVE: "Answered live",
    State.ANSWERED_WRITING: "Answered in writing",
    State.MERGED: "Merged into another",
    State.REDIRECTED: "Redirected",
    State.DECLINED: "Declined",
    State.WITHDRAWN: "Taken back by the asker",
}


def state_words(question):
    """How a question stands; a proposal to decline it is said, too."""
    words = QUESTION_STATES[question.state]
    return f"{words}, decline proposed" if question.awaits_second else words


def events_in_words(events):
    """The steps of questions, with `from_words` and `to_words` for staff."""
    found = list(events)
    for event in found:
        event.from_words, event.to_words = QUESTION_STATES.get(event.from_state, ""), QUESTION_STATES[event.to_state]
    return found
