"""A counselor nominates up to ten students at once: all of a page, or nothing of it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.references import new_reference
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Nomination, Party
from programs.models.families import count_places
from programs.services.nominations import paper
from programs.services.nominations.duplicates import problems_of
from programs.services.nominations.inviting import invite_family
from programs.services.nominations.paper_codes import code_of
from programs.services.nominations.states import NominationError, change_state, lock_quota

MOST_AT_ONCE = 10
ON_PAPER = "paper"
# What a counselor says of a student, besides how to reach them.
_SAID = ("given_name", "family_name", "grade", "rank", "reason", "agreed_how", "agreed_on")


@dataclass(frozen=True)
class Student:
    """One row of the page. On paper: the parent has not agreed, so the language is all that is kept."""

    number: int
    language: str
    on_paper: bool = False
    given_name: str = ""
    family_name: str = ""
    grade: int = 0
    rank: int = 0
    reason: str = ""
    student_email: str = ""
    guardian_email: str = ""
    guardian_phone: str = ""
    agreed_how: str = ""
    agreed_on: date | None = None
    is_another: bool = False


@dataclass(frozen=True)
class Made:
    """What became of one row: a nomination, or a code on paper."""

    number: int
    nomination: Nomination | None = None
    invitation: object = None
    code: str = ""


class RowsRefused(NominationError):
    """Nothing was kept. `problems`: {row number: (field, why)}."""

    def __init__(self, problems):
        super().__init__("Nothing has been sent yet. Please correct what is marked.")
        self.problems = problems


class SentBefore(NominationError):
    """The page has made its nominations already, and comes back with something else on it."""

    def __init__(self):
        super().__init__(
            "This page was sent before, and the students who stood on it then are nominated. What stands here now is "
            "not sent: please check it, and send it again."
        )


@transaction.atomic
def nominate(quota, students, *, counselor, form_key, now=None):
    """What became of each row. The places of the school are counted under its lock; the best ranks get them first.

    A page that is sent twice makes one set of nominations: the second sending gets the first result. Changed in
    between, by the back button, it is another page.
    """
    now = now or timezone.now()
    locked = lock_quota(quota)
    earlier = _made_before(locked, form_key)
    if earlier:
        if not _is_what_was_sent(earlier, students):
            raise SentBefore
        return earlier
    if not locked.semester.takes_nominations(now):
        raise NominationError("Nominations are closed. Nothing was sent.")
    named = [student for student in students if not student.on_paper]
    problems = problems_of(named, locked, counselor)
    fits = _fit_in(locked, students, now)
    problems |= {number: (None, why) for number, why in fits.items() if not isinstance(why, NominationState)}
    if problems:
        raise RowsRefused(problems)
    made = []
    for student in students:
        keep = _keep_paper if student.on_paper else _keep_student
        made.append(keep(locked, student, fits[student.number], counselor, form_key, now))
    return made


def _key(form_key, quota, number):
    return f"{form_key}.{quota.pk}.{number}"


def _made_before(quota, form_key):
    """What the same page has made already, if it was sent before."""
    keys = {_key(form_key, quota, number): number for number in range(1, MOST_AT_ONCE + 1)}
    made = [
        Made(keys[nomination.form_key], nomination)
        for nomination in quota.nominations.filter(form_key__in=keys).prefetch_related("parties")
    ]
    codes = {code_of(key): number for key, number in keys.items()}
    hashes = {code_hash: (number, shown) for (shown, code_hash), number in codes.items()}
    for invitation in quota.paper_invitations.filter(code_hash__in=hashes):
        number, shown = hashes[invitation.code_hash]
        made.append(Made(number, invitation=invitation, code=shown))
    return sorted(made, key=lambda each: each.number)


def _is_what_was_sent(made, students):
    before = {each.number: _told(each) for each in made}
    return before == {each.number: None if each.on_paper else _typed(each) for each in students}


def _told(made):
    """What a counselor typed of a student; None of a paper invitation."""
    nomination = made.nomination
    if nomination is None:
        return None
    student, guardian = nomination.party(PartyRole.STUDENT), nomination.party(PartyRole.GUARDIAN)
    contacts = [student.email, guardian.email, guardian.phone, guardian.language]
    return [getattr(nomination, name) for name in _SAID] + contacts


def _typed(student):
    contacts = [student.student_email, student.guardian_email, student.guardian_phone, student.language]
    return [getattr(student, name) for name in _SAID] + contacts


def _fit_in(locked_quota, students, now):
    """{row number: NOMINATED, ALTERNATE, or why neither}: places first, by rank; then alternates."""
    used, waiting = count_places(locked_quota, now)
    places = max(locked_quota.places - used, 0)
    alternates = max(locked_quota.alternates - waiting, 0)
    fits = {}
    for student in sorted(students, key=lambda each: (not each.on_paper, each.rank, each.number)):
        if places:
            places -= 1
            fits[student.number] = NominationState.NOMINATED
        elif student.on_paper:
            fits[student.number] = "No place is left for a paper invitation: your school has used its places."
        elif alternates:
            alternates -= 1
            fits[student.number] = NominationState.ALTERNATE
        else:
            fits[student.number] = "Your school has no place and no alternate left for this student."
    return fits


def _keep_paper(quota, student, _state, counselor, form_key, now):
    shown, code_hash = code_of(_key(form_key, quota, student.number))
    invitation = paper.keep(quota, counselor=counselor, language=student.language, code_hash=code_hash, now=now)
    return Made(student.number, invitation=invitation, code=shown)


def _keep_student(quota, student, state, counselor, form_key, now):
    nomination = Nomination(
        reference=new_reference("TAP"),
        quota=quota,
        counselor=counselor,
        given_name=student.given_name,
        family_name=student.family_name,
        grade=student.grade,
        rank=student.rank,
        reason=student.reason,
        agreed_how=student.agreed_how,
        agreed_on=student.agreed_on,
        form_key=_key(form_key, quota, student.number),
    )
    change_state(nomination, state, now=now, counselor=counselor)
    contacts = {
        PartyRole.STUDENT: {"email": student.student_email},
        PartyRole.GUARDIAN: {
            "email": student.guardian_email, "phone": student.guardian_phone, "language": student.language
        },
    }  # fmt: skip
    for role, contact in contacts.items():
        Party.objects.create(nomination=nomination, role=role, reference=new_reference("FAM"), **contact)
    if state == NominationState.NOMINATED:
        invite_family(nomination, now=now, counselor=counselor)
    return Made(student.number, nomination)
