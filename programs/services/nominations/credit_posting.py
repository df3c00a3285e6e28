"""What happens to a credit report after it was made: the school posts it, staff open it again, families decide anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.audit import record
from programs.emails import student_credits as emails
from programs.enums.nominations import ConsentKind, ReopenReason
from programs.models import ConsentDecision, CreditReport, Nomination, NominationEvent
from programs.services.nominations import states
from programs.services.nominations.credits import enrolled
from programs.services.nominations.states import NominationError


def released_lines(report):
    """The lines that the school may see now. A release taken back counts at once, until the credits are posted."""
    lines = report.lines.get("students", [])
    if report.acknowledged_at:
        return lines
    released = {nomination.reference for nomination, is_released in enrolled([report.quota_id]) if is_released}
    return [line for line in lines if line["reference"] in released]


def version_of(report):
    """What the page sends back with the button: a report made anew is another one."""
    return report.made_at.isoformat()


def acknowledge(report, counselor, *, version):
    """The counselor posted these credits to the transcripts; False if that was said before.

    `version`: of the report that the counselor had seen. Another one is not what was posted.
    """
    if counselor.school_id != report.quota.school_id or counselor.left_at:
        raise NominationError("This report is for another school.")
    follow_releases(report)  # by itself: it stands even where what follows is refused
    return _acknowledge(report, counselor, version)


@transaction.atomic
def _acknowledge(report, counselor, version):
    report = _lock(report)
    if report.acknowledged_at:
        return False
    if version_of(report) != version or len(released_lines(report)) != len(report.lines["students"]):
        raise NominationError("The report has changed since you opened it. Please look again, then post it.")
    report.acknowledged_at, report.acknowledged_by = timezone.now(), counselor
    report.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return True


@transaction.atomic
def open_again(report, *, by, reason):
    """What was posted has to be corrected. The school's counselors are told; False if it is open already."""
    report = _lock(report)
    if not report.acknowledged_at:
        return False
    day = format_date(timezone.localtime(report.acknowledged_at), "F j, Y")
    who = report.acknowledged_by.name if report.acknowledged_by else "a counselor"
    report.acknowledged_at, report.acknowledged_by = None, None
    report.save(update_fields=["acknowledged_at", "acknowledged_by"])
    why = ReopenReason(reason).label
    record(by, report, f"Opened again (posted by {who} on {day}): {why}.")
    emails.queue_opened_again(report, why, timezone.now())
    return True


@transaction.atomic
def follow_releases(report):
    """Lines leave a report that is not posted when the family takes the release back; False if none had to."""
    report = _lock(report)
    kept, before = released_lines(report), report.lines.get("students", [])
    if len(kept) == len(before):
        return False
    gone = {line["reference"] for line in before} - {line["reference"] for line in kept}
    report.lines = report.lines | {"students": kept, "not_released": report.lines["not_released"] + len(gone)}
    report.made_at = timezone.now()
    report.save(update_fields=["lines", "made_at"])
    _note(report, gone, "left the credit report: not released to the school any more")
    emails.queue_ready(report, is_anew=True)
    return True


def follow_all_releases():
    """Worker's duty: no report that is still open holds a line that its family has taken back."""
    for report in CreditReport.objects.filter(acknowledged_at=None).defer("lines"):
        follow_releases(report)


def taken_back_after_posting():
    """Posted reports that hold a student whose family has taken the release back since: the school must be asked."""
    noes = ConsentDecision.objects.filter(
        kind=ConsentKind.SCHOOL, given=False, party__nomination__quota__report__acknowledged_at__isnull=False
    )
    quotas = noes.values("party__nomination__quota")
    return [report for report in _with_places().filter(quota__in=quotas) if _holds_what_is_not_released(report)]


def _holds_what_is_not_released(report):
    now_released = {nomination.reference for nomination, released in enrolled([report.quota_id]) if released}
    return any(line["reference"] not in now_released for line in report.lines.get("students", []))


def note_read(report, *, counselor, how):
    """A counselor has taken the report with them: a step in the history of each student on it."""
    _note(report, {line["reference"] for line in released_lines(report)}, f"credit report {how}", counselor)


def _note(report, references, note, counselor=None):
    now = timezone.now()
    NominationEvent.objects.bulk_create(
        NominationEvent(nomination=each, at=now, from_state=each.state, to_state=each.state, counselor=counselor,
                        note=note)
        for each in Nomination.objects.filter(quota=report.quota_id, reference__in=references)
    )  # fmt: skip


def _lock(report):
    """The report as it is now, its quota locked."""
    quota = states.lock_quota(report.quota)
    report = _with_places().get(pk=report.pk)
    report.quota = quota
    return report


def _with_places():
    return CreditReport.objects.select_related("quota__semester__offering__program", "quota__school", "acknowledged_by")
