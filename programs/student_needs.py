"""What waits for the youth coordinator: lines of the Monday page, and filters of the lists that they open."""

from datetime import timedelta

from django.utils import timezone

from core.monday import Need
from programs.enums import ClassStatus, Entry
from programs.enums.nominations import ASKED_STATES, LIVE_NOMINATIONS, NominationState
from programs.models import ClassOffering, Nomination

S = NominationState
DEADLINE_NEAR = timedelta(days=7)
STILL_NEWS = timedelta(days=7)


def _in_classes_to_come(nominations):
    return nominations.exclude(quota__semester__offering__status=ClassStatus.CANCELLED)


def flagged(nominations, now):
    return _in_classes_to_come(nominations).filter(state__in=LIVE_NOMINATIONS).exclude(flag="")


def missing_near_the_deadline(nominations, now):
    """Families who have not answered, days before their deadline."""
    asked = [state for state in ASKED_STATES if state != S.READY]
    near = nominations.filter(quota__semester__families_answer_by__range=(now, now + DEADLINE_NEAR))
    return _in_classes_to_come(near).filter(state__in=asked)


def ready(nominations, now):
    """Somebody must decide; not once the class is over."""
    today = timezone.localdate(now)
    going_on = ClassOffering.objects.with_dates().filter(last_date__gte=today)
    return _in_classes_to_come(nominations).filter(
        state=S.READY, flag="", quota__semester__offering__in=going_on.values("pk")
    )


def taken_back(nominations, now):
    """Consent taken back of somebody who had a seat or a promise: news for a week."""
    return nominations.filter(
        state=S.REVOKED, events__to_state=S.REVOKED, events__from_state__in=[S.ACCEPTED, S.ENROLLED],
        events__at__gt=now - STILL_NEWS,
    ).distinct()  # fmt: skip


def without_places(classes, now):
    """Classes of students to come for which no school has a place: nobody can nominate."""
    planned = classes.filter(program__entry=Entry.NOMINATION).exclude(status=ClassStatus.CANCELLED)
    to_come = planned.with_dates().filter(first_date__gte=timezone.localdate(now))
    return to_come.exclude(semester__quotas__places__gt=0)


STUDENT_NEEDS = [
    Need(
        "flagged", Nomination, "Flagged",
        "nominee is flagged: guardians disagree, or two people may be one",
        "nominees are flagged: guardians disagree, or two people may be one",
        flagged, urgent=True,
    ),
    Need(
        "taken-back", Nomination, "Consent taken back after acceptance",
        "student with a place left: the family took back the consent this week",
        "students with a place left: the families took back the consent this week",
        taken_back, urgent=True,
    ),
    Need(
        "deadline", Nomination, "Something missing, deadline within 7 days",
        "nominee's family has not answered, and the deadline is within 7 days",
        "nominees' families have not answered, and the deadline is within 7 days",
        missing_near_the_deadline, urgent=True,
    ),
    Need(
        "ready", Nomination, "Ready to accept",
        "nominee is ready: accept or not", "nominees are ready: accept or not",
        ready,
    ),
    Need(
        "no-places", ClassOffering, "For students: no school has places",
        "class for students has no places for schools: nobody can nominate",
        "classes for students have no places for schools: nobody can nominate",
        without_places, permission="programs.view_semester",
    ),
]  # fmt: skip
