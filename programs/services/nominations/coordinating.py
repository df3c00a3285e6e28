"""What the coordinator does with one nominee, on the phone or at the desk. Notes and mails name no student."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from core import audit
from programs import students
from programs.emails import student_roster as mails
from programs.enums.nominations import (
    COUNTED_STATES,
    ConsentKind,
    FamilyTextKind,
    FlagKind,
    NominationState,
    PartyRole,
)
from programs.models import ConsentDecision, CreditReport, FamilyText, Nomination, Party, SchoolQuota
from programs.models.families import count_places
from programs.services import seats
from programs.services.counselors import answerable_for
from programs.services.nominations import mixups, states
from programs.services.nominations.leaving import leave
from programs.services.nominations.states import NominationError

S = NominationState
SEATED = {S.ACCEPTED, S.ENROLLED}
# A second "mail the link again" within this time is a double click, not a wish.
RESEND_PAUSE = timedelta(seconds=10)
LINK_AGAIN = "Link mailed again."


class Ruling(models.TextChoices):
    """What the coordinator found out about a flag."""

    AGREED = "agreed", "It goes on: the second guardian agrees now, and said so to us"
    ALONE = "alone", "It goes on: the first guardian alone decides (we have seen the papers)"
    CHECKED = "checked", "It goes on: checked by phone, they are two people"
    ENDS = "ends", "It ends: the student does not take part"


RULINGS = {
    FlagKind.DISAGREE: [Ruling.AGREED, Ruling.ALONE, Ruling.ENDS],
    FlagKind.MIXED_UP: [Ruling.CHECKED, Ruling.ENDS],
}


@transaction.atomic
def resolve_flag(nomination, *, ruling, reason, by):
    """The reason is kept for the coordinator alone. Twice is no error, and False."""
    now = timezone.now()
    seats.lock(nomination.semester.offering)
    nomination = states.lock(nomination)
    if not nomination.flag:
        return False
    if ruling not in RULINGS[nomination.flag]:
        raise NominationError("This does not settle this flag. Please look again.")
    if ruling == Ruling.ENDS:
        _end_flagged(nomination, reason, now, by)
    elif ruling == Ruling.AGREED:
        _second_agrees(nomination, now, by)
    elif ruling == Ruling.ALONE:
        _set_second_aside(nomination)
    nomination.closing_note = reason
    nomination.flag = ""
    nomination.save(update_fields=["flag", "closing_note"])
    states.note_event(nomination, now=now, by=by, note=f"Flag settled. {Ruling(ruling).label}.")
    if ruling == Ruling.CHECKED and _guardians_disagree(nomination):
        mixups.set_flag(nomination, FlagKind.DISAGREE, by=by)  # until now the other flag outweighed it
    return True


def _guardians_disagree(nomination):
    said = {party.says_yes for party in nomination.parties.all() if party.is_guardian}
    return {True, False} <= said


def _end_flagged(nomination, reason, now, by):
    disagree = nomination.flag == FlagKind.DISAGREE
    refused = S.REVOKED if nomination.state in SEATED else S.REFUSED
    _leave(nomination, refused if disagree else S.REMOVED, "removed", now=now, by=by, note="", closing_note=reason)
    nomination.refresh_from_db()


def _second_of(nomination):
    second = nomination.parties.filter(role=PartyRole.SECOND).first()
    if second is None:
        raise NominationError("There is no second guardian here. Please look again.")
    return second


def _second_agrees(nomination, now, by):
    """What they said on the phone, written down by staff: yes to taking part, and to nothing else."""
    second = _second_of(nomination)
    text = FamilyText.objects.filter(kind=FamilyTextKind.PARTICIPATION).order_by("version").last()
    if text is None:
        raise NominationError("There is no text about taking part yet that somebody could agree to: add it first.")
    ConsentDecision.objects.create(party=second, kind=ConsentKind.PARTICIPATION, given=True, text=text, at=now, by=by)
    second.says_yes, second.answered_at, second.entered_by = True, now, by
    second.save(update_fields=["says_yes", "answered_at", "entered_by"])


def _set_second_aside(nomination):
    """What the second one said does not count any more (consents.py), and their link ends.

    Nor are they called about the student, or may collect them: the first one can still name them for that.
    """
    second = _second_of(nomination)
    second.says_yes = second.answered_at = second.invited_at = None
    second.link_number += 1
    second.email, second.code_hash, second.answers = "", "", second.answers | {students.SET_ASIDE: True}
    second.save(
        update_fields=["says_yes", "answered_at", "invited_at", "link_number", "email", "email_index", "code_hash",
                       "answers"]
    )  # fmt: skip


@transaction.atomic
def move_to_school(nomination, quota, *, by):
    """The student changed school. What the family answered stays; the new school must have a place."""
    now = timezone.now()
    seats.lock(nomination.semester.offering)
    # In the order of their keys, so that two moves cannot wait for each other.
    both = sorted([nomination.quota, quota], key=lambda each: each.pk)
    new = {each.pk: states.lock_quota(each) for each in both}[quota.pk]
    old, nomination = nomination.quota, states.lock(nomination)
    if nomination.quota_id == new.pk:
        return False
    _refuse_move(nomination, old, new, now)
    before = answerable_for(nomination)
    nomination.quota, nomination.counselor = new, None
    nomination.save(update_fields=["quota", "counselor"])
    note = f"Changed school: {old.school} to {new.school}."
    event = states.note_event(nomination, now=now, by=by, note=note)
    for party in _asked(nomination):
        mails.queue_moved_school(party, event)
    for counselor in before:
        mails.queue_nominee_news(counselor, nomination, event, "moved_away", frees_a_place=_uses_a_place(nomination))
    for counselor in answerable_for(nomination):
        mails.queue_nominee_news(counselor, nomination, event, "moved_here")
    return True


def _uses_a_place(nomination):
    return nomination.state in COUNTED_STATES


def _refuse_move(nomination, old, new, now):
    if not nomination.is_live or nomination.quota_id != old.pk or new.semester_id != old.semester_id:
        raise NominationError("This has changed in the meantime. Please look again.")
    if CreditReport.objects.filter(quota__in=[old, new]).exists():
        raise NominationError("The credits of one of the two schools are reported already.")
    places, alternates = count_places(new, now)
    if _uses_a_place(nomination) and places >= new.places:
        raise NominationError(
            f"{new.school} uses all its {new.places} places. Give it one more on the page Semester, or wait for one."
        )
    if nomination.state == S.ALTERNATE and alternates >= new.alternates:
        raise NominationError(f"{new.school} has its {new.alternates} alternates already.")


@transaction.atomic
def remove(nomination, *, reason, by):
    """The coordinator ends it, also mid-course. The reason is mailed to nobody."""
    if not nomination.is_live:
        return False
    _leave(nomination, S.REMOVED, "removed", now=timezone.now(), by=by, note="Removed by the coordinator.",
           closing_note=reason)  # fmt: skip
    return True


@transaction.atomic
def withdraw_for_family(nomination, *, by):
    """The family called: the student does not take part."""
    if not nomination.is_live:
        return False
    _leave(nomination, S.WITHDRAWN, "family_left", now=timezone.now(), by=by, note="The family called.")
    return True


def _leave(nomination, state, mail, **step):
    nomination = leave(nomination, state, **step)
    event = nomination.events.last()
    for party in _asked(nomination):
        mails.queue_ended(party, event, template=mail)


def _asked(nomination):
    """Whom of the family we have written to, or who has answered."""
    fresh = Nomination.objects.with_families().get(pk=nomination.pk)
    parties = [party for party in fresh.parties.all() if party.invited_at or party.answered_at]
    for party in parties:
        party.nomination = fresh
    return parties


@transaction.atomic
def resend_link(party, *, by):
    """The same link once more. A double click mails once."""
    now = timezone.now()
    nomination = states.lock(party.nomination)
    if not nomination.is_live or nomination.state == S.ALTERNATE:
        raise NominationError("This family is not being asked now.")
    party = Party.objects.get(pk=party.pk)
    if not party.email:
        raise NominationError("There is no mail address: please call, or hand out a code on paper.")
    lately = nomination.events.filter(note=LINK_AGAIN, role=party.role, at__gt=now - RESEND_PAUSE)
    if lately.exists():
        return False
    event = states.note_event(nomination, now=now, by=by, role=party.role, note=LINK_AGAIN)
    party.nomination = nomination
    mails.queue_link(party, event)
    return True


@transaction.atomic
def read_health(nomination, *, by):
    """What the family says about health: [(who, text)]. Who read it, and when, stands in the history."""
    parties = [party for party in nomination.parties.all() if party.is_guardian and party.health]
    audit.record(by, nomination, "Read what the family says about health.")
    return [(party, party.health) for party in parties]


def schools_to_move_to(nomination):
    """The other schools of the same semester."""
    others = SchoolQuota.objects.filter(semester=nomination.quota.semester_id).exclude(pk=nomination.quota_id)
    return others.select_related("school")
