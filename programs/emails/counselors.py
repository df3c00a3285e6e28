"""Mails to counselors: how they get in, and what their school still misses. No student is named."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from programs.emails.students import COUNSELOR_LINK, SIGN_IN_MINUTES, queue_to_counselor


def queue_invitation(counselor, row, *, days):
    """You can nominate: with a link that opens once."""
    token = make_token(COUNSELOR_LINK, row.pk, timezone.now() + timedelta(days=days))
    queue_to_counselor(
        "counselor_invited",
        counselor,
        key=f"students.counselor-invited:{row.pk}",
        secrets=[token],
        counselor_name=counselor.name,
        school=counselor.school,
        link=_absolute(token),
        days=days,
    )


def queue_sign_in(counselor, code, row):
    """The link and the code that a counselor asked for."""
    token = make_token(COUNSELOR_LINK, row.pk, timezone.now() + timedelta(minutes=SIGN_IN_MINUTES))
    queue_to_counselor(
        "counselor_sign_in",
        counselor,
        key=f"students.counselor-sign-in:{row.pk}",
        secrets=[code, token],
        code=code,
        link=_absolute(token),
        minutes=SIGN_IN_MINUTES,
    )


def digest_key(counselor, semester, day):
    return f"students.digest:{counselor.pk}:{semester.pk}:{day:%Y-%m-%d}"


def queue_digest(counselor, semester, day, *, missing, asked):
    """How many consents are missing, by reference. `missing`: [(reference, who is awaited)]."""
    queue_to_counselor(
        "counselor_digest",
        counselor,
        key=digest_key(counselor, semester, day),
        counselor_name=counselor.name,
        school=counselor.school,
        offering=semester.offering,
        program=semester.offering.program,
        missing=missing,
        asked=asked,
        answer_by=semester.families_answer_by,
    )


def _absolute(token):
    return f"{settings.SITE_URL}{reverse('counselors:link', args=[token])}"
