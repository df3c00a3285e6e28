"""What a school is told after a semester: who of its own students has completed the class, and the credits.

Only enrolled students, and only those whose family released this to the school; of the others nothing but how
many they are. A report stays as it was said; until the school has posted it, it follows what families decide.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.audit import record
from programs import standings
from programs.emails import student_credits as emails
from programs.enums import ClassStatus, RegistrationState
from programs.enums.nominations import Completion, ConsentKind, NominationState
from programs.models import CreditReport, Nomination, Semester
from programs.services import seats
from programs.services.nominations import states
from programs.services.nominations.consents import consents_of
from programs.services.nominations.outcomes import completion
from programs.services.nominations.states import NominationError


@dataclass(frozen=True)
class Preview:
    """What the school of a quota would be told now."""

    semester: Semester
    lines: list[dict]
    not_released: int

    @property
    def undecided(self):
        return sum(line["completion"] == Completion.UNDECIDED for line in self.lines)

    @property
    def completed(self):
        return sum(line["completion"] == Completion.COMPLETED for line in self.lines)

    @property
    def enrolled(self):
        return len(self.lines) + self.not_released

    @property
    def content(self):
        """As it is stored."""
        return {
            "class": str(self.semester.offering),
            "course_title": self.semester.course_title,
            "students": self.lines,
            "not_released": self.not_released,
        }


def preview(quota):
    return previews(quota.semester, quota)[quota.pk]


def previews(semester, *quotas):
    """{quota key: Preview} of these schools, or of all: as many queries for five schools as for one."""
    quotas = quotas or semester.quotas.all()
    found = {quota.pk: ([], []) for quota in quotas}
    for nomination, released in enrolled(found):
        found[nomination.quota_id][0 if released else 1].append(nomination)
    everybody = [nomination for released, _kept in found.values() for nomination in released]
    standing = _standings(everybody, semester.offering)
    return {
        pk: Preview(semester, [_line(each, standing[each.registration_id], semester) for each in released], len(kept))
        for pk, (released, kept) in found.items()
    }


def enrolled(quotas):
    """(nomination, whether the family released it to the school, as it stands today), by family name."""
    students = Nomination.objects.with_answers().filter(
        quota__in=list(quotas), state=NominationState.ENROLLED, registration__state=RegistrationState.CONFIRMED
    )
    students = sorted(students, key=_by_name)
    consents = consents_of(students, timezone.localdate())
    return [(each, consents[each.pk][ConsentKind.SCHOOL]) for each in students]


def _by_name(nomination):
    return (nomination.family_name.casefold(), nomination.given_name.casefold(), nomination.pk)


def _standings(nominations, offering):
    for nomination in nominations:
        nomination.registration.offering = offering  # whose sessions are read once for all
    return standings.of_registrations([nomination.registration for nomination in nominations])


def _line(nomination, standing, semester):
    """One student, in values that are stored as they are."""
    attended = [entry.session for entry in standing.teaching if entry.was_there]
    hours = sum((session.ends_at - session.starts_at).total_seconds() for session in attended) / 3600
    outcome = completion(nomination)
    return {
        "reference": nomination.reference,
        "given_name": str(nomination.given_name),
        "family_name": str(nomination.family_name),
        "grade": nomination.grade,
        "hours": f"{hours:g}",
        "attended": len(attended),
        "held": len(standing.teaching),
        "completion": outcome.value,
        "credits": str(semester.credits) if outcome == Completion.COMPLETED else "0",
    }


@transaction.atomic
def make_report(quota, *, by):
    """The report of one school; made anew while the school has not posted it. The same once more changes nothing."""
    seats.lock(quota.semester.offering)
    quota = states.lock_quota(quota)
    if problem := why_not_now(quota.semester):
        raise NominationError(problem)
    found, report = preview(quota), report_of(quota)
    if problem := _why_not(found, report):
        raise NominationError(problem)
    if report and report.lines == found.content:
        return report
    before = len(report.lines["students"]) if report else None
    report = report or CreditReport(quota=quota)
    report.lines, report.made_at, report.made_by = found.content, timezone.now(), by
    report.save()
    was = "Made" if before is None else f"Made anew (it had {_students(before)})"
    record(by, report, f"{was}: {_students(len(found.lines))}; not released: {found.not_released}.")
    emails.queue_ready(report, is_anew=before is not None)
    return report


@transaction.atomic
def make_reports(semester, *, by):
    """The reports of all schools with enrolled students, except those that are posted already. All, or none."""
    seats.lock(semester.offering)
    quotas = semester.quotas.select_related("report").order_by("pk")
    waiting = [quota for quota in quotas if not (report_of(quota) and quota.report.acknowledged_at)]
    found = previews(semester, *waiting) if waiting else {}
    made = [make_report(quota, by=by) for quota in waiting if found[quota.pk].enrolled]
    if not made:
        raise NominationError("There is no report to make: no school with enrolled students waits for one.")
    return made


def why_not_now(semester):
    """Why no school can have its report at this moment, or ""."""
    offering = semester.offering
    if offering.status != ClassStatus.PUBLISHED:
        return f"{offering} is {'cancelled' if offering.status == ClassStatus.CANCELLED else 'a draft'}."
    if not offering.ends_at or timezone.now() < offering.ends_at:
        return "The class is not over yet. Reports are made after its last session."
    return ""


def _why_not(found, report):
    if report and report.acknowledged_at:
        return "The school has posted these credits to the transcripts. Open the report again first."
    if not found.enrolled:
        return "No student of this school is enrolled."
    if found.undecided:
        return f"Decide first who has completed the class (Graduation): {_students(found.undecided)} not decided."
    return ""


def _students(number):
    return f"{number} student{'' if number == 1 else 's'}"


def report_of(quota):
    """The report of a school, or None."""
    return CreditReport.objects.filter(quota=quota).first()


def reports_of(school):
    """What this school has been told, the newest first."""
    reports = CreditReport.objects.filter(quota__school=school).defer("lines")
    return reports.select_related("quota__semester__offering__program", "quota__school", "acknowledged_by")
