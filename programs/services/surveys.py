"""What graduates say, without a way back to who said it.

An answer knows its class and wave, nothing else. On the invitation stands only that it was
answered, and the day. Nobody sees results of fewer than core.surveys.LEAST_ANSWERS people.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from core.surveys import means, store_among_the_others
from programs.enums import Outcome, SurveyQuestion, SurveyWave
from programs.models import SurveyAnswer, SurveyInvitation
from programs.services import seats


def invitation_for(pk):
    """The invitation of a graduate, or None (also when the graduation was undone since)."""
    invitations = SurveyInvitation.objects.select_related("registration__offering__program")
    return invitations.filter(pk=pk, registration__outcome=Outcome.GRADUATED).first()


def open_invitation(registration):
    """What this person was asked and has not answered yet: the newest, or None."""
    return registration.survey_invitations.filter(answered_on=None).order_by("-invited_at", "-pk").first()


@transaction.atomic
def answer(invitation, *, answers, comment):
    """Store what was said, once; False if this invitation was answered before (a double click)."""
    locked = seats.lock(invitation.registration.offering)
    open_ones = SurveyInvitation.objects.filter(pk=invitation.pk, answered_on=None)
    if not open_ones.update(answered_on=timezone.localdate()):
        return False
    said = SurveyAnswer(offering=locked, wave=invitation.wave, answers=answers, comment=comment)
    store_among_the_others(said, SurveyAnswer.objects.filter(offering=locked, wave=invitation.wave))
    return True


@dataclass(frozen=True)
class Wave:
    """What the graduates of a class said at one time. Without `means`: too few have answered."""

    label: str
    invited: int
    answered: int
    means: dict | None
    comments: list[str]


@dataclass(frozen=True)
class QuestionResult:
    """One question: at the end, six months later, and what has changed between them."""

    label: str
    means: list
    change: float | None


def results(offering):
    """The waves of a class, and each question over all waves."""
    asked = dict(
        SurveyInvitation.objects.filter(registration__offering=offering)
        .values_list("wave")
        .annotate(n=Count("pk"))
        .order_by()
    )
    said = {wave: [] for wave in SurveyWave.values}
    for row in SurveyAnswer.objects.filter(offering=offering):
        said[row.wave].append(row)
    waves = [_wave(wave, asked.get(wave.value, 0), said[wave.value]) for wave in SurveyWave]
    return waves, [_question(question, waves) for question in SurveyQuestion]


def _wave(wave, invited, rows):
    shown = means(rows, SurveyQuestion.values)
    comments = [row.comment for row in rows if row.comment] if shown else []
    return Wave(label=wave.label, invited=invited, answered=len(rows), means=shown, comments=comments)


def _question(question, waves):
    by_wave = [wave.means[question] if wave.means else None for wave in waves]
    first, last = by_wave[0], by_wave[-1]
    change = None if first is None or last is None else last - first
    return QuestionResult(label=question.label, means=by_wave, change=change)
