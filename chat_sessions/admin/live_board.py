"""What the pages of the running hour show: the moderators' board, and the few words for the Chief."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from chat_sessions.enums import LISTED_STATES, QuestionState
from chat_sessions.models import Question

# More than anybody reads in an hour; the rest is on the triage board.
MOST_APPROVED = 60
MOST_NEXT = 2
# A note of when the answer began is a guess; longer sessions than this are none.
LONGEST = timedelta(hours=6)


@dataclass(frozen=True)
class Card:
    """A question on a board. `askers`: how many people ask it; the name only if its asker shows it."""

    question: Question

    @property
    def askers(self):
        return self.question.merged_count + 1

    @property
    def weight(self):
        return self.question.vote_count + self.askers

    @property
    def name(self):
        question = self.question
        return question.sign_up.name if question.shows_name and question.sign_up else ""

    @property
    def is_foreign(self):
        return self.question.language != "en"

    def facts(self):
        """What changes the board when it changes."""
        each = self.question
        return (each.pk, each.state, each.queue_position, each.vote_count, each.merged_count, each.changed_at)


class Board:
    """Three columns: approved (the most wanted first), the queue in its order, answered (the latest first)."""

    def __init__(self, session):
        self.session = session
        shown = [*LISTED_STATES, QuestionState.ANSWERED_LIVE]
        rows = session.questions.filter(state__in=shown).with_votes().select_related("sign_up", "answer")
        cards = [Card(question) for question in rows.order_by("created_at", "pk")]
        by_state = {state: [card for card in cards if card.question.state == state] for state in shown}
        self.all_approved = sorted(by_state[QuestionState.APPROVED], key=lambda card: -card.weight)
        self.approved = self.all_approved[:MOST_APPROVED]
        self.queue = sorted(by_state[QuestionState.QUEUED], key=lambda card: card.question.queue_position)
        answered = by_state[QuestionState.ANSWERED_LIVE]
        self.answered = sorted(answered, key=lambda card: card.question.answer.answered_at, reverse=True)
        self.waiting = session.questions.waiting().count()
        self.facts = [card.facts() for card in cards]

    @property
    def hidden(self):
        return len(self.all_approved) - len(self.approved)

    @property
    def digest(self):
        """The same as long as the board shows the same."""
        return _digest(self.facts, self.waiting, self.session.ended_at, self.session.status)


class Presenter:
    """What the Chief sees: the first of the queue, and the next two."""

    def __init__(self, session):
        rows = session.questions.queued().with_votes().select_related("sign_up")
        cards = [Card(question) for question in rows[: 1 + MOST_NEXT]]
        self.current, self.next = (cards[0] if cards else None), cards[1:]
        self.digest = _digest([card.facts() for card in cards], session.ended_at, session.status)


def seconds_into(session, now):
    """How far the recording is, if it began with the session; None outside the hour."""
    passed = now - session.starts_at
    return int(passed.total_seconds()) if timedelta(0) <= passed < LONGEST else None


def _digest(*facts):
    return blake2b(repr(facts).encode(), digest_size=8).hexdigest()
