"""Mails to graduates: congratulations, and the question how it was."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core.links import make_token
from programs.emails.sending import absolute, queue_about

SURVEY_LINK = "survey"
SURVEY_DAYS = 60


def queue_graduated(registration, certificate, event):
    queue_about("graduated", registration, event, certificate=certificate)


def queue_survey(invitation):
    """Five questions, once for each wave; the link is good for two months."""
    last_day = timezone.localdate(invitation.invited_at) + timedelta(days=SURVEY_DAYS)
    ends_at = datetime.combine(last_day, time.max, tzinfo=timezone.get_default_timezone())
    token = make_token(SURVEY_LINK, invitation.pk, ends_at)
    queue_about(
        "survey",
        invitation.registration,
        None,
        key=f"programs.survey:{invitation.pk}",
        secrets=[token],
        wave=invitation.wave,
        last_day=last_day,
        survey_link=absolute("programs:open_survey", token),
    )
