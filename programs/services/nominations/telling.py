"""What becomes of a class, told to the families of its nominees and to their counselors. No mail names a student."""

from programs.emails import student_roster as mails
from programs.enums.nominations import NominationState
from programs.models import Counselor, Nomination


def tell_cancelled(locked, to_come):
    """The class will not take place: each family that was asked hears of it once, and each counselor of their schools.

    `to_come`: the sessions that leave the calendars of those who have a seat.
    """
    numbers = {}
    for nomination, parties in _asked_families(locked):
        school = nomination.quota.school_id
        numbers[school] = numbers.get(school, 0) + 1
        gone = to_come if nomination.state == NominationState.ENROLLED else []
        for party in parties:
            mails.queue_class_cancelled(party, gone=gone)
    for counselor in Counselor.objects.active().filter(school__in=numbers).select_related("school"):
        mails.queue_counselor_class_cancelled(counselor, locked, numbers[counselor.school_id])


def tell_changed(locked, changes, key, *, reason=""):
    """Sessions were moved, cancelled or added, or the class meets elsewhere: each family that was asked hears of it."""
    gone = [change.after for change in changes if change.is_cancelled]
    for nomination, parties in _asked_families(locked):
        has_seat = nomination.state == NominationState.ENROLLED
        for party in parties:
            mails.queue_class_changed(party, changes, key, reason=reason, has_seat=has_seat, gone=gone)


def _asked_families(locked):
    """Live nominations and whom of the family we have written to. Alternates were not asked yet: nobody to tell."""
    if not locked.program.is_for_students:
        return
    nominations = Nomination.objects.filter(quota__semester__offering=locked).live().with_families()
    for nomination in nominations:
        nomination.quota.semester.offering = locked
        parties = [party for party in nomination.parties.all() if party.invited_at or party.answered_at]
        for party in parties:
            party.nomination = nomination
        yield nomination, parties
