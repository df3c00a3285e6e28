"""A semester by its dates, families who are asked in it, and the worker at a moment."""

from datetime import timedelta

import time_machine

from mailroom.models import Message
from programs.enums.nominations import NominationState
from programs.models import Nomination
from programs.services.nominations.upkeep import expire_unanswered, forget_ended, remind_families
from tests.programs.builders import local
from tests.programs.students import make_nomination, make_semester

S = NominationState
NOON = local(2027, 1, 11, 12)
DEADLINE = local(2027, 2, 15, 18)


def make_dated_semester():
    """Asked on January 11 at noon; families answer until February 15; the class begins on March 4."""
    with time_machine.travel(NOON, tick=False):
        return make_semester(
            families_answer_by=DEADLINE, nominations_close_at=local(2027, 2, 1, 17),
            nominations_open_at=NOON - timedelta(days=1),
        )  # fmt: skip


def nominate(semester, state=S.INVITED, **fields):
    with time_machine.travel(NOON, tick=False):
        return make_nomination(semester, state=state, **fields)


def work_at(moment, *duties):
    with time_machine.travel(moment, tick=False):
        for duty in duties or (remind_families, expire_unanswered, forget_ended):
            duty()


def mails(template):
    return sorted(Message.objects.filter(template=f"students/{template}").values_list("to", flat=True))


def reminded():
    return mails("family_reminder")


def states_now():
    return [nomination.state for nomination in Nomination.objects.order_by("pk")]
