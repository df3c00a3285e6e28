"""Moments of the wall clock, requests whose moment is over, and what stands in the outbox."""

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone

from mailroom.models import Message
from tests.vacation_checks.builders import approved
from vacation_checks.models import CheckRules, VacationCheckRequest


def local(*parts, fold=0):
    """The instant of a wall time in Torrance: local(2026, 11, 5, 9, 30)."""
    return datetime(*parts, fold=fold, tzinfo=timezone.get_default_timezone())


def at(*parts, fold=0):
    """Context manager: it is this moment, and stays it."""
    return time_machine.travel(local(*parts, fold=fold), tick=False)


def again(request):
    """The request as it is stored now."""
    return VacationCheckRequest.objects.get(pk=request.pk)


def truth(request):
    """Its true state now, whatever is stored."""
    return again(request).state_at(timezone.now(), CheckRules.current())


def mails(template):
    """How many mails of this kind wait in the outbox."""
    return Message.objects.filter(template=f"requests/{template}").count()


def back_since_yesterday(**fields):
    """Approved and looked at; the return was a day ago, and no worker has run since."""
    mine = approved(leaves=-2, **fields)
    earlier = timedelta(days=6)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(
        leaves_on=mine.leaves_on - earlier, returns_on=mine.returns_on - earlier
    )
    return again(mine)
