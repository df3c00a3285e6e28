"""What the families of a class hear of it: students have no mail address of their own in the class."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from programs.emails import student_evenings, student_roster
from programs.enums.nominations import NominationState
from programs.models import Counselor, Nomination, Party, Semester

# Whose families have the dates before them.
_TOLD = [
    NominationState.INVITED,
    NominationState.STUDENT_DONE,
    NominationState.GUARDIAN_DONE,
    NominationState.READY,
    NominationState.ACCEPTED,
    NominationState.ENROLLED,
]


def families_told(offering, states=_TOLD):
    """The students and guardians of a class who are written to, each with an address. Nobody in a class for adults."""
    if not offering.program.is_for_students:
        return []
    semester = Semester.objects.filter(offering=offering).first()
    if semester is None:
        return []
    semester.offering = offering  # as it is under the lock, with its sessions read once for all
    was_asked = Q(invited_at__isnull=False) | Q(answered_at__isnull=False)
    parties = Party.objects.filter(
        was_asked | Q(nomination__state=NominationState.ENROLLED),
        nomination__quota__semester=semester,
        nomination__state__in=states,
    ).exclude(email="")
    found = list(parties.select_related("nomination__quota").order_by("pk"))
    for party in found:
        party.nomination.quota.semester = semester
    return found


@dataclass(frozen=True)
class SilentFamily:
    """A family that cannot be mailed, on lists of people to call: by reference. Whom to call is shown on the board."""

    reference: str
    phone: str = ""

    @property
    def full_name(self):
        return f"The family of {self.reference}"


def families_without_mail(offering):
    """Of enrolled students, those where no guardian has an address."""
    if not offering.program.is_for_students:
        return []
    nominations = Nomination.objects.filter(
        quota__semester__offering=offering, state=NominationState.ENROLLED
    ).prefetch_related("parties")
    return [
        SilentFamily(nomination.reference)
        for nomination in nominations.order_by("reference")
        if not any(party.email for party in nomination.parties.all() if party.is_guardian)
    ]


def tell_of_changes(offering, changes, key, *, reason=""):
    """Dates or place have changed: one mail each."""
    for party in families_told(offering):
        student_evenings.queue_dates_changed(party, offering, changes, key, reason=reason)


def tell_of_cancelled_class(offering, *, gone):
    for party in families_told(offering):
        student_evenings.queue_class_cancelled(party, offering, gone=gone)
    _tell_schools_of_cancelled_class(offering)


def _tell_schools_of_cancelled_class(offering):
    """The counselors of every school that has somebody on the way to this class, alternates too: by number."""
    live = Nomination.objects.live().filter(quota__semester__offering=offering)
    numbers = Counter(live.values_list("quota__school", flat=True))
    for counselor in Counselor.objects.active().filter(school__in=numbers).select_related("school"):
        student_roster.queue_counselor_class_cancelled(counselor, offering, numbers[counselor.school_id])


def remind_of_session(session):
    """Student and guardians of everybody enrolled, except of those who said that they cannot come."""
    for party in enrolled(session.offering, without=session.pk):
        student_evenings.queue_session_reminder(party, session)


def tell_of_certificate(offering, certificates):
    """`certificates`: {registration key: certificate}, of those who have just graduated."""
    for party in enrolled(offering):
        certificate = certificates.get(party.nomination.registration_id)
        if certificate:
            student_evenings.queue_student_graduated(party, certificate)


def enrolled(offering, *, without=None):
    """The families of those with a seat; `without`: a session that some have said they will miss."""
    parties = families_told(offering, [NominationState.ENROLLED])
    if not parties or without is None:
        return parties
    through = offering.registrations.model.will_miss.through
    missing = set(through.objects.filter(classsession=without).values_list("registration", flat=True))
    return [party for party in parties if party.nomination.registration_id not in missing]
