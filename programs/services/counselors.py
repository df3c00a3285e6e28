"""Who nominates for a school: invited by staff, signed in by mail. Nominations stay with the school."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.codes import issue_code, redeem_code, use_once
from core.contact import email_key
from programs.emails.counselors import queue_invitation, queue_sign_in
from programs.emails.students import SIGN_IN_MINUTES
from programs.models import Counselor
from programs.services.errors import RegistrationError

SIGN_IN = "counselor-sign-in"
INVITATION = "counselor-invitation"
INVITATION_DAYS = 14


class CounselorError(RegistrationError):
    """A rule forbids it. `field`: the answer that it is about."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


@transaction.atomic
def invite(*, school, name, email, students_from="", students_to=""):
    """A new counselor of a school, who gets a mail with a link."""
    counselor = Counselor(
        school=school, name=name, email=email, students_from=students_from, students_to=students_to
    )  # fmt: skip
    return _keep(counselor)


@transaction.atomic
def change(counselor, *, name, email, students_from="", students_to=""):
    """Another name, address or range of last names. A new address ends what was open, and is invited."""
    counselor = _locked(counselor)
    moved = email_key(email) != counselor.email_key
    counselor.name, counselor.email = name, email
    counselor.students_from, counselor.students_to = students_from, students_to
    if moved and counselor.left_at is None:
        return _keep(counselor)
    if moved:
        check_address(counselor.school, email, besides=counselor)
    counselor.save(update_fields=["name", "email", "students_from", "students_to"])
    return counselor


@transaction.atomic
def invite_again(counselor):
    """A fresh link; the one before ends, and so does what was open."""
    counselor = _locked(counselor)
    if counselor.left_at:
        raise CounselorError("This counselor has left. Let them come back first.")
    return _keep(counselor)


@transaction.atomic
def leave(counselor):
    """No sign-in from now on: links and codes end, and open pages close. False if it was so already."""
    counselor = _locked(counselor)
    if counselor.left_at:
        return False
    counselor.left_at = timezone.now()
    counselor.save(update_fields=["left_at"])
    return counselor


@transaction.atomic
def come_back(counselor):
    """Active again, and invited anew. False if the counselor is active."""
    counselor = _locked(counselor)
    if counselor.left_at is None:
        return False
    counselor.left_at = None
    return _keep(counselor)


def _locked(counselor):
    return Counselor.objects.select_for_update(of=("self",)).select_related("school").get(pk=counselor.pk)


def _keep(counselor):
    """Saved and invited, if the address may be a counselor's."""
    check_address(counselor.school, counselor.email, besides=counselor)
    counselor.invited_at = timezone.now()
    try:
        with transaction.atomic():
            counselor.save()
    except IntegrityError as error:
        raise CounselorError("A counselor with this address is already here.", field="email") from error
    _code, row = issue_code(
        purpose=INVITATION, email_key=counselor.email_key, valid_for=timedelta(days=INVITATION_DAYS)
    )
    queue_invitation(counselor, row, days=INVITATION_DAYS)
    return counselor


def check_address(school, email, *, besides=None):
    """Refuse what can be no counselor's address at this school."""
    if not school.has_mail(email):
        allowed = " or ".join(school.domains)
        raise CounselorError(
            f"This is not an address of {school}: it must end in {allowed}. The endings are kept with the school.",
            field="email",
        )
    known = active_by_key(email_key(email))
    if known and known != besides:
        raise CounselorError(f"A counselor with this address is already here: {known}.", field="email")


def active_by_key(key):
    """The counselor who signs in with this address, or None."""
    return Counselor.objects.active().select_related("school").filter(email_key=key).first()


def answerable_for(nomination):
    """Who at the school is written to about one nominee: whoever nominated; have they left, all of the school."""
    own = nomination.counselor
    if own and own.left_at is None:
        return [own]
    return list(nomination.quota.school.counselors.active())


@transaction.atomic
def mail_sign_in(email):
    """A link and a code, if this is the address of an active counselor. Who asks is told the same in any case."""
    counselor = active_by_key(email_key(email))
    if counselor is None:
        return
    code, row = issue_code(purpose=SIGN_IN, email_key=counselor.email_key, valid_for=timedelta(minutes=SIGN_IN_MINUTES))
    queue_sign_in(counselor, code, row)


def sign_in_by_code(key, code):
    """The counselor whose code this is, or None. Not one transaction: a miss must stay counted."""
    if not redeem_code(purpose=SIGN_IN, email_key=key, code=code):
        return None
    return _signed_in(key)


def sign_in_by_link(code_pk):
    """The counselor to whom this link was mailed, at its first use; else None."""
    row = use_once(code_pk)
    return _signed_in(row.email_key) if row and row.purpose in (SIGN_IN, INVITATION) else None


def _signed_in(key):
    counselor = active_by_key(key)
    if counselor:
        counselor.signed_in_at = timezone.now()
        counselor.save(update_fields=["signed_in_at"])
    return counselor
