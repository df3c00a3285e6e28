"""What waits for the coordinator about credits: lines of the Monday page, one a class."""

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.monday import Line
from programs.enums import ClassStatus, RegistrationState
from programs.enums.nominations import NominationState
from programs.models import CreditReport, SchoolQuota
from programs.services.nominations.credit_posting import taken_back_after_posting

# After that a school has forgotten it rather than being busy.
POSTED_WITHIN = timedelta(days=14)
# A class of long ago whose credits were told on paper waits for nobody.
STILL_REPORTED = timedelta(days=365)


def credit_lines(now):
    """Reports to make, schools that have not posted theirs, and families who took the release back too late."""
    return [*reports_to_make(now), *not_posted(now), *taken_back()]


def reports_to_make(now):
    over = SchoolQuota.objects.filter(
        report=None,
        semester__offering__status=ClassStatus.PUBLISHED,
        nominations__state=NominationState.ENROLLED,
        nominations__registration__state=RegistrationState.CONFIRMED,
    ).exclude(semester__offering__sessions__date__gte=timezone.localdate(now))
    recent = timezone.localdate(now) - STILL_REPORTED
    over = over.filter(semester__offering__sessions__date__gte=recent).distinct()
    for offering, number in _by_class(over):
        yield _line(offering, number, "school waits for its credit report", "schools wait for their credit report")


def not_posted(now):
    late = CreditReport.objects.filter(acknowledged_at=None, made_at__lt=now - POSTED_WITHIN)
    for offering, number in _by_class(_quotas(late)):
        yield _line(
            offering, number, "school has not said that its credits are posted",
            "schools have not said that their credits are posted",
        )  # fmt: skip


def taken_back():
    for offering, number in _by_class(_quotas(taken_back_after_posting())):
        yield _line(
            offering, number, "posted credit report holds a student whose family took the release back",
            "posted credit reports hold students whose families took the release back", urgent=True,
        )  # fmt: skip


def _quotas(reports):
    return SchoolQuota.objects.filter(pk__in=[report.quota_id for report in reports])


def _by_class(quotas):
    """[(class, how many of these quotas)]"""
    quotas = quotas.select_related("semester__offering__program").order_by("semester_id", "pk")
    return Counter(quota.semester.offering for quota in quotas).items()


def _line(offering, number, one, many, *, urgent=False):
    page = reverse("admin:programs_classoffering_credits", args=[offering.pk])
    text = f"{number} {one if number == 1 else many}: {offering.program.prefix} class {offering.number}"
    return Line(text, page, number, urgent)
