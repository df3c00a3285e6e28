"""A family uses a code on paper: its own (of one student or guardian), or an invitation that knows of no student."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.contact import email_key, person_key
from core.references import new_reference
from programs.emails.students import LINK_DAYS_AFTER_CLASS
from programs.enums.nominations import AgreedHow, NominationState, PartyRole
from programs.models import Nomination, PaperInvitation, Party
from programs.services.nominations.inviting import invite_family
from programs.services.nominations.paper_codes import hash_of
from programs.services.nominations.states import NominationError, change_state, lock_quota


@dataclass(frozen=True)
class Family:
    """What a family tells by a paper invitation: who the student is, and how we reach them."""

    language: str
    given_name: str
    family_name: str
    grade: int
    guardian_name: str
    student_email: str = ""
    guardian_email: str = ""
    guardian_phone: str = ""


class CodeEnded(NominationError):
    """The invitation was used, withdrawn or has expired in the meantime."""


def party_with(typed, now=None):
    """Whose own code this is, or None. It ends when a mailed link would: a month after the class."""
    party = _parties().filter(code_hash=hash_of(typed)).first()
    if party is None:
        return None
    ends_at = party.nomination.semester.offering.ends_at
    is_over = ends_at is not None and (now or timezone.now()) >= ends_at + timedelta(days=LINK_DAYS_AFTER_CLASS)
    return None if is_over else party


def invitation_with(typed, now=None):
    """The open paper invitation with this code, or None."""
    now = now or timezone.now()
    found = _invitations().open(now).filter(code_hash=hash_of(typed)).first()
    return found if found and found.quota.semester.takes_answers(now) else None


def invitation_of(pk, *, only_open=True):
    """One that was opened by its code a moment ago; None if it cannot be used any more."""
    found = _invitations().open(timezone.now()) if only_open else _invitations()
    return found.filter(pk=pk).first()


@transaction.atomic
def redeem(invitation, family, *, form_key, now=None):
    """The guardian of the new nomination. The place that the paper kept is now the student's: never counted twice.

    Sent twice, it makes one nomination.
    """
    now = now or timezone.now()
    quota = lock_quota(invitation.quota)
    earlier = quota.nominations.filter(form_key=form_key, paper_invitation=invitation).first()
    if earlier:
        return _parties().get(nomination=earlier, role=PartyRole.GUARDIAN)
    invitation = PaperInvitation.objects.select_for_update().open(now).filter(pk=invitation.pk).first()
    if invitation is None or not quota.semester.takes_answers(now):
        raise CodeEnded(_("This code cannot be used any more. Please call us."))
    _refuse_a_known_student(quota, family)
    nomination = _new_nomination(quota, family, counselor=invitation.counselor, form_key=form_key, now=now)
    guardian = _ask_the_family(nomination, family, invitation)
    invitation.nomination = nomination
    invitation.save(update_fields=["nomination"])
    invite_family(nomination, now=now)
    return guardian


def _refuse_a_known_student(quota, family):
    """A place is for one student: who was nominated with the parent's word, too, has a link of their own by mail."""
    key, mail = person_key(family.given_name, family.family_name), email_key(family.student_email)
    for known in quota.nominations.live().prefetch_related("parties"):
        student = known.party(PartyRole.STUDENT)
        same_mail = mail and student and email_key(str(student.email)) == mail
        if same_mail or person_key(known.given_name, known.family_name) == key:
            raise NominationError(_("We know this student already. Please look for a mail from us, or call us."))


def _new_nomination(quota, family, *, counselor, form_key, now):
    last = quota.nominations.live().aggregate(rank=Max("rank"))["rank"] or 0
    nomination = Nomination(
        quota=quota,
        reference=new_reference(quota.semester.offering.program.prefix),
        counselor=counselor,
        rank=last + 1,
        grade=family.grade,
        given_name=family.given_name,
        family_name=family.family_name,
        agreed_how=AgreedHow.WRITING,
        agreed_on=timezone.localdate(now),
        form_key=form_key,
    )
    change_state(nomination, NominationState.NOMINATED, now=now, role=PartyRole.GUARDIAN, note="By a code on paper.")
    return nomination


def _ask_the_family(nomination, family, invitation):
    """The parties; the guardian. Without a mail, the code on paper stays the guardian's way back to their page."""
    asked = {"nomination": nomination, "language": family.language}
    Party.objects.create(role=PartyRole.STUDENT, reference=new_reference("FAM"), email=family.student_email, **asked)
    return Party.objects.create(
        role=PartyRole.GUARDIAN,
        reference=new_reference("FAM"),
        name=family.guardian_name,
        email=family.guardian_email,
        phone=family.guardian_phone,
        code_hash="" if family.guardian_email else invitation.code_hash,
        **asked,
    )


def _invitations():
    return PaperInvitation.objects.select_related("quota__school", "quota__semester__offering__program")


def _parties():
    return Party.objects.select_related("nomination__quota__semester__offering__program")
