"""Whether the student and the guardian may be one person: the same phone, the same mail, the same signature.

It is stopped where it is typed, and flagged for the coordinator.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.contact import email_key, person_key
from programs.enums.nominations import FlagKind, PartyRole
from programs.services.nominations import states

STUDENTS_PHONE = _("This is the student's phone number. Write your own. If you share one phone, please call us.")
STUDENTS_MAIL = _("This is the student's mail address. Write your own. If you share one address, please call us.")
STUDENTS_NAME = _("This is the student's name. Write your own. If you have the same name, please call us.")
GUARDIANS_PHONE = _("This is the number of a parent or guardian. Write your own, or leave this empty.")

# What a guardian types, by what it must not be of the student's.
PHONES = ("phone", "other_phone", "second_phone")
MAILS = ("email", "second_email")
NAMES = ("name", "second_name", "consent_signature")


def found_in(party, typed):
    """{name of the field: what is wrong}: what this party typed that belongs to the other side."""
    if party.is_guardian:
        return _found_with_guardian(party.nomination, typed)
    own = _number(typed.get("phone"))
    theirs = {str(phone) for guardian in _guardians(party.nomination) for phone in _phones(guardian)}
    return {"phone": GUARDIANS_PHONE} if own and own in theirs else {}


def _found_with_guardian(nomination, typed):
    student = nomination.party(PartyRole.STUDENT)
    if student is None:
        return {}
    phone, mail, names = str(student.phone), email_key(str(student.email)), _names(nomination, student)
    found = {name: STUDENTS_PHONE for name in PHONES if phone and _number(typed.get(name)) == phone}
    found |= {name: STUDENTS_MAIL for name in MAILS if mail and email_key(typed.get(name) or "") == mail}
    return found | {name: STUDENTS_NAME for name in NAMES if _flat(typed.get(name)) in names}


def _guardians(nomination):
    return [party for party in nomination.parties.all() if party.is_guardian]


def _phones(guardian):
    return [phone for phone in (guardian.phone, guardian.answers.get("other_phone")) if phone]


def _number(phone):
    """As it is stored: E.164."""
    return str(getattr(phone, "as_e164", phone) or "")


def _names(nomination, student):
    """The student's name as it may be written: either part first, with or without a space."""
    preferred = student.answers.get("preferred_name") if student.answered_at else ""
    given_names = filter(None, [nomination.given_name, preferred])
    pairs = [(given, nomination.family_name) for given in given_names]
    return {_flat(name) for given, family in pairs for name in (given + family, family + given)} - {""}


def _flat(name):
    return person_key(name or "", "").replace(" ", "")


class MixedUp(states.NominationError):
    """Found only under the lock: the other side wrote the same a moment ago."""


@transaction.atomic
def flag(party):
    """The coordinator looks at it before the student can be accepted. Twice is once."""
    set_flag(states.lock(party.nomination), FlagKind.MIXED_UP, role=party.role)


def set_flag(nomination, kind, *, role="", by=None):
    """Of a locked nomination. That two persons may be one weighs more than that two disagree."""
    if nomination.flag in {kind, FlagKind.MIXED_UP} or not nomination.is_live:
        return
    nomination.flag = kind
    nomination.save(update_fields=["flag"])
    states.note_event(nomination, now=timezone.now(), role=role, by=by, note=f"Flagged: {kind.label}.")
