"""Who gets a seat: the coordinator accepts, and the roster is published.

Seats are counted under the lock of the class: who is accepted and who has a seat are never more than it holds.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.references import new_reference
from programs.emails import student_roster as mails
from programs.enums import ClassStatus, RegistrationState, Source
from programs.enums.nominations import ConsentKind, NominationState
from programs.models import Counselor, Nomination, Registration, Semester
from programs.models.families import count_places
from programs.nominees import awaited_parties
from programs.services import seats
from programs.services.nominations import states
from programs.services.nominations.consents import consents_of
from programs.services.nominations.states import NominationError
from programs.services.registrations import new_badge_code

S = NominationState


def places_left(locked, now):
    """Seats of a class that nobody has, and that nobody is accepted for."""
    accepted = Nomination.objects.filter(quota__semester__offering=locked, state=S.ACCEPTED).count()
    return locked.capacity - locked.registrations.taking_a_seat(now).count() - accepted


def problem_with(nomination, given):
    """Why this student cannot be accepted, or "". `given`: their consents, of consents_of."""
    if nomination.state != S.READY:
        return "Only who is ready can be accepted: the student has answered, and a guardian has consented."
    return _doubt_about(nomination, given)


def _doubt_about(nomination, given):
    """Why this student can have no seat as it stands, or ""."""
    if nomination.flag:
        return f"First look at the flag: {nomination.get_flag_display().lower()}."
    return "" if given[ConsentKind.PARTICIPATION] else "Nobody has consented to this student taking part."


@transaction.atomic
def accept(nomination, *, by):
    """The coordinator wants this student in the class. Twice is no error, and False."""
    now = timezone.now()
    locked = seats.lock(nomination.semester.offering)
    _refuse_if_over(locked, now)
    states.lock(nomination)
    nomination = Nomination.objects.with_answers().get(pk=nomination.pk)
    if nomination.state in {S.ACCEPTED, S.ENROLLED}:
        return False
    given = consents_of([nomination], timezone.localdate(now))[nomination.pk]
    if why := problem_with(nomination, given):
        raise NominationError(why)
    if places_left(locked, now) <= 0:
        raise NominationError(
            f"The class has {locked.capacity} seats, and all are given. Take back an acceptance, or raise the number."
        )
    states.change_state(nomination, S.ACCEPTED, now=now, by=by)
    return True


@transaction.atomic
def take_back(nomination, *, by):
    """The student is ready again, and has no promise: nobody was told yet. Twice is no error, and False."""
    now = timezone.now()
    seats.lock(nomination.semester.offering)
    nomination = states.lock(nomination)
    if nomination.state == S.READY:
        return False
    states.change_state(nomination, S.READY, now=now, by=by, note="Acceptance taken back.")
    return True


@dataclass(frozen=True)
class Outlook:
    """What publishing the roster would do now, and who would be left out."""

    accepted: list
    ready: list
    awaited: list  # those whose family has not answered
    enrolled: int
    free_places: list  # [(school, places that it does not use)]
    too_many: int  # accepted beyond the seats of the class
    doubts: list[str]  # about those who are accepted: nothing is published before they are settled


def outlook(semester, now):
    """For the preview; the verb counts again, under the lock."""
    nominations = list(Nomination.objects.of_semester(semester).with_answers())
    offering = semester.offering
    left = places_left(offering, now)
    quotas = semester.quotas.select_related("school")
    free = [(quota.school, quota.places - count_places(quota, now)[0]) for quota in quotas]
    accepted = [each for each in nominations if each.state == S.ACCEPTED]
    return Outlook(
        accepted=accepted,
        ready=[each for each in nominations if each.state == S.READY],
        awaited=[each for each in nominations if awaited_parties(each)],
        enrolled=sum(each.state == S.ENROLLED for each in nominations),
        free_places=[(school, number) for school, number in free if number > 0],
        too_many=max(-left, 0),
        doubts=_doubts(accepted, now),
    )


def _doubts(accepted, now):
    """What came in since they were accepted: a guardian may have said no, or somebody the wrong person's link."""
    given = consents_of(accepted, timezone.localdate(now))
    found = [(each, _doubt_about(each, given[each.pk])) for each in accepted]
    return [f"{each}: {why[0].lower()}{why[1:]}" for each, why in found if why]


@transaction.atomic
def publish_roster(semester, *, by):
    """Everyone who is accepted gets a seat; families and counselors are told. Again later for those who come late.

    False where there is nobody new.
    """
    now = timezone.now()
    locked = seats.lock(semester.offering)
    _refuse_if_over(locked, now)
    semester = Semester.objects.get(pk=semester.pk)
    accepted = Nomination.objects.of_semester(semester).filter(state=S.ACCEPTED).order_by("pk")
    nominations = list(accepted.select_for_update(of=("self",)).with_answers())
    if not nominations and semester.roster_published_at:
        return False
    _refuse_roster(locked, nominations, now)
    for nomination in nominations:
        nomination.quota.semester.offering = locked
        _enroll(nomination, locked, now, by)
    if semester.roster_published_at is None:
        semester.roster_published_at = now
        semester.save(update_fields=["roster_published_at"])
    _tell_schools(semester, locked, nominations, now)
    return True


def _refuse_roster(locked, nominations, now):
    if not nominations:
        raise NominationError("Nobody is accepted yet: accept the students first.")
    if locked.status == ClassStatus.DRAFT:
        raise NominationError("The class is a draft. Publish it first: families get its dates.")
    missing = -places_left(locked, now)
    if missing > 0:
        raise NominationError(
            f"{len(nominations)} are accepted, and {missing} of them would have no seat. Raise the number of seats, or "
            "take back an acceptance."
        )
    if doubts := _doubts(nominations, now):
        raise NominationError(f"{' '.join(doubts)} Settle it, or take back the acceptance; then publish the roster.")


def _enroll(nomination, locked, now, by):
    """A seat by a number: the class's own lists name no minor."""
    code = new_badge_code(locked)
    registration = Registration(
        offering=locked,
        reference=new_reference(locked.program.prefix),
        badge_code=code,
        given_name="Student",
        family_name=code,
        certificate_name=f"Student {code}",
        source=Source.NOMINATED,
        can_attend=True,
    )
    note = f"nominated: {nomination.reference}"
    seats.change_state(registration, RegistrationState.CONFIRMED, now=now, by=by, note=note)
    event = states.change_state(nomination, S.ENROLLED, now=now, by=by, registration=registration)
    for party in nomination.parties.all():
        party.nomination = nomination
        mails.queue_enrolled(party, event)


def _tell_schools(semester, locked, nominations, now):
    by_school = {}
    for nomination in nominations:
        by_school.setdefault(nomination.quota.school_id, []).append(nomination.reference)
    for counselor in Counselor.objects.active().filter(school__in=by_school).select_related("school"):
        mails.queue_roster(counselor, locked, sorted(by_school[counselor.school_id]), now)


def _refuse_if_over(locked, now):
    if locked.status == ClassStatus.CANCELLED:
        raise NominationError(f"{locked} is cancelled.")
    if locked.ends_at and now > locked.ends_at:
        raise NominationError(f"{locked} is over.")
