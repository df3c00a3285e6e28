"""What the worker does about students who were not there. It may run twice, late, or in two workers at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from core.seats.deadlines import is_night
from programs.emails import student_evenings
from programs.enums import ClassStatus, Mark, RegistrationState
from programs.enums.nominations import ConsentKind, NominationState
from programs.models import Nomination, NominationEvent
from programs.services import seats
from programs.services.counselors import answerable_for
from programs.services.nominations import states
from programs.services.nominations.absences import evenings, untold, wrongly_told
from programs.services.nominations.consents import consents_of

MANY = 2
TOLD_COUNSELOR = "the counselor was told of two absences"
# Time for staff to set a slip right before the school hears of it.
AFTER_MARK = timedelta(hours=1)


def tell_of_absences():
    """The same evening, who is answerable for an absent student is told, once; and again only if it was not so.

    Nobody is mailed at night: then in the morning, with the day instead of "tonight".
    """
    now = timezone.now()
    if is_night(now):
        return
    for session in evenings(now):
        if untold(session) or wrongly_told(session):
            _tell(session, now)


@transaction.atomic
def _tell(session, now):
    # Marks are written under the same lock: what is mailed stands at this moment.
    session.offering = seats.lock(session.offering)
    is_tonight = session.date == timezone.localdate(now)
    for party in untold(session):
        _of_this_class(party, session.offering)
        student_evenings.queue_absence(party, session, is_tonight=is_tonight)
    for party in wrongly_told(session):
        _of_this_class(party, session.offering)
        student_evenings.queue_absence_corrected(party, session)


def _of_this_class(party, offering):
    party.nomination.semester.offering = offering


def tell_counselors_of_absences():
    """The morning after a second unexcused absence the nominating counselor is told, once.

    Only where the family lets the school know of attendance. Has that counselor left: all of the school.
    """
    now = timezone.now()
    if is_night(now):
        return
    for nomination in _often_absent(now):
        if _is_released(nomination, now) and answerable_for(nomination):
            _tell_counselors(nomination, now)


def _often_absent(now):
    """Students of running classes with so many absences, whose counselor has not been told."""
    today = timezone.localdate(now)
    absent = Q(
        registration__attendance__mark=Mark.ABSENT,
        registration__attendance__at__lte=now - AFTER_MARK,
        registration__attendance__session__date__lt=today,
        registration__attendance__session__cancelled=False,
        registration__attendance__session__is_graduation=False,
        registration__attendance__session__offering=F("registration__offering"),
    )
    running = Nomination.objects.filter(
        state=NominationState.ENROLLED,
        registration__state=RegistrationState.CONFIRMED,
        registration__offering__status=ClassStatus.PUBLISHED,
        registration__offering__sessions__date__gte=today,
    )
    told = NominationEvent.objects.filter(note=TOLD_COUNSELOR).values("nomination")
    counted = running.exclude(pk__in=told).annotate(
        absences=Count("registration__attendance", filter=absent, distinct=True)
    )
    return list(counted.filter(absences__gte=MANY).with_answers().order_by("pk"))


def _is_released(nomination, now):
    """Attendance goes to the school only if the family said so."""
    return consents_of([nomination], timezone.localdate(now))[nomination.pk][ConsentKind.SCHOOL]


@transaction.atomic
def _tell_counselors(nomination, now):
    seats.lock(nomination.semester.offering)
    states.lock(nomination)
    if nomination.pk not in {each.pk for each in _often_absent(now)}:
        return  # another worker told them, or a mark was corrected
    for counselor in answerable_for(nomination):
        student_evenings.queue_two_absences(counselor, nomination)
    states.note_event(nomination, now=now, note=TOLD_COUNSELOR)
