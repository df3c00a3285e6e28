"""Mails to the counselors of a school about its credit report. They name no student, and hold no reference."""

from programs.emails.students import queue_to_counselor
from programs.models import Counselor


def about(report):
    """Under what staff find these mails."""
    return f"credits {report.pk}"


def queue_ready(report, *, is_anew=False):
    """There is a report; `is_anew`: in place of another one."""
    _queue("credit_report", report, key=f"ready:{report.made_at:%Y%m%d%H%M%S%f}", is_anew=is_anew)


def queue_opened_again(report, reason, now):
    _queue("credit_report_opened", report, key=f"opened:{now:%Y%m%d%H%M%S%f}", reason=reason)


def _queue(template, report, *, key, **context):
    semester = report.quota.semester
    for counselor in Counselor.objects.active().filter(school=report.quota.school):
        queue_to_counselor(
            template,
            counselor,
            key=f"programs.credits:{report.pk}:{counselor.pk}:{key}",
            about=about(report),
            offering=semester.offering,
            **context,
        )
