"""Worker's duty: graduates are asked how it was, the day after the class and six months later."""

from calendar import monthrange
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.seats.deadlines import is_night
from programs import emails
from programs.enums import ClassStatus, Source, SurveyWave
from programs.models import ClassOffering, SurveyInvitation
from programs.services import seats

MONTHS_LATER = 6
# Who graduated long ago, before anybody was asked, is not asked out of the blue.
STILL_ASKED = timedelta(days=60)


def asked_on(wave, last_day):
    """The first day on which graduates are asked, counted in local calendar days from the last session."""
    if wave == SurveyWave.END:
        return last_day + timedelta(days=1)
    years, month = divmod(last_day.month - 1 + MONTHS_LATER, 12)
    year, month = last_day.year + years, month + 1
    return last_day.replace(year=year, month=month, day=min(last_day.day, monthrange(year, month)[1]))


def invite_graduates():
    """Each graduate with a mail address, once for each wave. Nobody is mailed at night."""
    now = timezone.now()
    if is_night(now):
        return
    today = timezone.localdate(now)
    a_year_ago = today - timedelta(days=366)
    ended = ClassOffering.objects.filter(status=ClassStatus.PUBLISHED).with_dates()
    for offering in ended.filter(last_date__range=(a_year_ago, today)):
        for wave in SurveyWave:
            first_day = asked_on(wave, offering.last_date)
            if first_day <= today < first_day + STILL_ASKED and _uninvited(offering, wave).exists():
                _invite(offering, wave, now)


def _uninvited(offering, wave):
    invited = SurveyInvitation.objects.filter(wave=wave).values("registration")
    # Whoever was read from a list of the past never gave us the address for this.
    return offering.registrations.graduates().exclude(email="").exclude(source=Source.IMPORTED).exclude(pk__in=invited)


@transaction.atomic
def _invite(offering, wave, now):
    locked = seats.lock(offering)
    for registration in _uninvited(locked, wave):
        registration.offering = locked
        invitation = SurveyInvitation.objects.create(registration=registration, wave=wave, invited_at=now)
        emails.queue_survey(invitation)
