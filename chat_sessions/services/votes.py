"""Who wants which question to be asked: one vote a person and question, never against, and it can be taken back."""

from dataclasses import dataclass
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat_sessions.enums import LISTED_STATES, SignUpState, Topic
from chat_sessions.models import SignUp, Vote
from chat_sessions.services import questions
from chat_sessions.services.errors import ChatError

HOUR = 60 * 60


@dataclass(frozen=True)
class Listed:
    """A question as everybody sees it on the list. `name` is empty unless the asker shows it."""

    key: int
    reference: str
    text: str
    language: str
    translation: str
    topic: str
    asker: int | None
    name: str
    votes: int
    askers: int

    @property
    def topic_label(self):
        return Topic(self.topic).label

    @property
    def others(self):
        """How many more ask the same."""
        return self.askers - 1


def listed(session):
    """What residents see and vote for, the most wanted first: in one query."""
    rows = session.questions.listed().with_votes().select_related("sign_up")
    entries = [_entry(question) for question in rows.order_by("created_at", "pk")]
    return sorted(entries, key=lambda each: -(each.votes + each.askers))


def _entry(question):
    return Listed(
        key=question.pk,
        reference=question.reference,
        text=question.text,
        language=question.language,
        translation=question.translation,
        topic=question.topic,
        asker=question.sign_up_id,
        name=question.sign_up.name if question.shows_name and question.sign_up else "",
        votes=question.vote_count,
        askers=question.merged_count + 1,
    )


def in_order(entries, session, now, reader=""):
    """Shuffled until the session begins, so that none leads because it stands first; then the most wanted first.

    The order stays the same for one reader for an hour.
    """
    if now >= session.starts_at:
        return entries
    hour = int(now.timestamp() // HOUR)
    return sorted(entries, key=lambda each: _lot(f"{session.pk}:{reader}:{hour}:{each.key}"))


def _lot(text):
    return blake2b(text.encode(), digest_size=8).digest()


def voted_for(place):
    """The keys of the questions that this person votes for."""
    return set(Vote.objects.filter(sign_up=place).values_list("question", flat=True))


@transaction.atomic
def vote(place, question):
    """One more person wants it asked; twice is no error.

    The question is locked, then the sign-up: two clicks at once are one vote, whoever is removed at this moment
    votes no more, and a vote never comes after a question has left the list.
    """
    question = questions.lock(question)
    place = SignUp.objects.select_for_update().get(pk=place.pk)
    refuse_vote(place, question, timezone.now())
    Vote.objects.get_or_create(question=question, sign_up=place, defaults={"at": timezone.now()})


@transaction.atomic
def take_back(place, question):
    """Twice is no error."""
    place = SignUp.objects.select_for_update().get(pk=place.pk)
    if not place.session.takes_questions(timezone.now()):
        raise ChatError(_("Voting is over for this session."))
    Vote.objects.filter(question=question, sign_up=place).delete()


def refuse_vote(place, question, now):
    """Say why this person cannot vote for this question now."""
    if place.state != SignUpState.CONFIRMED or question.session_id != place.session_id:
        raise ChatError(_("Please sign up for this session, and confirm your address, to vote."))
    if not place.session.takes_questions(now):
        raise ChatError(_("Voting is over for this session."))
    if question.sign_up_id == place.pk:
        raise ChatError(_("This is your own question: it counts already."))
    if question.state not in LISTED_STATES or not place.session.public_list:
        raise ChatError(_("This question is not on the list any more."))
