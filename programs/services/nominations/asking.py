"""What a student or a guardian can do now: by the state of the nomination, the deadline, and what they said before."""

from enum import StrEnum

from django.utils import timezone

from programs import nomination_clock as clock
from programs import students
from programs.enums import ClassPhase
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import ConsentDecision

NOT_YET = {NominationState.ALTERNATE, NominationState.NOMINATED}


class FamilyPage(StrEnum):
    """What the page of one party is about."""

    NOT_YET = "not_yet"  # nobody is asked so far
    ASK = "ask"
    LATE = "late"  # the deadline is over, and they never answered
    ANSWERED = "answered"
    OBJECTED = "objected"  # a guardian said no, another one yes: the coordinator decides
    NOT_NEEDED = "not_needed"  # a guardian of a student who is 18 and decides alone
    ENDED = "ended"
    CANCELLED = "cancelled"
    OVER = "over"


def page_of(party, now=None):
    """Which page this party gets."""
    now = now or timezone.now()
    nomination = party.nomination
    if not nomination.is_live or nomination.forgotten_at:
        return FamilyPage.ENDED
    phase = nomination.semester.offering.phase(now)
    if phase in {ClassPhase.CANCELLED, ClassPhase.FINISHED}:
        return FamilyPage.CANCELLED if phase == ClassPhase.CANCELLED else FamilyPage.OVER
    if nomination.state in NOT_YET:
        return FamilyPage.NOT_YET
    if party.is_guardian and is_left_to_the_student(party, now):
        return FamilyPage.NOT_NEEDED
    if party.answered_at:
        return FamilyPage.ANSWERED if party.says_yes else FamilyPage.OBJECTED
    return FamilyPage.ASK if nomination.semester.takes_answers(now) else FamilyPage.LATE


def can_answer(party, now=None):
    """Answer for the first time, or change the answers: until the deadline, changes until the roster is published."""
    now = now or timezone.now()
    page = page_of(party, now)
    if page == FamilyPage.ANSWERED:
        return party.nomination.semester.roster_published_at is None or must_decide(party, now)
    return page == FamilyPage.ASK or (page == FamilyPage.OBJECTED and party.nomination.semester.takes_answers(now))


def can_say_no(party, now=None):
    """A no is taken at any time before the class is over, in time or not."""
    return page_of(party, now) in {FamilyPage.ASK, FamilyPage.LATE, FamilyPage.ANSWERED}


def decides(party, now=None):
    """Whether the consents of this party count: of guardians, or of a student who is 18."""
    return party.is_guardian or is_adult(party.nomination, now)


def can_change_consents(party, now=None):
    """Say yes to more, or to less, after the first answer."""
    return page_of(party, now) == FamilyPage.ANSWERED and decides(party, now)


def is_adult(nomination, now=None):
    return students.is_adult(nomination, timezone.localdate(now))


def is_left_to_the_student(guardian, now=None):
    """Whether an 18-year-old decides alone: nothing is asked of this guardian any more, nor undone by them."""
    if not is_adult(guardian.nomination, now):
        return False
    return guardian.answered_at is None or _has_consented(guardian.nomination)


def _has_consented(nomination):
    """Whether the student has decided about taking part, as an adult."""
    own = ConsentDecision.objects.filter(party__nomination=nomination, party__role=PartyRole.STUDENT)
    return own.filter(kind=ConsentKind.PARTICIPATION).exists()


def missing(nomination, now=None):
    """The roles whose answers are missing before the nomination is complete.

    Who turned 18 before a guardian said yes decides alone, and has to say so: the answers of a minor are no consent.
    """
    parties = list(nomination.parties.all())
    student = any(party.role == PartyRole.STUDENT and party.says_yes for party in parties)
    guardian = any(party.is_guardian and party.says_yes for party in parties)
    if is_adult(nomination, now) and not guardian:
        student, guardian = student and _has_consented(nomination), True
    found = [] if student else [PartyRole.STUDENT]
    return found if guardian else [*found, PartyRole.GUARDIAN]


def must_decide(party, now=None):
    """Whether this student has answered as a minor, is 18 by now, and is still awaited: with the own consents."""
    nomination = party.nomination
    is_awaited = nomination.state in clock.AWAITED_STATES and nomination.semester.takes_answers(now)
    answered = party.role == PartyRole.STUDENT and bool(party.says_yes)
    return is_awaited and answered and PartyRole.STUDENT in missing(nomination, now)
