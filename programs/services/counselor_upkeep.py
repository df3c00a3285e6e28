"""The worker's duty towards counselors. It may run twice, late, or in two workers at once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mailroom.services import not_promised
from programs import nominees
from programs.emails.counselors import digest_key, queue_digest
from programs.enums import ClassStatus
from programs.models import Counselor, Nomination, Semester

MONDAY = 0
FROM_HOUR = 7
DAYS_BEFORE_DEADLINE = 3


def send_digests():
    """While families are asked, on Mondays and three days before their deadline: how many consents are missing."""
    now = timezone.now()
    here = timezone.localtime(now)
    if here.hour < FROM_HOUR:
        return
    asked = Semester.objects.filter(
        offering__status=ClassStatus.PUBLISHED, nominations_open_at__lte=now, families_answer_by__gt=now
    ).select_related("offering__program")
    for semester in asked:
        last_call = timezone.localdate(semester.families_answer_by) - timedelta(days=DAYS_BEFORE_DEADLINE)
        if (here.weekday() == MONDAY or here.date() == last_call) and semester.takes_answers(now):
            _send(semester, here.date())


def _send(semester, day):
    counselors = list(Counselor.objects.active().filter(school__quotas__semester=semester).select_related("school"))
    keys = {digest_key(counselor, semester, day): counselor for counselor in counselors}
    to_tell = [keys[key] for key in not_promised(keys)]
    if not to_tell:
        return
    schools = _missing_by_school(semester)
    with transaction.atomic():
        for counselor in to_tell:
            missing, asked = schools.get(counselor.school_id, ([], 0))
            if missing:
                queue_digest(counselor, semester, day, missing=missing, asked=asked)


def _missing_by_school(semester):
    """{school pk: ([(reference, who is awaited)], how many were asked)}"""
    schools = {}
    for nomination in Nomination.objects.of_semester(semester).counted().with_families():
        missing, asked = schools.get(nomination.quota.school_id, ([], 0))
        if nominees.is_missing(nomination):
            missing.append((nomination.reference, nominees.awaited(nomination)))
        schools[nomination.quota.school_id] = (missing, asked + 1)
    return schools
