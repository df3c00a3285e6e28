"""How the part of a student or guardian stands, for whoever reads My requests: in plain words, without a name."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.records import Record
from programs import nomination_clock as clock
from programs.enums import ClassPhase
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Party

S = NominationState


def parts_for(address_key, now):
    """The parts of families that were mailed to this address, newest first."""
    mine = Party.objects.filter(email_index=address_key).exclude(invited_at=None)
    mine = mine.select_related("nomination__quota__semester__offering__program")
    mine = mine.prefetch_related("nomination__quota__semester__offering__sessions")
    return [_record(party, now) for party in mine.order_by("-nomination__created_at", "-pk")]


def _record(party, now):
    offering = party.nomination.semester.offering
    names = {"program": offering.program.name, "title": offering.title}
    if party.role == PartyRole.STUDENT:
        title = _("%(program)s, %(title)s: the student's part") % names
    else:
        title = _("%(program)s, %(title)s: the guardian's part") % names
    is_over = clock.is_over(party.nomination, now)
    return Record(
        title=title,
        reference=party.nomination.reference,
        standing=standing(party, now),
        url=party.get_absolute_url(),
        is_live=not is_over and offering.phase(now) not in {ClassPhase.CANCELLED, ClassPhase.FINISHED},
        needs_answer=needs_answer(party, now),
    )


def needs_answer(party, now):
    """Whether this person is asked, has not answered, and still can."""
    nomination = party.nomination
    awaited = party.answered_at is None and nomination.state in clock.AWAITED_STATES
    return awaited and nomination.semester.takes_answers(now)


def standing(party, now):
    """One plain sentence or two, for the person themselves."""
    nomination = party.nomination
    phase = nomination.semester.offering.phase(now)
    if not nomination.is_live:
        return _ENDED[nomination.state]()
    if phase == ClassPhase.CANCELLED:
        return _("The class was cancelled.")
    if clock.is_over(nomination, now):
        return _("The time to answer has run out.")
    if nomination.state == S.ENROLLED and phase == ClassPhase.FINISHED:
        return _("The class is over.")
    if needs_answer(party, now):
        deadline = timezone.localtime(nomination.semester.families_answer_by)
        return _("Please answer by %(deadline)s.") % {"deadline": date_format(deadline, "l, F j, g:i A")}
    if party.says_yes is False:
        return _("You said no, and another parent or guardian said yes. We talk with your family about it.")
    if party.answered_at is None and nomination.state in clock.AWAITED_STATES:
        return _("Answers are not taken at the moment. Please call us.")
    return _LIVE[nomination.state]()


def _answered():
    return _("Thank you, you have answered. Somebody else in your family has not answered yet.")


def _has_all():
    return _("We have your family's answers. We will write to you about the place.")


_LIVE = {
    S.ALTERNATE: lambda: _("All places of the school are taken. We write to you when one is free."),
    S.NOMINATED: _answered,
    S.INVITED: _answered,
    S.STUDENT_DONE: _answered,
    S.GUARDIAN_DONE: _answered,
    S.READY: _has_all,
    S.ACCEPTED: _has_all,  # nobody is told before the roster is published: it can still be taken back
    S.ENROLLED: lambda: _("The student has a place in the class."),
}
_ENDED = {
    S.DECLINED: lambda: _("The student does not want to take part."),
    S.REFUSED: lambda: _("A parent or guardian did not agree. The student does not take part."),
    S.REVOKED: lambda: _("Consent was taken back. The student does not take part."),
    S.EXPIRED: lambda: _("The time to answer has run out."),
    S.WITHDRAWN: lambda: _("The nomination was taken back."),
    S.REMOVED: lambda: _("The student is not in the class any more."),
}
