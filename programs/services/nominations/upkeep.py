"""What the worker does about families: reminds, ends what ran out, erases. Each may run twice, or in two workers."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.seats.deadlines import is_night
from mailroom import services as mailroom
from programs import nomination_clock as clock
from programs.emails.student_deadlines import queue_expired, queue_family_reminder
from programs.enums.nominations import LIVE_NOMINATIONS, NominationState, PartyRole
from programs.models import Nomination, Party, Semester
from programs.services.nominations import asking, forgetting, states

AFTER_INVITATION = timedelta(days=4)
BEFORE_DEADLINE = timedelta(days=2)
# Nobody gets two reminders on two days, or one the day after the invitation.
APART = timedelta(days=1)

_ANSWER_BY = "nomination__quota__semester__families_answer_by"


def remind_families():
    """Each party that has not answered: four days after the invitation, and two days before the deadline.

    And a student who answered as a minor, turned 18 before a guardian said yes, and has to say what to agree to.
    """
    now = timezone.now()
    if is_night(now):
        return
    for semester in _semesters(Q(families_answer_by__gt=now, nominations_open_at__lte=now)):
        if semester.takes_answers(now):
            adults = _turned_eighteen(semester, now)
            for party in _to_remind(now, adults).filter(nomination__quota__semester=semester).order_by("pk"):
                _remind(party, now, adults)


@transaction.atomic
def _remind(party, now, adults):
    states.lock(party.nomination)
    # As it is under the lock: another worker may have written just now, or the family answered.
    party = _to_remind(now, adults).filter(pk=party.pk).first()
    if party is None:
        return
    decides = asking.must_decide(party, now)
    if not decides and asking.page_of(party, now) != asking.FamilyPage.ASK:
        return
    queue_family_reminder(party, now, is_adult_now=decides)
    party.reminded_at = now
    party.save(update_fields=["reminded_at"])


def _turned_eighteen(semester, now):
    """Keys of students who have answered, are 18 by now, and whose guardian has not."""
    waiting = Nomination.objects.of_semester(semester).filter(state=NominationState.STUDENT_DONE).with_answers()
    return [each.party(PartyRole.STUDENT).pk for each in waiting if asking.is_adult(each, now)]


def _to_remind(now, adults):
    """Whose reminder is due: the one after the invitation, or the last one. A link aimed anew begins anew."""
    fresh = Q(reminded_at=None) | Q(reminded_at__lt=F("invited_at"))
    after_invitation = fresh & Q(
        **{f"{_ANSWER_BY}__gt": now + BEFORE_DEADLINE + APART}, invited_at__lte=now - AFTER_INVITATION
    )
    not_yet_lately = fresh | Q(reminded_at__lt=F(_ANSWER_BY) - BEFORE_DEADLINE)
    before_deadline = not_yet_lately & Q(
        **{f"{_ANSWER_BY}__lte": now + BEFORE_DEADLINE, f"{_ANSWER_BY}__gt": now}, invited_at__lte=now - APART
    )
    # Once everybody who is needed has answered, a second guardian can still say yes or no.
    is_asked = Q(nomination__state__in=clock.AWAITED_STATES) | Q(
        nomination__state=NominationState.READY, role=PartyRole.SECOND
    )
    awaited = Party.objects.filter(is_asked, Q(answered_at=None) | Q(pk__in=adults)).exclude(email="")
    with_class = awaited.select_related("nomination__quota__semester__offering__program")
    return with_class.filter(after_invitation | before_deadline)


def expire_unanswered():
    """Every nomination whose time has run out is expired: its family is told, and then forgotten."""
    now = timezone.now()
    may_run_out = Q(state__in=clock.MAY_RUN_OUT)
    for semester in _semesters_with(may_run_out):
        run_out = Q(state__in=clock.states_run_out(semester, now))
        for nomination in _nominations(semester).filter(run_out):
            _expire(nomination, now)


@transaction.atomic
def _expire(nomination, now):
    nomination = states.lock(nomination)
    # The deadline may have been moved since, the last answer come in, or another worker been here.
    if nomination.state not in clock.states_run_out(nomination.semester, now):
        return
    no_answer = nomination.state in clock.AWAITED_STATES
    note = "The time to answer has run out." if no_answer else "No place became free."
    states.change_state(nomination, NominationState.EXPIRED, now=now, note=note)
    for party in nomination.parties.exclude(invited_at=None):
        party.nomination = nomination
        queue_expired(party, no_answer=no_answer)
    forgetting.forget(nomination, now=now)


def forget_ended():
    """When the class has begun: whose way ended before they had a seat is forgotten."""
    now = timezone.now()
    to_forget = Q(forgotten_at=None, registration=None) & ~Q(state__in=LIVE_NOMINATIONS)
    for semester in _semesters_with(to_forget):
        if clock.has_begun(semester, now):
            for nomination in _nominations(semester).filter(to_forget):
                with transaction.atomic():
                    forgetting.forget(states.lock(nomination), now=now)


def forget_mails():
    """What was mailed about those who are forgotten. The last mail, which tells them so, goes out before."""
    mailroom.forget(Nomination.objects.exclude(forgotten_at=None).values("reference"))


def _semesters_with(nominations):
    """The semesters that have such nominations."""
    return _semesters(Exists(Nomination.objects.filter(nominations, quota__semester=OuterRef("pk"))))


def _semesters(condition):
    """With the dates of their classes."""
    found = Semester.objects.filter(condition).select_related("offering").order_by("pk")
    return found.prefetch_related("offering__sessions")


def _nominations(semester):
    """To be locked one by one: nothing of them is read before."""
    return Nomination.objects.of_semester(semester).only("pk").order_by("pk")
